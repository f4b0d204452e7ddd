const FILE = /^diff --git |^--- .{1,500}$/;
const HEADER =
  /^(?:diff --git |index [0-9a-f]{4,64}\.\.|(?:old|new|deleted file|new file) mode \d|(?:similarity|dissimilarity) index |(?:rename|copy) (?:from|to) |--- |\+\+\+ |Binary files .{1,1000} differ|GIT binary patch)/;
const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/;

/** Finds unified and git patches in lines without their breaks. Linear: headers that no hunk follows are read once. */
export class PatchFinder {
  readonly #lines: readonly string[];
  /** No patch begins before this line, from 1, that was not found. */
  #noneBefore = 1;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /**
   * The last line of the patch that begins on a line: headers and hunks, counted as they say, for any number of files.
   * `undefined` where none begins there. Lines must be asked for in order.
   */
  endOf(line: number): number | undefined {
    const lines = this.#lines;
    const first = lines[line - 1] ?? "";
    if (line < this.#noneBefore || !FILE.test(first)) return undefined;
    if (first.startsWith("--- ") && !lines[line]?.startsWith("+++ ")) return undefined;
    let at = line;
    let hunks = 0;
    while (at <= lines.length) {
      const text = lines[at - 1] as string;
      const hunk = HUNK.exec(text);
      if (hunk !== null) {
        hunks++;
        at = hunkEnd(lines, at + 1, [Number(hunk[1] ?? 1), Number(hunk[2] ?? 1)]);
      } else if (HEADER.test(text)) at++;
      else break;
    }
    if (hunks > 0) return at - 1;
    this.#noneBefore = at;
    return undefined;
  }
}

/** The line behind a hunk's body that began on a line and has so many old and new lines. */
function hunkEnd(
  lines: readonly string[],
  from: number,
  [oldLines, newLines]: readonly [number, number],
): number {
  let at = from;
  let old = oldLines;
  let fresh = newLines;
  for (; at <= lines.length && (old > 0 || fresh > 0); at++) {
    const sign = (lines[at - 1] as string)[0] ?? " ";
    if (sign === "-") old--;
    else if (sign === "+") fresh--;
    else if (sign === " " || sign === "\r") {
      old--;
      fresh--;
    } else if (sign !== "\\") return at;
  }
  return lines[at - 1]?.startsWith("\\ ") ? at + 1 : at;
}

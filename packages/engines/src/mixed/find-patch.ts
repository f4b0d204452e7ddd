const FILE = /^diff --git |^--- .{1,500}$/;
const HEADER =
  /^(?:diff --git |index [0-9a-f]{4,64}\.\.|(?:old|new|deleted file|new file) mode \d|(?:similarity|dissimilarity) index |(?:rename|copy) (?:from|to) |--- |\+\+\+ |Binary files .{1,1000} differ|GIT binary patch)/;
const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/;

/**
 * The last line of the unified or git patch that begins on a line: headers and hunks, counted as they say, for any number of
 * files. `undefined` where none begins there. `lines` are without breaks, line numbers 1-based.
 */
export function patchEnd(lines: readonly string[], line: number): number | undefined {
  if (!FILE.test(lines[line - 1] ?? "")) return undefined;
  if (lines[line - 1]?.startsWith("--- ") && !lines[line]?.startsWith("+++ ")) return undefined;
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
  return hunks > 0 ? at - 1 : undefined;
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

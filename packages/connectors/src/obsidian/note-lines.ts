/** A line of a note outside of code. */
export interface NoteLine {
  /** The line without code spans: each of their characters is a `.`, so that offsets stay. */
  readonly text: string;
  /** As it stands in the note. */
  readonly source: string;
}

interface Fence {
  readonly mark: string;
  readonly length: number;
  readonly isQuoted: boolean;
}

/**
 * The lines of a Markdown text that are neither empty nor in fenced or indented code, in one pass. An indented line is code after
 * an empty line outside of a list. Code spans are found within a line.
 */
export function* noteLines(text: string, start = 0): Generator<NoteLine> {
  const code = new CodeBlocks();
  for (let at = start; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const source = text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end + 1;
    if (code.isText(source)) yield { text: withoutSpans(source), source };
  }
}

/** Tells code from text, line by line. */
class CodeBlocks {
  #fence: Fence | undefined;
  #isAfterBlank = true;
  #isInList = false;
  #isInCode = false;

  isText(line: string): boolean {
    const { body, isQuoted } = unquoted(line);
    if (this.#isFenced(body, isQuoted)) return false;
    if (body.trim() === "") {
      this.#isAfterBlank = true;
      return false;
    }
    const isIndented = /^(?: {4}| {0,3}\t)/.test(body);
    this.#isInList =
      isListItem(body, isIndented && !this.#isInList) || (isIndented && this.#isInList);
    this.#isInCode = isIndented && !this.#isInList && (this.#isAfterBlank || this.#isInCode);
    this.#isAfterBlank = false;
    return !this.#isInCode;
  }

  /** Whether a line is in a fence, opens or closes one. */
  #isFenced(body: string, isQuoted: boolean): boolean {
    const fence = this.#fence;
    if (fence === undefined) {
      this.#fence = fenceOf(body, isQuoted);
      return this.#fence !== undefined;
    }
    if (fence.isQuoted && !isQuoted) {
      // The quotation ends, and the fence with it.
      this.#fence = undefined;
      return this.#isFenced(body, isQuoted);
    }
    if (closes(body, fence)) this.#fence = undefined;
    return true;
  }
}

/** What is in a quotation or callout, without its marks. */
function unquoted(line: string): { readonly body: string; readonly isQuoted: boolean } {
  const marks = /^[ \t]{0,3}>[>\t ]*/.exec(line)?.[0];
  if (marks === undefined) return { body: line, isQuoted: false };
  // One space after the last mark belongs to it; more are indentation.
  const last = marks.lastIndexOf(">") + 1;
  const body = line.slice(line[last] === " " ? last + 1 : last);
  return { body, isQuoted: true };
}

/** `isCode`: the line is indented so far that no list can begin in it. */
function isListItem(body: string, isCode: boolean): boolean {
  return !isCode && /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/.test(body);
}

function fenceOf(body: string, isQuoted: boolean): Fence | undefined {
  // In a list the fence is indented, and may follow the bullet.
  const line = body.trimStart().replace(/^(?:[-*+]|\d{1,9}[.)])[ \t]+/, "");
  const mark = line[0];
  if (mark !== "`" && mark !== "~") return undefined;
  const length = runLength(line, 0);
  if (length < 3 || (mark === "`" && line.includes("`", length))) return undefined;
  return { mark, length, isQuoted };
}

function closes(body: string, { mark, length }: Fence): boolean {
  const line = body.trim();
  return line[0] === mark && line.length >= length && runLength(line, 0) === line.length;
}

function runLength(text: string, start: number): number {
  let end = start;
  while (end < text.length && text[end] === text[start]) end++;
  return end - start;
}

/** Blanks code spans: from a run of backticks to the next of the same length. */
function withoutSpans(line: string): string {
  if (!line.includes("`")) return line;
  const runs = backtickRuns(line);
  const nextAlike = new Map<number, number>();
  const partner = new Array<number | undefined>(runs.length);
  for (let index = runs.length - 1; index >= 0; index--) {
    const { length } = runs[index] as Run;
    partner[index] = nextAlike.get(length);
    nextAlike.set(length, index);
  }
  const parts: string[] = [];
  let done = 0;
  for (let index = 0; index < runs.length; ) {
    const close = partner[index];
    const open = runs[index] as Run;
    if (close === undefined || isEscaped(line, open.start)) {
      index++;
      continue;
    }
    const last = runs[close] as Run;
    const end = last.start + last.length;
    parts.push(line.slice(done, open.start), ".".repeat(end - open.start));
    done = end;
    index = close + 1;
  }
  return parts.join("") + line.slice(done);
}

interface Run {
  readonly start: number;
  readonly length: number;
}

function backtickRuns(line: string): readonly Run[] {
  const runs: Run[] = [];
  for (let at = line.indexOf("`"); at >= 0; ) {
    const length = runLength(line, at);
    runs.push({ start: at, length });
    at = line.indexOf("`", at + length);
  }
  return runs;
}

function isEscaped(line: string, at: number): boolean {
  return line[at - 1] === "\\";
}

/** A fenced block of Markdown (CommonMark 4.5). */
export interface Fence {
  /** Lines between the fences, 1-based; `lastLine` may be before `firstLine`. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** First word behind the opening fence, lower case: `json`, `ts`; empty where there is none. */
  readonly info: string;
}

const OPENING = /^( {0,3})(`{3,}|~{3,})[ \t]{0,20}([\w+#.-]{0,40})[^`]{0,200}$/;

/** Finds fenced blocks in lines without their breaks. Linear: a fence that nothing closes is looked for once. */
export class FenceFinder {
  readonly #lines: readonly string[];
  /** For each character of fences, the least length that nothing closes from here on. */
  readonly #unclosed = new Map<string, number>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** The fence that a line (from 1) opens and a later one closes; lines must be asked for in order. */
  at(line: number): Fence | undefined {
    const lines = this.#lines;
    const [, , ticks = "", info = ""] = OPENING.exec(lines[line - 1] ?? "") ?? [];
    const mark = ticks.charAt(0);
    if (ticks === "" || ticks.length >= (this.#unclosed.get(mark) ?? Number.POSITIVE_INFINITY)) {
      return undefined;
    }
    for (let at = line + 1; at <= lines.length; at++) {
      if (closes(lines[at - 1] as string, ticks)) {
        return { firstLine: line + 1, lastLine: at - 1, info: info.toLowerCase() };
      }
    }
    this.#unclosed.set(mark, ticks.length);
    return undefined;
  }
}

function closes(line: string, ticks: string): boolean {
  const own = line.trimEnd();
  const start = own.length - own.trimStart().length;
  if (start > 3 || own.length - start < ticks.length) return false;
  for (let at = start; at < own.length; at++) if (own[at] !== ticks[0]) return false;
  return true;
}

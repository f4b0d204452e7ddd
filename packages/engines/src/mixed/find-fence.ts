/** A fenced block of Markdown (CommonMark 4.5). */
export interface Fence {
  /** Lines between the fences, 1-based; `lastLine` may be before `firstLine`. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** First word behind the opening fence, lower case: `json`, `ts`; empty where there is none. */
  readonly info: string;
}

const OPENING = /^( {0,3})(`{3,}|~{3,})[ \t]{0,20}([\w+#.-]{0,40})[^`]{0,200}$/;

/** Finds fenced blocks in lines without their breaks. Linear: a fence is only looked for where something closes it. */
export class FenceFinder {
  readonly #lines: readonly string[];
  /** For each character of fences, the longest fence without a word on each line or behind it. */
  readonly #longest = new Map<string, Uint32Array>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** The fence that a line (from 1) opens and a later one closes. */
  at(line: number): Fence | undefined {
    const lines = this.#lines;
    const [, , ticks = "", info = ""] = OPENING.exec(lines[line - 1] ?? "") ?? [];
    const mark = ticks.charAt(0);
    if (mark === "" || ticks.length > (this.#longestOf(mark)[line] as number)) return undefined;
    let at = line + 1;
    while (closingLength(lines[at - 1] as string, mark) < ticks.length) at++;
    return { firstLine: line + 1, lastLine: at - 1, info: info.toLowerCase() };
  }

  #longestOf(mark: string): Uint32Array {
    const known = this.#longest.get(mark);
    if (known !== undefined) return known;
    const lines = this.#lines;
    const longest = new Uint32Array(lines.length + 1);
    for (let at = lines.length - 1; at >= 0; at--) {
      const own = closingLength(lines[at] as string, mark);
      longest[at] = Math.max(longest[at + 1] as number, own);
    }
    this.#longest.set(mark, longest);
    return longest;
  }
}

/** How long the fence is that a line consists of; 0 for any other line. */
function closingLength(line: string, mark: string): number {
  const own = line.trimEnd();
  const start = own.length - own.trimStart().length;
  if (start > 3) return 0;
  for (let at = start; at < own.length; at++) if (own[at] !== mark) return 0;
  return own.length - start;
}

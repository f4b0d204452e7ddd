/** What a token is. `text` is what stands around embedded code, `directive` a line for a preprocessor or compiler. */
export type BraceTokenKind = "directive" | "number" | "punctuator" | "string" | "text" | "word";

/** Tokens of a text by index, comments left out. An index outside answers the empty string. */
export class BraceTokens {
  readonly source: string;
  /** Offsets at which comments begin. */
  readonly comments: Set<number> = new Set();
  readonly kinds: BraceTokenKind[] = [];
  /** Whether a line break stands before the token. */
  readonly breaks: boolean[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** For an opening bracket, or a string that code interrupts, the index of what closes it or goes on; 0 for any other. */
  readonly closers: number[] = [];

  constructor(source: string) {
    this.source = source;
  }

  get length(): number {
    return this.kinds.length;
  }

  add(kind: BraceTokenKind, { start, end, breaks }: TokenPlace): void {
    this.kinds.push(kind);
    this.starts.push(start);
    this.ends.push(end);
    this.breaks.push(breaks);
    this.closers.push(0);
  }

  text(at: number): string {
    return at < 0 || at >= this.length ? "" : this.source.slice(this.starts[at], this.ends[at]);
  }

  isWord(at: number): boolean {
    return this.kinds[at] === "word";
  }

  /** The next index; behind an opening bracket, that behind what closes it. */
  behind(at: number): number {
    let last = at;
    while ((this.closers[last] ?? 0) > last) last = this.closers[last] as number;
    return last + 1;
  }

  /** Tokens from one index to before another, one space between them. */
  slice(from: number, to: number): string {
    const texts: string[] = [];
    for (let at = from; at < to; at++) texts.push(this.text(at));
    return texts.join(" ");
  }
}

/** Where a token stands: offsets of its first character and behind its last, and whether it begins a line. */
interface TokenPlace {
  readonly start: number;
  readonly end: number;
  readonly breaks: boolean;
}

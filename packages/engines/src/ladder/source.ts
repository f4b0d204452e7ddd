import { contentHash, type Ref, refOf, type TokenCounter } from "@tokenpak/core";

/** A content about to be packed, with what several stages need of it computed once. Lines end with `\n`. */
export class Source {
  readonly text: string;
  readonly counter: TokenCounter;
  readonly path: string | undefined;
  /** Programming language where known, as in `languageOfFileType`. */
  readonly language: string | undefined;
  /**
   * Lines of the whole content before this text's first: 0 unless this is a part of something larger. A kind adds it to line
   * numbers that it prints itself; markers are in this text's own numbers, and moved for it.
   */
  readonly lineBase: number;
  #tokens: number | undefined;
  #hash: string | undefined;
  #lineStarts: Uint32Array | undefined;

  constructor(text: string, context: SourceContext) {
    this.text = text;
    this.counter = context.counter;
    this.path = context.path;
    this.language = context.language;
    this.lineBase = context.lineBase ?? 0;
  }

  /** Tokens of the whole text. */
  get tokens(): number {
    this.#tokens ??= this.counter.count(this.text);
    return this.#tokens;
  }

  /** SHA-256 of the text's bytes, hex. */
  get hash(): string {
    this.#hash ??= contentHash(this.text);
    return this.#hash;
  }

  get ref(): Ref {
    return refOf({ hash: this.hash });
  }

  /** Lines in the text: a final `\n` ends a line and begins none; the empty text has none. */
  get lineCount(): number {
    return this.#starts().length;
  }

  /** UTF-16 offset of the first character of a line, from 1; the text's length for the line after the last. */
  lineStart(line: number): number {
    const starts = this.#starts();
    return line > starts.length ? this.text.length : (starts[line - 1] as number);
  }

  /** UTF-16 offset just behind a line, its `\n` included. */
  lineEnd(line: number): number {
    return this.lineStart(line + 1);
  }

  /** A line's text without its `\n`. */
  line(line: number): string {
    const end = this.lineEnd(line);
    const text = this.text.slice(this.lineStart(line), end);
    return text.endsWith("\n") ? text.slice(0, -1) : text;
  }

  /** The 1-based line that holds a UTF-16 offset. */
  lineAt(offset: number): number {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return Math.max(1, low);
  }

  #starts(): Uint32Array {
    this.#lineStarts ??= lineStartsOf(this.text);
    return this.#lineStarts;
  }
}

/** What a {@link Source} is read with. */
export interface SourceContext {
  readonly counter: TokenCounter;
  readonly path?: string | undefined;
  readonly language?: string | undefined;
  /** Default 0. */
  readonly lineBase?: number | undefined;
}

function lineStartsOf(text: string): Uint32Array {
  if (text === "") return new Uint32Array(0);
  let count = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at + 1 < text.length; count++) {
    at = text.indexOf("\n", at + 1);
  }
  const starts = new Uint32Array(count);
  let next = 0;
  for (let line = 1; line < count; line++) {
    next = text.indexOf("\n", next) + 1;
    starts[line] = next;
  }
  return starts;
}

/** A here-document that has been announced and whose lines come after the current one. */
interface Announced {
  readonly word: string;
  /** Whether white space may stand before the word that ends it. */
  readonly indented: boolean;
}

/** The here-documents of a text in Ruby or a shell: which words end one, and where. Linear, however many are never closed. */
export class HereDocuments {
  readonly #text: string;
  readonly #announced: Announced[] = [];
  #ends: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether a line below `from` holds nothing but a word. */
  ends(word: string, from: number): boolean {
    return this.#next(word, from) !== undefined;
  }

  announce(word: string, indented: boolean): void {
    this.#announced.push({ word, indented });
  }

  /** Where code goes on, given the start of a line: behind the here-documents that begin there; `undefined` where one has no end. */
  behind(lineStart: number): number | undefined {
    let at: number | undefined = lineStart;
    for (const { word, indented } of this.#announced) {
      if (at === undefined) break;
      at = this.#behindOne(word, indented, at);
    }
    this.#announced.length = 0;
    return at;
  }

  get isPending(): boolean {
    return this.#announced.length > 0;
  }

  #behindOne(word: string, indented: boolean, from: number): number | undefined {
    for (let at = this.#next(word, from); at !== undefined; at = this.#next(word, at + 1)) {
      if (!indented && !this.#text.startsWith(word, at)) continue;
      const end = this.#text.indexOf("\n", at);
      return end < 0 ? this.#text.length : end + 1;
    }
    return undefined;
  }

  /** Start of the first line at or below `from` that holds nothing but a word. */
  #next(word: string, from: number): number | undefined {
    this.#ends ??= linesOfWords(this.#text);
    const starts = this.#ends.get(word) ?? [];
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) < from) low = middle + 1;
      else high = middle;
    }
    return starts[low];
  }
}

/** Longer words end no here-document. */
const LONGEST_WORD = 200;

/** Starts of lines by all that stands on them, white space around it left out. */
function linesOfWords(text: string): ReadonlyMap<string, readonly number[]> {
  const starts = new Map<string, number[]>();
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    if (to - from <= LONGEST_WORD) {
      const word = text.slice(from, to).trim();
      const own = starts.get(word);
      if (own === undefined) starts.set(word, [from]);
      else own.push(from);
    }
    from = to + 1;
  }
  return starts;
}

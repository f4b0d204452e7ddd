import { JsonScanner } from "../kinds/json/json-scanner.ts";

/** How many times the length of the text may be read in all while looking for documents. */
const PASSES = 3;

/** Finds JSON documents that begin at the start of a line and end at the end of one. */
export class JsonFinder {
  readonly #text: string;
  /** Characters that may still be read in vain. */
  #allowance: number;

  constructor(text: string) {
    this.#text = text;
    this.#allowance = text.length * PASSES;
  }

  /**
   * The offset behind an object or array that begins at `from`, where nothing but white space stands behind it on its line;
   * `undefined` where there is none, and once too much was read in vain.
   */
  endOf(from: number): number | undefined {
    const text = this.#text;
    const first = text[from];
    if ((first !== "{" && first !== "[") || this.#allowance <= 0) return undefined;
    const end = closingBracket(text, from);
    const readTo = end ?? text.length;
    const isWhole = end !== undefined && endsLine(text, end) && isJson(text.slice(from, end));
    if (isWhole) return end;
    this.#allowance -= readTo - from;
    return undefined;
  }
}

/** The offset behind the bracket that closes the one at `from`; brackets in strings do not count. */
function closingBracket(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = closingQuote(text, at);
      if (at < 0) return undefined;
    } else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/** The offset of the quote that ends the string at `from`, on the same line; negative where there is none. */
function closingQuote(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (code === 92) at++;
    else if (code === 10) return -1;
  }
  return -1;
}

function endsLine(text: string, at: number): boolean {
  for (let next = at; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === 10) return true;
    if (code !== 32 && code !== 9 && code !== 13) return false;
  }
  return true;
}

function isJson(text: string): boolean {
  const scanner = new JsonScanner(text);
  for (;;) {
    const kind = scanner.next();
    if (kind === "end") return true;
    if (kind === "error") return false;
  }
}

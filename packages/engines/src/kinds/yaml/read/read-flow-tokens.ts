import { trimBack } from "../yaml-lines.ts";
import { plainValue, readQuoted } from "./read-scalar.ts";

/**
 * Reads a flow collection from its opening bracket as the tokens of a block one, adding them to a list. Answers the offset
 * behind it, or -1 where it is torn.
 */
export function readFlowTokens(text: string, from: number, tokens: string[]): number {
  const reader = new FlowTokens(text, from, tokens);
  while (reader.step());
  return reader.end;
}

const PLAIN = /(?:[^\n,[\]{}:]|:(?![ \t\n,[\]{}]))+/y;

class FlowTokens {
  /** The cursor; -1 from the first character on that does not fit. */
  end: number;
  readonly #text: string;
  readonly #tokens: string[];
  readonly #open: string[] = [];
  #isKey = false;
  /** Whether a key has no value yet. */
  #isPending = false;

  constructor(text: string, from: number, tokens: string[]) {
    this.#text = text;
    this.end = from;
    this.#tokens = tokens;
  }

  /** Reads one token; answers whether there is more. */
  step(): boolean {
    const character = this.#text.charAt(this.end);
    if (character === " " || character === "\n") this.end += 1;
    else if (character === "{" || character === "[") this.#begin(character);
    else if ("}],".includes(character)) this.#separate(character);
    else this.#scalar(character);
    return this.end >= 0 && this.#open.length > 0;
  }

  #begin(character: string): void {
    this.#open.push(character);
    this.#tokens.push(character);
    this.#isKey = character === "{";
    this.#isPending = false;
    this.end += 1;
  }

  /** A comma, a closing bracket, or the end of the text. */
  #separate(character: string): void {
    if (this.#isPending) this.#tokens.push("vpnull");
    this.#isPending = false;
    if (character !== ",") {
      this.#tokens.push(character);
      this.#open.pop();
    }
    this.#isKey = this.#open.at(-1) === "{";
    this.end = character === "" ? -1 : this.end + 1;
  }

  #scalar(character: string): void {
    const isKey = this.#isKey;
    const value = character === '"' || character === "'" ? this.#quoted() : this.#plain();
    this.#tokens.push((isKey ? "k" : "v") + value);
    this.#isKey = false;
    this.#isPending = isKey;
    if (!isKey || this.end < 0) return;
    while (/[ \n]/.test(this.#text.charAt(this.end))) this.end += 1;
    this.end = this.#text.charAt(this.end) === ":" ? this.end + 1 : -1;
  }

  #quoted(): string {
    const { value, end } = readQuoted(this.#text, this.end);
    this.end = end;
    return `s${value}`;
  }

  #plain(): string {
    PLAIN.lastIndex = this.end;
    const lexeme = PLAIN.exec(this.#text)?.[0] ?? "";
    this.end = lexeme === "" ? -1 : this.end + lexeme.length;
    return plainValue(trimBack(lexeme));
  }
}

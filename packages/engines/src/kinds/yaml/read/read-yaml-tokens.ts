import { isUnreadable, plainText, trimBack, trimFront } from "../yaml-lines.ts";
import { readFlowTokens } from "./read-flow-tokens.ts";
import { blockValue, plainValue, readQuoted } from "./read-scalar.ts";

/**
 * A YAML stream as a flat list of tokens, so that two streams have the same values, order, tags, anchors and comments when
 * their lists are equal: `{ } [ ]`, `k` and `v` with a scalar as {@link plainValue} writes it (`a` for an alias), `!` with
 * tag or anchor, `#` with a comment, `D` for a document. Quotes, styles and white space leave no trace. `undefined` for what
 * is no YAML or is not read here. A reader by columns, which has nothing of the parser that the encoder uses.
 */
export function readYamlTokens(text: string): readonly string[] | undefined {
  if (isUnreadable(text)) return undefined;
  const reader = new TokenReader(plainText(text));
  while (reader.step());
  return reader.failed ? undefined : reader.tokens;
}

const KEY_COLON = /^ *:(?= |$)/;
const BLOCK_HEADER = /^[|>][-+1-9]{0,2} *(?: (#.*))?$/;
const PROPERTY = /[&!][^\s,[\]{}]*/y;
const ALIAS = /\*[^\s,[\]{}]+/y;

class TokenReader {
  readonly tokens: string[] = ["D"];
  failed = false;
  readonly #text: string;
  readonly #open: { readonly close: "}" | "]"; readonly column: number }[] = [];
  /** Comments on lines of their own since the last token. */
  readonly #comments: string[] = [];
  #at = 0;
  #lineStart = 0;
  /** Whether nothing but spaces stands before the cursor on its line. */
  #isFresh = true;
  /** Whether a key or an item has no value yet. */
  #isWaiting = true;
  /** Whether the document was opened by `---`. */
  #isExplicit = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads one token; answers whether there is more. */
  step(): boolean {
    const text = this.#text;
    const character = text.charAt(this.#at);
    switch (character) {
      case "":
        this.#leave(-1, false);
        this.#endComments();
        return false;
      case " ":
        this.#at += 1;
        break;
      case "\n":
        this.#at += 1;
        this.#lineStart = this.#at;
        this.#isFresh = true;
        break;
      case "#":
        if (!this.#isFresh && text.charAt(this.#at - 1) !== " ") this.failed = true;
        this.#comment();
        break;
      default:
        this.#token(character);
        this.#isFresh = false;
    }
    return !this.failed;
  }

  #comment(): void {
    const rest = this.#restOfLine();
    (this.#isFresh ? this.#comments : this.tokens).push(`#${trimBack(rest)}`);
    this.#at += rest.length;
  }

  #restOfLine(): string {
    const end = this.#text.indexOf("\n", this.#at);
    return this.#text.slice(this.#at, end < 0 ? undefined : end);
  }

  #token(character: string): void {
    const column = this.#at - this.#lineStart;
    const rest = this.#restOfLine();
    const isDash = rest === "-" || rest.startsWith("- ");
    if (this.#isFresh) {
      if (column === 0 && /^(?:---|\.\.\.)(?:\s|$)/.test(rest)) {
        this.#document(rest);
        return;
      }
      this.#leave(column, isDash);
      this.#endComments();
    }
    if (isDash) {
      this.#enter("]", column);
      this.#at += 1;
    } else this.#node(character, rest, column);
  }

  #node(character: string, rest: string, column: number): void {
    switch (character) {
      case "&":
      case "!":
        this.tokens.push(`!${this.#word(PROPERTY)}`);
        break;
      case "*":
        this.#value(`a${this.#word(ALIAS)}`);
        break;
      case "{":
      case "[":
        this.#flow();
        break;
      case "|":
      case ">":
        this.#block(rest);
        break;
      case '"':
      case "'":
        this.#quoted(column);
        break;
      default:
        this.#plain(rest, column);
    }
  }

  #word(shape: RegExp): string {
    shape.lastIndex = this.#at;
    const word = shape.exec(this.#text)?.[0] ?? "";
    if (word === "") this.failed = true;
    this.#at += word.length;
    return word;
  }

  #document(rest: string): void {
    const isEmpty = this.#open.length === 0 && this.#isWaiting;
    this.#leave(-1, false);
    this.#endComments();
    if (rest.trim() !== "---") this.failed = true;
    if (this.#isExplicit || !isEmpty) this.tokens.push("D");
    this.#isExplicit = true;
    this.#isWaiting = true;
    this.#at += rest.length;
  }

  /** Comments on lines of their own stand before what follows them, and behind the ends of what they follow. */
  #endComments(): void {
    for (const comment of this.#comments) this.tokens.push(comment);
    this.#comments.length = 0;
  }

  /** Closes what a token in this column does not belong to. */
  #leave(column: number, isDash: boolean): void {
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      const isBeside = top.column === column && top.close === "]" && !isDash;
      if (top.column <= column && !isBeside) return;
      this.#missing();
      this.#open.pop();
      this.tokens.push(top.close);
    }
  }

  /** A key or an item without a value. */
  #missing(): void {
    if (this.#isWaiting) this.tokens.push("vpnull");
    this.#isWaiting = false;
  }

  /** A new entry in this column, in a new collection where there is none. */
  #enter(close: "}" | "]", column: number): void {
    const top = this.#open.at(-1);
    if (top?.close === close && top.column === column) this.#missing();
    else {
      if (!this.#isWaiting) this.failed = true;
      this.#open.push({ close, column });
      this.tokens.push(close === "]" ? "[" : "{");
    }
    this.#isWaiting = true;
  }

  #value(token: string): void {
    if (!this.#isWaiting) this.failed = true;
    this.#isWaiting = false;
    this.tokens.push(`v${token}`);
  }

  #key(token: string, column: number): void {
    this.#enter("}", column);
    this.tokens.push(`k${token}`);
  }

  #quoted(column: number): void {
    const { value, end } = readQuoted(this.#text, this.#at);
    if (end < 0) {
      this.failed = true;
      return;
    }
    const lineStart = this.#text.lastIndexOf("\n", end - 1) + 1;
    this.#at = end;
    const colon = lineStart > this.#lineStart ? null : KEY_COLON.exec(this.#restOfLine());
    this.#lineStart = lineStart;
    if (colon === null) this.#value(`s${value}`);
    else {
      this.#key(`s${value}`, column);
      this.#at += colon[0].length;
    }
  }

  #plain(rest: string, column: number): void {
    const end = plainLength(rest);
    if (rest.charAt(end) === ":") {
      this.#key(plainValue(trimBack(rest.slice(0, end))), column);
      this.#at += end + 1;
      return;
    }
    const parts = [trimBack(rest.slice(0, end))];
    this.#at += end;
    if (end === rest.length) this.#moreLines(parts);
    this.#value(plainValue(parts.join(" ")));
  }

  /** Further lines of a plain scalar: deeper than its entry, up to a comment. */
  #moreLines(parts: string[]): void {
    const parent = this.#open.at(-1)?.column ?? -1;
    while (this.#text.charAt(this.#at) === "\n") {
      const start = this.#at + 1;
      const next = this.#text.indexOf("\n", start);
      const line = this.#text.slice(start, next < 0 ? undefined : next);
      const text = trimFront(line);
      if (text === "" || text.startsWith("#") || line.length - text.length <= parent) return;
      const end = plainLength(text);
      if (text.charAt(end) === ":") this.failed = true;
      parts.push(trimBack(text.slice(0, end)));
      this.#lineStart = start;
      this.#at = start + line.length - text.length + end;
      if (end < text.length) return;
    }
  }

  #block(rest: string): void {
    const header = BLOCK_HEADER.exec(rest);
    if (header === null) {
      this.failed = true;
      return;
    }
    const [whole, comment] = header;
    const indicators = whole.slice(0, whole.search(/ |$/));
    const parent = this.#open.at(-1)?.column ?? -1;
    const lines = this.#blockLines(indicators, this.#at + rest.length, parent);
    this.#value(`s${blockValue(indicators, lines, parent)}`);
    if (comment !== undefined) this.tokens.push(`#${trimBack(comment)}`);
  }

  /** The lines of a block scalar, from the end of its header; the cursor goes behind them. */
  #blockLines(indicators: string, from: number, parent: number): readonly string[] {
    const digit = /[1-9]/.exec(indicators)?.[0];
    let least = digit === undefined ? parent + 1 : parent + Number(digit);
    let isFirst = digit === undefined;
    const lines: string[] = [];
    let at = from;
    while (this.#text.charAt(at) === "\n") {
      const next = this.#text.indexOf("\n", at + 1);
      const line = this.#text.slice(at + 1, next < 0 ? undefined : next);
      const margin = line.search(/[^ ]/);
      if ((margin >= 0 && margin < least) || (next < 0 && line === "")) break;
      if (margin >= 0 && isFirst) {
        least = margin;
        isFirst = false;
      }
      lines.push(line);
      at += 1 + line.length;
    }
    this.#lineStart = this.#text.lastIndexOf("\n", at - 1) + 1;
    this.#at = at;
    return lines;
  }

  #flow(): void {
    if (!this.#isWaiting) this.failed = true;
    this.#isWaiting = false;
    const end = readFlowTokens(this.#text, this.#at, this.tokens);
    if (end < 0) this.failed = true;
    this.#at = end < 0 ? this.#text.length : end;
    this.#lineStart = this.#text.lastIndexOf("\n", this.#at - 1) + 1;
  }
}

/** Characters of a plain scalar at the beginning of a text, up to a colon that makes it a key, or a comment. */
function plainLength(text: string): number {
  const colon = text.search(/:(?: |$)/);
  const comment = text.indexOf(" #");
  if (colon >= 0 && (comment < 0 || colon < comment)) return colon;
  return comment < 0 ? text.length : comment + 1;
}

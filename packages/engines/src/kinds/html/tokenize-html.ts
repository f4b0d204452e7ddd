import type { TokenizerCallbacks } from "htmlparser2";
import { VOID_ELEMENTS } from "./element-sorts.ts";
import type { HtmlToken, TextToken } from "./html-token.ts";
import { loadEntities, loadHtmlParser } from "./load-html-libraries.ts";

/** Ends whatever a torn page leaves open, so that its end is read like any other place. */
const ENDING = "<!---->";

/**
 * The tokens of an HTML text, in order, by htmlparser2's tokenizer. Never fails, and takes time linear in the length: a tag that
 * the end of the text tears is left out, and so is nothing else.
 */
export function tokenizeHtml(text: string): HtmlToken[] {
  const reader = new TokenReader(text);
  const { Tokenizer } = loadHtmlParser();
  new Tokenizer({ xmlMode: false, decodeEntities: true }, reader).write(text + ENDING);
  return reader.finished();
}

/** What most tags have: a map for each would weigh more than all else. */
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** Collects what the tokenizer reports. */
class TokenReader implements TokenizerCallbacks {
  readonly tokens: HtmlToken[] = [];
  readonly #text: string;
  #name = "";
  #from = 0;
  #attributes: Map<string, string> | undefined;
  #attribute = "";
  #value = "";
  /** The element whose text is none to read. */
  #raw = "";
  #textEnd = 0;

  constructor(text: string) {
    this.#text = text;
  }

  ontext(start: number, end: number): void {
    const to = Math.min(end, this.#text.length);
    if (start >= to) return;
    this.#textEnd = to;
    const type = this.#raw === "script" || this.#raw === "style" ? "silent" : "text";
    const last = this.tokens.at(-1);
    if (type === "silent") this.tokens.push({ type, from: start, to });
    else if (last?.type === "text" && last.to === start && this.#isPlain(last)) {
      // A sign that begins no tag is reported by itself; thousands of them are one text.
      const text = this.#text.slice(last.from, to);
      this.tokens[this.tokens.length - 1] = { type, text, from: last.from, to };
    } else this.tokens.push({ type, text: this.#decoded(start, to), from: start, to });
  }

  ontextentity(codePoint: number, end: number): void {
    // An entity begins where the last token ended; one that stands for two characters is reported twice.
    const from = Math.max(this.#textEnd, this.tokens.at(-1)?.to ?? 0);
    const to = Math.min(end, this.#text.length);
    this.#textEnd = to;
    this.tokens.push({ type: "text", text: String.fromCodePoint(codePoint), from, to });
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#text.slice(start, end).toLowerCase();
    this.#from = start - 1;
    this.#attributes = undefined;
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#text.slice(start, end).toLowerCase();
    this.#value = "";
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#text.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint);
  }

  onattribend(): void {
    this.#attributes ??= new Map();
    if (!this.#attributes.has(this.#attribute)) this.#attributes.set(this.#attribute, this.#value);
  }

  onopentagend(end: number): void {
    this.#open(end, VOID_ELEMENTS.has(this.#name));
  }

  onselfclosingtag(end: number): void {
    this.#open(end, true);
  }

  onclosetag(start: number, end: number): void {
    const tagEnd = this.#text.indexOf(">", end);
    this.#raw = "";
    if (tagEnd < 0) return;
    const name = this.#text.slice(start, end).toLowerCase();
    const from = this.#text.lastIndexOf("<", start);
    this.tokens.push({ type: "close", name, from, to: tagEnd + 1 });
  }

  oncomment(_start: number, end: number): void {
    this.#silent(end + 1);
  }

  oncdata(_start: number, end: number): void {
    this.#silent(end + 1);
  }

  ondeclaration(_start: number, end: number): void {
    this.#silent(end + 1);
  }

  onprocessinginstruction(_start: number, end: number): void {
    this.#silent(end + 1);
  }

  onend(): void {
    this.#silent(this.#text.length);
  }

  /** The tokens, with what a torn end leaves. */
  finished(): HtmlToken[] {
    this.onend();
    return this.tokens;
  }

  #open(end: number, empty: boolean): void {
    const to = end + 1;
    if (to > this.#text.length) return;
    const attributes = this.#attributes ?? NO_ATTRIBUTES;
    this.tokens.push({ type: "open", name: this.#name, attributes, from: this.#from, to, empty });
    this.#raw = empty ? "" : this.#name;
  }

  /** Whether this is the text of an element whose entities the tokenizer leaves as they are, all or some. */
  get #isField(): boolean {
    return this.#raw === "textarea" || this.#raw === "title";
  }

  #isPlain({ text, from, to }: TextToken): boolean {
    return (
      text.length === to - from &&
      !this.#isField &&
      text.charCodeAt(0) === this.#text.charCodeAt(from)
    );
  }

  /** A stretch of text, decoded where the tokenizer does not. */
  #decoded(from: number, to: number): string {
    const text = this.#text.slice(from, to);
    return this.#isField ? loadEntities().decodeHTML(text) : text;
  }

  /** A comment or its like up to here, from where the last token ended. */
  #silent(end: number): void {
    const from = Math.max(this.#textEnd, this.tokens.at(-1)?.to ?? 0);
    const to = Math.min(end, this.#text.length);
    if (to > from) this.tokens.push({ type: "silent", from, to });
  }
}

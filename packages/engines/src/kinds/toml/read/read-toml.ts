import type { PlainMap, PlainValue } from "../../tables/plain-value.ts";
import { isUnreadableToml, plainToml } from "../toml-text.ts";
import { cut, isEscaped, joinLines, plain } from "./toml-strings.ts";

/** A TOML document, read a second way. */
export interface ReadToml {
  /**
   * What it says, in its own order: `T` a table and `A` an element of an array of tables, each with its place, `V` a value with
   * its key below the last place, `@` a place that is gone back to, `#` a comment. Two documents with equal lists have the same values, order and comments, however their tables,
   * strings and white space are written.
   */
  readonly facts: readonly string[];
  /** Numbers and truth values as JSON has them; other literals are strings. */
  readonly root: PlainMap;
}

/** Reads TOML by its tokens, in nothing like the parser that the encoder uses. `undefined` for what is no TOML. */
export function readToml(text: string): ReadToml | undefined {
  if (isUnreadableToml(text)) return undefined;
  const reader = new TomlReader(plainToml(text));
  return reader.read() ? reader : undefined;
}

const TOKEN =
  /[ \t]*(?:(#[^\n]*)|("""|''')|("(?:[^"\\\n]|\\.)*"|'[^'\n]*')|([A-Za-z0-9_+:-]+)|(.|\n|$))/y;
const JSON_WORD = /^(?:true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/;

type Sort = "comment" | "text" | "word" | "sign" | "end";

class TomlReader implements ReadToml {
  readonly facts: string[] = [];
  readonly root: PlainMap = { pairs: [] };
  readonly #text: string;
  #at = 0;
  #sort: Sort = "end";
  /** The current token: a string's characters, else what stands there. */
  #token = "";
  #failed = false;
  #table: PlainMap = this.root;
  #place = "";
  /** The place that facts are told of. */
  #last = "";
  readonly #counts = new Map<string, number>();
  readonly #members = new Map<PlainMap, Map<string, PlainValue>>();

  constructor(text: string) {
    this.#text = text;
  }

  read(): boolean {
    for (this.#next(); this.#sort !== "end" && !this.#failed; this.#next()) {
      if (this.#sort === "comment") this.facts.push(this.#token);
      else if (this.#isSign("[")) this.#header();
      else if (!this.#isSign("\n")) this.#pair();
    }
    return !this.#failed;
  }

  #isSign(sign: string): boolean {
    return this.#sort === "sign" && this.#token === sign;
  }

  #next(): void {
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    if (found === null) {
      this.#failed = true;
      return;
    }
    const [, comment, long, short, word, sign = ""] = found;
    this.#at = TOKEN.lastIndex;
    if (comment !== undefined) this.#set("comment", cut(comment));
    else if (long !== undefined) this.#set("text", this.#longText(long));
    else if (short !== undefined) {
      const inner = short.slice(1, -1);
      this.#set("text", short.startsWith("'") ? inner : plain(inner));
    } else if (word !== undefined) this.#set("word", word);
    else this.#set(sign === "" ? "end" : "sign", sign);
  }

  #set(sort: Sort, token: string): void {
    this.#sort = sort;
    this.#token = token;
  }

  #longText(quotes: string): string {
    const text = this.#text;
    const from = text.charAt(this.#at) === "\n" ? this.#at + 1 : this.#at;
    let end = text.indexOf(quotes, from);
    while (end > 0 && quotes === '"""' && isEscaped(text, end, from)) {
      end = text.indexOf(quotes, end + 1);
    }
    if (end < 0) {
      this.#failed = true;
      return "";
    }
    for (let more = 0; more < 2 && text.charAt(end + 3) === quotes.charAt(0); more++) end += 1;
    this.#at = end + 3;
    const inner = text.slice(from, end);
    return quotes === "'''" ? inner : plain(joinLines(inner));
  }

  #header(): void {
    this.#next();
    const isArray = this.#isSign("[");
    if (isArray) this.#next();
    const names = this.#names();
    if (!this.#isSign("]")) this.#failed = true;
    if (isArray) {
      this.#next();
      if (!this.#isSign("]")) this.#failed = true;
    }
    if (this.#failed) return;
    this.#open(names, isArray);
    this.#endLine();
  }

  /** Reads dotted names; the token behind them becomes the current one. */
  #names(): string[] {
    const names: string[] = [];
    for (; ; this.#next()) {
      if (this.#sort !== "word" && this.#sort !== "text") this.#failed = true;
      names.push(this.#token);
      this.#next();
      if (!this.#isSign(".") || this.#failed) return names;
    }
  }

  #open(names: readonly string[], isArray: boolean): void {
    let place = "";
    let table = this.root;
    for (const [index, name] of names.entries()) {
      place += `/${JSON.stringify(name)}`;
      const isElement = isArray && index === names.length - 1;
      if (isElement) this.#counts.set(place, (this.#counts.get(place) ?? 0) + 1);
      table = this.#below(table, name, isElement);
      const count = this.#counts.get(place);
      if (count !== undefined) place += `[${count}]`;
    }
    this.#table = table;
    this.#place = place;
    this.#last = place;
    this.facts.push(`${isArray ? "A" : "T"}${place}`);
  }

  /** The table below a name; of an array of tables its newest element, or a new one. */
  #below(table: PlainMap, name: string, isElement: boolean): PlainMap {
    const known = this.#member(table, name);
    if (known === undefined) {
      const made: PlainMap = { pairs: [] };
      this.#add(table, name, isElement ? { list: [made] } : made);
      return made;
    }
    if (typeof known !== "string" && "pairs" in known && !isElement) return known;
    if (typeof known === "string" || !("list" in known)) {
      this.#failed = true;
      return table;
    }
    if (isElement) known.list.push({ pairs: [] });
    const newest = known.list.at(-1);
    if (newest !== undefined && typeof newest !== "string" && "pairs" in newest) return newest;
    this.#failed = true;
    return table;
  }

  #member(table: PlainMap, name: string): PlainValue | undefined {
    return this.#members.get(table)?.get(name);
  }

  #add(table: PlainMap, name: string, value: PlainValue): void {
    const members = this.#members.get(table) ?? new Map<string, PlainValue>();
    this.#members.set(table, members);
    if (members.has(name)) this.#failed = true;
    members.set(name, value);
    table.pairs.push([name, value]);
  }

  #pair(): void {
    const names = this.#names();
    if (!this.#isSign("=")) this.#failed = true;
    if (this.#failed) return;
    let table = this.#table;
    for (const name of names.slice(0, -1)) table = this.#below(table, name, false);
    this.#next();
    const value = this.#value({ place: this.#place, key: keyText(names), depth: 0 });
    this.#add(table, names.at(-1) as string, value);
    this.#endLine();
  }

  #endLine(): void {
    this.#next();
    if (this.#sort === "comment") this.facts.push(this.#token);
    else if (this.#sort !== "end" && !this.#isSign("\n")) this.#failed = true;
  }

  /** The value that begins with the current token; its facts are noted. Recursive, to a bounded depth. */
  #value(spot: Spot): PlainValue {
    if (spot.depth > 200) this.#failed = true;
    if (this.#failed) return "";
    if (this.#isSign("{")) return this.#map(spot);
    this.#goTo(spot.place);
    if (this.#isSign("[")) return this.#list(spot);
    if (this.#sort === "text") {
      const json = JSON.stringify(this.#token);
      this.facts.push(`V${spot.key}=${json}`);
      return json;
    }
    const word = this.#literal();
    this.facts.push(`V${spot.key}=${word}`);
    return JSON_WORD.test(word) ? word : JSON.stringify(word);
  }

  #goTo(place: string): void {
    if (this.#last !== place) this.facts.push(`@${place}`);
    this.#last = place;
  }

  /** A number, truth value or date, whose dots and spaces are tokens of their own. */
  #literal(): string {
    LITERAL.lastIndex = this.#at - (this.#sort === "word" ? this.#token.length : 0);
    const found = this.#sort === "word" ? LITERAL.exec(this.#text) : null;
    if (found === null) {
      this.#failed = true;
      return "";
    }
    this.#at = LITERAL.lastIndex;
    return found[0];
  }

  #list({ place, key, depth }: Spot): PlainValue {
    const list: PlainValue[] = [];
    this.facts.push(`V${key}=[`);
    for (this.#inList(); !this.#isSign("]") && !this.#failed; ) {
      list.push(this.#value({ place, key: "", depth: depth + 1 }));
      this.#inList();
      if (this.#isSign(",")) this.#inList();
      else if (!this.#isSign("]")) this.#failed = true;
    }
    this.#goTo(place);
    this.facts.push("]");
    return { list };
  }

  /** The next token that is neither a line break nor a comment. */
  #inList(): void {
    for (this.#next(); ; this.#next()) {
      if (this.#sort === "comment") this.facts.push(this.#token);
      else if (!this.#isSign("\n")) break;
    }
    if (this.#sort === "end") this.#failed = true;
  }

  #map({ place, key, depth }: Spot): PlainValue {
    const map: PlainMap = { pairs: [] };
    const own = place + key;
    this.facts.push(`T${own}`);
    this.#last = own;
    for (this.#next(); !this.#isSign("}") && !this.#failed; ) {
      const names = this.#names();
      if (!this.#isSign("=")) this.#failed = true;
      let table = map;
      for (const name of names.slice(0, -1)) table = this.#below(table, name, false);
      this.#next();
      const value = this.#value({ place: own, key: keyText(names), depth: depth + 1 });
      this.#add(table, names.at(-1) as string, value);
      this.#next();
      if (this.#isSign(",")) this.#next();
      else if (!this.#isSign("}")) this.#failed = true;
    }
    return map;
  }
}

/** Where a value stands. */
interface Spot {
  /** Its table's place. */
  readonly place: string;
  /** Its key below that; empty for items of arrays. */
  readonly key: string;
  readonly depth: number;
}

function keyText(names: readonly string[]): string {
  const [first = ""] = names;
  return names.length === 1
    ? `/${JSON.stringify(first)}`
    : names.map((name) => `/${JSON.stringify(name)}`).join("");
}

const LITERAL = /[-+0-9A-Za-z_.:]+(?: \d\d:[-+0-9.:Z]+)?/y;

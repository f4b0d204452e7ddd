import { parseTomlString } from "./parse-toml-string.ts";
import type {
  TomlDocument,
  TomlEntry,
  TomlHeader,
  TomlKey,
  TomlPart,
  TomlValue,
} from "./toml-node.ts";
import { isUnreadableToml, plainToml } from "./toml-text.ts";

/**
 * Reads TOML 1.0 into parts that keep order, lexemes and comments; `undefined` for anything else, headers and keys that stand
 * twice included. Linear and iterative.
 */
export function parseToml(source: string): TomlDocument | undefined {
  if (isUnreadableToml(source)) return undefined;
  const parser = new TomlParser(plainToml(source));
  while (parser.readLine());
  return parser.result();
}

const MAX_DEPTH = 100;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const LITERAL = /[+-]?[0-9A-Za-z_.:+-]+(?: [0-9]{2}:[0-9.:Z+-]+)?/y;
const KNOWN_LITERAL =
  /^(?:true|false|[+-]?(?:inf|nan)|[+-]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?|0x[0-9a-fA-F](?:_?[0-9a-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?)?|[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?)$/;

type Collection = Extract<TomlValue, { type: "array" | "table" }>;

/** A collection that is being read. */
interface OpenValue {
  readonly value: Collection;
  readonly from: number;
  /** Whether a comma or the end must come next. */
  isFull: boolean;
  hasComments: boolean;
}

class TomlParser {
  readonly #text: string;
  readonly #parts: TomlPart[] = [];
  readonly #seen = new TomlNames();
  #comments: string[] = [];
  #at = 0;
  #bad = false;

  constructor(text: string) {
    this.#text = text;
    this.#parts.push({ comments: [], header: undefined, note: "", entries: [] });
  }

  result(): TomlDocument | undefined {
    return this.#bad ? undefined : { parts: this.#parts, tail: this.#comments };
  }

  /** Reads a comment, a header or a member; answers whether there is more. */
  readLine(): boolean {
    this.#blank();
    const character = this.#text.charAt(this.#at);
    if (character === "" || this.#bad) return false;
    if (character === "\n") this.#at += 1;
    else if (character === "#") this.#comments.push(this.#comment());
    else if (character === "[") this.#header();
    else this.#entry();
    return !this.#bad;
  }

  #header(): void {
    const isArray = this.#text.startsWith("[[", this.#at);
    this.#at += isArray ? 2 : 1;
    const path = this.#key();
    if (path === undefined || !this.#text.startsWith(isArray ? "]]" : "]", this.#at)) {
      return this.#fail();
    }
    this.#at += isArray ? 2 : 1;
    const header: TomlHeader = { path, isArray };
    if (!this.#seen.addHeader(header)) return this.#fail();
    const comments = this.#comments;
    this.#comments = [];
    this.#parts.push({ comments, header, note: this.#lineEnd(), entries: [] });
  }

  #entry(): void {
    const key = this.#key();
    if (key === undefined || this.#text.charAt(this.#at) !== "=") return this.#fail();
    if (!this.#seen.addKey(key)) return this.#fail();
    this.#at += 1;
    this.#blank();
    const comments = this.#comments;
    this.#comments = [];
    const value = this.#value();
    if (value === undefined) return this.#fail();
    const part = this.#parts.at(-1) as TomlPart;
    const entry: TomlEntry = { comments, key, value, note: this.#lineEnd() };
    part.entries.push(entry);
  }

  /** A comment behind something, with its `#`; empty for none. */
  #lineEnd(): string {
    this.#blank();
    const character = this.#text.charAt(this.#at);
    if (character === "#") return this.#comment();
    if (character !== "\n" && character !== "") this.#fail();
    return "";
  }

  #comment(): string {
    const end = this.#text.indexOf("\n", this.#at);
    const comment = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#at += comment.length;
    let length = comment.length;
    while (length > 0 && " \t".includes(comment.charAt(length - 1))) length -= 1;
    return comment.slice(0, length);
  }

  #key(): TomlKey | undefined {
    const names: string[] = [];
    const texts: string[] = [];
    for (;;) {
      this.#blank();
      const from = this.#at;
      const quote = this.#text.charAt(from);
      if (quote === '"' || quote === "'") {
        const name = parseTomlString(this.#text, from);
        if (name === undefined || this.#text.startsWith(quote.repeat(3), from)) return undefined;
        names.push(name.text);
        this.#at = name.end;
      } else {
        BARE_KEY.lastIndex = from;
        const bare = BARE_KEY.exec(this.#text)?.[0];
        if (bare === undefined) return undefined;
        names.push(bare);
        this.#at += bare.length;
      }
      texts.push(this.#text.slice(from, this.#at));
      this.#blank();
      if (this.#text.charAt(this.#at) !== ".") return { names, text: texts.join(".") };
      this.#at += 1;
    }
  }

  /** A whole value. */
  #value(): TomlValue | undefined {
    const open: OpenValue[] = [];
    for (;;) {
      let value: TomlValue | undefined;
      const top = open.at(-1);
      if (top === undefined) value = this.#begin(open);
      else if (this.#closes(top)) {
        open.pop();
        value = top.value;
        if (top.hasComments && value.type === "array") {
          value.raw = this.#text.slice(top.from, this.#at);
          const above = open.at(-1);
          if (above !== undefined) above.hasComments = true;
        }
        if (open.length > 0) continue;
      } else {
        if (!this.#next(top, open)) return undefined;
        continue;
      }
      if (open.length === 0) return value;
      if (open.length > MAX_DEPTH) return undefined;
    }
  }

  /** Reads on in a collection: a comma, a comment, or an item or member with its scalar or opening bracket. */
  #next(top: OpenValue, open: OpenValue[]): boolean {
    const character = this.#text.charAt(this.#at);
    const { value } = top;
    if (character === "\n" || character === "#") {
      if (value.type === "table") return false;
      if (character === "#") {
        this.#comment();
        top.hasComments = true;
      } else this.#at += 1;
      return true;
    }
    if (character === ",") {
      this.#at += 1;
      const wasFull = top.isFull;
      top.isFull = false;
      return wasFull;
    }
    if (top.isFull || open.length > MAX_DEPTH) return false;
    top.isFull = true;
    let key: TomlKey | undefined;
    if (value.type === "table") {
      key = this.#key();
      if (key === undefined || this.#text.charAt(this.#at) !== "=") return false;
      this.#at += 1;
      this.#blank();
    }
    const depth = open.length;
    const item = this.#begin(open) ?? open[depth]?.value;
    if (item === undefined) return false;
    if (value.type === "array") value.items.push(item);
    else value.entries.push([key as TomlKey, item]);
    return true;
  }

  #closes(top: OpenValue): boolean {
    this.#blank();
    if (this.#text.charAt(this.#at) !== (top.value.type === "array" ? "]" : "}")) return false;
    if (top.value.type === "table" && !top.isFull && top.value.entries.length > 0) return false;
    this.#at += 1;
    return true;
  }

  /** A scalar; or opens a collection and answers `undefined`. */
  #begin(open: OpenValue[]): TomlValue | undefined {
    const text = this.#text;
    const from = this.#at;
    const character = text.charAt(from);
    if (character === "[" || character === "{") {
      this.#at += 1;
      const value: Collection =
        character === "["
          ? { type: "array", items: [], raw: undefined }
          : { type: "table", entries: [] };
      open.push({ value, from, isFull: false, hasComments: false });
      return undefined;
    }
    if (character === '"' || character === "'") {
      const read = parseTomlString(text, from);
      if (read === undefined) return undefined;
      this.#at = read.end;
      return { type: "string", text: read.text, lexeme: text.slice(from, read.end) };
    }
    LITERAL.lastIndex = from;
    const lexeme = LITERAL.exec(text)?.[0];
    if (lexeme === undefined || lexeme.length > 400 || !KNOWN_LITERAL.test(lexeme)) return undefined;
    this.#at += lexeme.length;
    return { type: "literal", lexeme };
  }

  #blank(): void {
    const text = this.#text;
    while (text.charCodeAt(this.#at) === 32 || text.charCodeAt(this.#at) === 9) this.#at += 1;
  }

  #fail(): void {
    this.#bad = true;
  }
}

/** Which tables and keys a document has named. */
class TomlNames {
  readonly #headers = new Set<string>();
  /** Elements of each array of tables so far, by its place. */
  readonly #elements = new Map<string, number>();
  #keys = new Set<string>();

  addHeader({ path, isArray }: TomlHeader): boolean {
    this.#keys = new Set();
    let place = "";
    for (const [index, name] of path.names.entries()) {
      place += `${JSON.stringify(name)}.`;
      const elements = this.#elements.get(place);
      if (index === path.names.length - 1) {
        if (isArray) this.#elements.set(place, (elements ?? 0) + 1);
        if (isArray || elements !== undefined) return isArray && !this.#headers.has(place);
      }
      if (elements !== undefined) place += `${elements}.`;
    }
    const isNew = !this.#headers.has(place);
    this.#headers.add(place);
    return isNew;
  }

  addKey({ names }: TomlKey): boolean {
    const key = JSON.stringify(names);
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }
}

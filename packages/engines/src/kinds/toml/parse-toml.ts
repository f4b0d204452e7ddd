import { parseTomlValue } from "./parse-toml-value.ts";
import { TomlCursor } from "./toml-cursor.ts";
import { TomlNames } from "./toml-names.ts";
import type { TomlDocument, TomlHeader, TomlPart } from "./toml-node.ts";
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

class TomlParser {
  readonly #cursor: TomlCursor;
  readonly #parts: TomlPart[] = [];
  readonly #names = new TomlNames();
  #comments: string[] = [];
  #bad = false;

  constructor(text: string) {
    this.#cursor = new TomlCursor(text);
    this.#parts.push({ comments: [], header: undefined, note: "", entries: [] });
  }

  result(): TomlDocument | undefined {
    return this.#bad ? undefined : { parts: this.#parts, tail: this.#comments };
  }

  /** Reads a comment, a header or a member; answers whether there is more. */
  readLine(): boolean {
    const cursor = this.#cursor;
    switch (cursor.next()) {
      case "":
        return false;
      case "\n":
        cursor.at += 1;
        break;
      case "#":
        this.#comments.push(cursor.comment());
        break;
      case "[":
        this.#bad = !this.#header();
        break;
      default:
        this.#bad = !this.#entry();
    }
    return !this.#bad;
  }

  #header(): boolean {
    const cursor = this.#cursor;
    const isArray = cursor.text.startsWith("[[", cursor.at);
    cursor.at += isArray ? 2 : 1;
    const path = cursor.key();
    if (path === undefined || !cursor.text.startsWith(isArray ? "]]" : "]", cursor.at))
      return false;
    cursor.at += isArray ? 2 : 1;
    const header: TomlHeader = { path, isArray };
    const note = this.#lineEnd();
    if (note === undefined || !this.#names.addHeader(header)) return false;
    this.#parts.push({ comments: this.#takeComments(), header, note, entries: [] });
    return true;
  }

  #entry(): boolean {
    const cursor = this.#cursor;
    const key = cursor.key();
    if (key === undefined || cursor.next() !== "=" || !this.#names.addKey(key)) return false;
    cursor.at += 1;
    const value = parseTomlValue(cursor);
    const note = value === undefined ? undefined : this.#lineEnd();
    if (value === undefined || note === undefined) return false;
    const { entries } = this.#parts.at(-1) as TomlPart;
    entries.push({ comments: this.#takeComments(), key, value, note });
    return true;
  }

  #takeComments(): readonly string[] {
    const comments = this.#comments;
    this.#comments = [];
    return comments;
  }

  /** A comment behind something, with its `#`; empty for none, `undefined` for anything else. */
  #lineEnd(): string | undefined {
    const character = this.#cursor.next();
    if (character === "#") return this.#cursor.comment();
    return character === "\n" || character === "" ? "" : undefined;
  }
}

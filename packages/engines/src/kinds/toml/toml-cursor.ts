import { parseTomlString } from "./parse-toml-string.ts";
import type { TomlKey } from "./toml-node.ts";

/** Names of the longest dotted key. */
const MOST_NAMES = 20;
const BARE_KEY = /[A-Za-z0-9_-]+/y;

/** A place in a TOML text, with what both documents and values are made of. */
export class TomlCursor {
  readonly text: string;
  /** UTF-16 offset. */
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The character at the cursor, white space before it skipped; empty at the end. */
  next(): string {
    const { text } = this;
    while (text.charCodeAt(this.at) === 32 || text.charCodeAt(this.at) === 9) this.at += 1;
    return text.charAt(this.at);
  }

  /** Reads a comment from its `#`, without the white space at its end. */
  comment(): string {
    const end = this.text.indexOf("\n", this.at);
    const comment = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at += comment.length;
    let length = comment.length;
    while (length > 0 && " \t".includes(comment.charAt(length - 1))) length -= 1;
    return comment.slice(0, length);
  }

  /** Reads a key, dotted or not, and the white space behind it. */
  key(): TomlKey | undefined {
    const names: string[] = [];
    const texts: string[] = [];
    for (;;) {
      const quote = this.next();
      const from = this.at;
      const name = quote === '"' || quote === "'" ? this.#quotedName() : this.#bareName();
      if (name === undefined) return undefined;
      names.push(name);
      texts.push(this.text.slice(from, this.at));
      if (this.next() !== ".") return { names, text: texts.join(".") };
      if (names.length === MOST_NAMES) return undefined;
      this.at += 1;
    }
  }

  #quotedName(): string | undefined {
    const quote = this.text.charAt(this.at);
    if (this.text.startsWith(quote.repeat(3), this.at)) return undefined;
    const name = parseTomlString(this.text, this.at);
    this.at = name?.end ?? this.at;
    return name?.text;
  }

  #bareName(): string | undefined {
    BARE_KEY.lastIndex = this.at;
    const bare = BARE_KEY.exec(this.text)?.[0];
    this.at += bare?.length ?? 0;
    return bare;
  }
}

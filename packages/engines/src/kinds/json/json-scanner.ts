/**
 * A strict JSON reader for checks, apart from the encoder's: it walks the text token by token and builds nothing. Linear and
 * iterative, so any depth will do.
 */
export class JsonScanner {
  readonly text: string;
  /** What the current token is. */
  kind: JsonToken = "start";
  /** UTF-16 offsets of the current token, quotes included. */
  from = 0;
  to = 0;
  /** Open containers, `true` for objects. */
  readonly #open: boolean[] = [];
  #expects: "value" | "first" | "key" | "comma" | "nothing" = "value";
  /** Offset of the colon behind the current key. */
  #colon = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Containers open at the current token; its own counts from its opening to before its closing. */
  get depth(): number {
    return this.#open.length;
  }

  /** Steps to the next token; `end` behind a whole document and `error` from the first violation stay. */
  next(): JsonToken {
    if (this.kind === "error" || this.kind === "end") return this.kind;
    this.from = spaceEnd(this.text, this.kind === "key" ? this.#colon + 1 : this.to);
    this.kind = this.#read();
    return this.kind;
  }

  /** Characters of the current key or string, escapes resolved. */
  value(): string {
    const raw = this.text.slice(this.from + 1, this.to - 1);
    return raw.includes("\\") ? resolveEscapes(raw) : raw;
  }

  /** The current token as written. */
  lexeme(): string {
    return this.text.slice(this.from, this.to);
  }

  #read(): JsonToken {
    const character = this.text[this.from];
    if (this.#expects === "nothing") return character === undefined ? "end" : "error";
    if (this.#expects === "comma") return this.#afterValue(character);
    if (this.#expects === "key") return this.#readKey();
    if (this.#expects === "first" && (character === "}" || character === "]")) {
      return this.#close(character);
    }
    if (this.#expects === "first" && this.#open.at(-1) === true) return this.#readKey();
    return this.#readValue(character);
  }

  #afterValue(character: string | undefined): JsonToken {
    if (character === "}" || character === "]") return this.#close(character);
    if (character !== ",") return "error";
    this.from = spaceEnd(this.text, this.from + 1);
    return this.#open.at(-1) === true ? this.#readKey() : this.#readValue(this.text[this.from]);
  }

  #readKey(): JsonToken {
    const end = quotedEnd(this.text, this.from);
    if (end < 0) return "error";
    const colon = spaceEnd(this.text, end);
    if (this.text[colon] !== ":") return "error";
    this.#colon = colon;
    this.to = end;
    this.#expects = "value";
    return "key";
  }

  #readValue(character: string | undefined): JsonToken {
    if (character === "{" || character === "[") return this.#push(character);
    if (character === '"') return this.#finish("string", quotedEnd(this.text, this.from));
    if (character === "t" || character === "f" || character === "n") {
      return this.#finish("word", wordEnd(this.text, this.from));
    }
    return this.#finish("number", numberEnd(this.text, this.from));
  }

  #push(character: "{" | "["): JsonToken {
    this.#open.push(character === "{");
    this.#expects = "first";
    this.to = this.from + 1;
    return character;
  }

  #close(character: "}" | "]"): JsonToken {
    if (this.#open.pop() !== (character === "}")) return "error";
    return this.#finish(character, this.from + 1);
  }

  #finish(kind: JsonToken, end: number): JsonToken {
    if (end < 0) return "error";
    this.to = end;
    this.#expects = this.#open.length === 0 ? "nothing" : "comma";
    return kind;
  }
}

/** What a {@link JsonScanner} stands on. `word` is `true`, `false` or `null`. */
export type JsonToken =
  | "start"
  | "{"
  | "}"
  | "["
  | "]"
  | "key"
  | "string"
  | "number"
  | "word"
  | "end"
  | "error";

function spaceEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \n\r\t".includes(text.charAt(at))) at += 1;
  return at;
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;

/** Offset behind the JSON string that begins here, or -1 where none does. */
export function quotedEnd(text: string, from: number): number {
  if (text[from] !== '"') return -1;
  let at = from + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code < 32) return -1;
    if (code === 92) {
      ESCAPE.lastIndex = at;
      if (!ESCAPE.test(text)) return -1;
      at = ESCAPE.lastIndex;
    } else at += 1;
  }
  return -1;
}

function wordEnd(text: string, from: number): number {
  for (const word of ["true", "false", "null"]) {
    if (text.startsWith(word, from)) return from + word.length;
  }
  return -1;
}

function numberEnd(text: string, from: number): number {
  let at = text[from] === "-" ? from + 1 : from;
  const whole = digitsEnd(text, at);
  if (whole === at || (text[at] === "0" && whole > at + 1)) return -1;
  at = whole;
  if (text[at] === ".") {
    const end = digitsEnd(text, at + 1);
    if (end === at + 1) return -1;
    at = end;
  }
  if (text[at] !== "e" && text[at] !== "E") return at;
  at += text[at + 1] === "+" || text[at + 1] === "-" ? 2 : 1;
  const end = digitsEnd(text, at);
  return end === at ? -1 : end;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at += 1;
  return at;
}

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

function resolveEscapes(raw: string): string {
  return raw.replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/gs, (_, hex?: string, short = "") =>
    hex === undefined
      ? (SHORT_ESCAPES.get(short) ?? short)
      : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

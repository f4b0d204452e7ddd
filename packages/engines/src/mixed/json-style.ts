/** How a JSON document is laid out: without white space, as Python's `json.dumps` writes it on one line, or indented. */
export type JsonStyle = "minified" | "spaced" | "tabs" | `indent ${number}`;

/** The layout that a document seems to have, by its beginning. Only laying it out again tells whether it has it throughout. */
export function jsonStyleOf(text: string): JsonStyle {
  const indent = /^[[{]\r?\n([ \t]{1,9})[^ \t]/.exec(text)?.[1];
  if (indent === undefined) return /^.{0,2000}[^\\]": /.test(text) ? "spaced" : "minified";
  return indent.startsWith("\t") ? "tabs" : `indent ${indent.length}`;
}

/** Deeper documents are not laid out: their indentation alone could fill the memory. */
const MAX_DEPTH = 200;

/**
 * Lays out minified JSON. `indent n` and `tabs` are what `JSON.stringify` writes with that indentation; `spaced` has a space
 * behind each comma and colon. A document with more than 200 levels stays minified.
 */
export function layOutJson(minified: string, style: JsonStyle): string {
  return style === "minified" ? minified : (new Layout(minified, style).write() ?? minified);
}

class Layout {
  readonly #text: string;
  /** White space of one level; `undefined`: all on one line. */
  readonly #unit: string | undefined;
  readonly #parts: string[] = [];
  #depth = 0;
  /** Where what is not yet written begins. */
  #from = 0;

  constructor(minified: string, style: Exclude<JsonStyle, "minified">) {
    this.#text = minified;
    this.#unit = unitOf(style);
  }

  /** `undefined` where the document is too deep. */
  write(): string | undefined {
    const text = this.#text;
    for (let at = 0; at < text.length; at++) {
      switch (text[at]) {
        case '"':
          at = closingQuote(text, at);
          break;
        case "{":
        case "[":
          at = this.#open(at);
          break;
        case "}":
        case "]":
          this.#close(at);
          break;
        case ",":
          this.#cut(at + 1, this.#unit === undefined ? " " : this.#lineBreak());
          break;
        case ":":
          this.#cut(at + 1, " ");
      }
      if (this.#depth > MAX_DEPTH) return undefined;
    }
    this.#cut(text.length, "");
    return this.#parts.join("");
  }

  /** Answers the last character that is done with: the closing bracket of an empty container is. */
  #open(at: number): number {
    const next = this.#text[at + 1];
    if (next === "}" || next === "]") return at + 1;
    this.#depth++;
    this.#cut(at + 1, this.#lineBreak());
    return at;
  }

  #close(at: number): void {
    this.#depth--;
    this.#cut(at, this.#lineBreak());
  }

  #cut(upTo: number, behind: string): void {
    this.#parts.push(this.#text.slice(this.#from, upTo), behind);
    this.#from = upTo;
  }

  #lineBreak(): string {
    return this.#unit === undefined ? "" : `\n${this.#unit.repeat(Math.max(0, this.#depth))}`;
  }
}

function unitOf(style: Exclude<JsonStyle, "minified">): string | undefined {
  if (style === "spaced") return undefined;
  return style === "tabs" ? "\t" : " ".repeat(Number(style.slice("indent ".length)));
}

function closingQuote(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (code === 92) at++;
  }
  return text.length;
}

import { parseQuoted } from "./parse-quoted.ts";
import { trimBack } from "./yaml-lines.ts";
import type { YamlCollection, YamlEntry, YamlNode, YamlScalar } from "./yaml-node.ts";

/** A flow collection, read. */
export interface Flow {
  readonly node: YamlCollection;
  /** Offset behind its closing bracket. */
  readonly end: number;
}

/**
 * Reads a flow collection from its opening bracket. `undefined` for what is not surely understood: comments, tags and anchors
 * inside, explicit keys, single pairs in sequences, keys without a value, plain scalars over several lines. Iterative.
 */
export function parseFlow(text: string, from: number): Flow | undefined {
  const reader = new FlowReader(text, from);
  while (reader.step());
  return reader.result();
}

const PLAIN_FIRST = /[^\s,[\]{}#&*!|>'"%@`?:-]/;
const MAX_DEPTH = 20;

class FlowReader {
  readonly #text: string;
  #at: number;
  readonly #open: YamlCollection[] = [];
  #done: YamlCollection | undefined;
  #bad = false;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#at = from;
  }

  result(): Flow | undefined {
    return this.#bad || this.#done === undefined ? undefined : { node: this.#done, end: this.#at };
  }

  /** Reads one member, item or bracket; answers whether there is more. */
  step(): boolean {
    this.#space();
    const character = this.#text[this.#at];
    const top = this.#open.at(-1);
    if (character === undefined) this.#bad = true;
    else if (top === undefined) this.#begin(character);
    else if (character === (top.type === "map" ? "}" : "]")) this.#close();
    else if (top.type === "map") this.#member(top);
    else this.#value(top, undefined);
    return !this.#bad && this.#done === undefined;
  }

  #begin(character: string): void {
    const node: YamlCollection = {
      type: character === "{" ? "map" : "seq",
      flow: true,
      entries: [],
    };
    this.#open.push(node);
    this.#at += 1;
    if (this.#open.length > MAX_DEPTH) this.#bad = true;
  }

  #close(): void {
    const node = this.#open.pop() as YamlCollection;
    this.#at += 1;
    if (this.#open.length === 0) this.#done = node;
    else this.#separator();
  }

  /** A comma, or the bracket that closes what is open. */
  #separator(): void {
    this.#space();
    const character = this.#text[this.#at];
    if (character === ",") this.#at += 1;
    else if (character !== "}" && character !== "]") this.#bad = true;
  }

  #member(map: YamlCollection): void {
    const key = this.#scalar();
    this.#space();
    const next = this.#text[this.#at + 1] ?? "";
    const isOpen = key?.style === "quoted" || /[ \t\n,[\]{}]/.test(next);
    if (key === undefined || this.#text[this.#at] !== ":" || !isOpen) {
      this.#bad = true;
      return;
    }
    this.#at += 1;
    this.#space();
    this.#value(map, key);
  }

  #value(parent: YamlCollection, key: YamlScalar | undefined): void {
    const character = this.#text[this.#at] ?? "";
    const entry: YamlEntry = { comments: [], key, props: "", note: "", value: undefined };
    if (character === "{" || character === "[") {
      this.#begin(character);
      entry.value = this.#open.at(-1) as YamlNode;
      parent.entries.push(entry);
      return;
    }
    if (key === undefined || (character !== "," && character !== "}")) {
      entry.value = this.#scalar();
      if (entry.value === undefined) this.#bad = true;
    }
    parent.entries.push(entry);
    this.#separator();
  }

  #scalar(): YamlScalar | undefined {
    const text = this.#text;
    const from = this.#at;
    const first = text[from] ?? "";
    if (first === '"' || first === "'") {
      const quoted = parseQuoted(text, from);
      if (quoted === undefined) return undefined;
      this.#at = quoted.end;
      return { type: "scalar", style: "quoted", text: quoted.text, lexeme: quoted.lexeme };
    }
    const isDashed = first === "-" && /[A-Za-z0-9.]/.test(text[from + 1] ?? "");
    if (!isDashed && !PLAIN_FIRST.test(first)) return undefined;
    const end = plainEnd(text, from);
    if (end === undefined) return undefined;
    this.#at = end;
    const lexeme = trimBack(text.slice(from, end));
    return { type: "scalar", style: "plain", text: lexeme, lexeme };
  }

  #space(): void {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === 10 && /^(?:---|\.\.\.)/.test(text.slice(this.#at + 1, this.#at + 4))) {
        this.#bad = true;
      }
      if (code !== 32 && code !== 10) return;
      this.#at += 1;
    }
  }
}

/** Behind a plain scalar in a flow collection; `undefined` where it holds what may mean something else. */
function plainEnd(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 44: // ,
      case 93: // ]
      case 125: // }
      case 10:
        return at;
      case 58: // :
        if (/[ \t\n,[\]{}]/.test(text[at + 1] ?? "")) return at;
        break;
      case 9:
      case 91: // [
      case 123: // {
        return undefined;
      case 35: // #
        if (text[at - 1] === " ") return undefined;
        break;
    }
  }
  return undefined;
}

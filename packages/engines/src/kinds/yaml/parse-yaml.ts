import { parseBlock } from "./parse-block.ts";
import { parseFlow } from "./parse-flow.ts";
import { parseQuoted } from "./parse-quoted.ts";
import { isUnreadable, plainText, trimBack } from "./yaml-lines.ts";
import type { YamlCollection, YamlDocument, YamlEntry, YamlNode, YamlScalar } from "./yaml-node.ts";

/**
 * Reads a YAML stream into trees that keep order, lexemes and comments. Answers `undefined` for what it does not surely
 * understand, so that nothing is ever re-written wrongly: directives, explicit keys, tabs as indentation, properties before
 * keys, scalars as documents, comments in flow collections and a few more. Linear and iterative.
 */
export function parseYaml(source: string): readonly YamlDocument[] | undefined {
  if (isUnreadable(source)) return undefined;
  const parser = new YamlParser(plainText(source));
  while (parser.readLine());
  return parser.result();
}

interface Frame {
  readonly node: YamlCollection;
  readonly indent: number;
}

const MAX_DEPTH = 100;
const PROPS = /(?:[&!][^\s,[\]{}]*)(?: +[&!][^\s,[\]{}]*)?/y;
const ALIAS = /\*[A-Za-z0-9_.-]+/y;
const PLAIN_FIRST = /[^\s,[\]{}#&*!|>'"%@`?:-]/;

class YamlParser {
  readonly #text: string;
  readonly #documents: YamlDocument[] = [];
  readonly #frames: Frame[] = [];
  #comments: string[] = [];
  #document: YamlDocument | undefined;
  #at = 0;
  /** End of the current line. */
  #end = 0;
  /** The scalar that the line before ended with, where the next line may go on with it. */
  #running: Running | undefined;
  #bad = false;

  constructor(text: string) {
    this.#text = text;
  }

  result(): readonly YamlDocument[] | undefined {
    this.#endDocument();
    return this.#bad || this.#documents.length === 0 ? undefined : this.#documents;
  }

  /** Reads one line, or all lines of what begins on it; answers whether there is more. */
  readLine(): boolean {
    const text = this.#text;
    if (this.#bad || this.#at >= text.length) return false;
    const next = text.indexOf("\n", this.#at);
    this.#end = next < 0 ? text.length : next;
    let at = this.#at;
    while (text.charCodeAt(at) === 32) at += 1;
    if (at >= this.#end) {
      // A blank line inside a plain scalar means a line break.
      if (this.#running !== undefined) this.#running.isBroken = true;
      this.#at = this.#end + 1;
    } else if (text[at] === "#") {
      this.#comments.push(trimBack(text.slice(at, this.#end)));
      this.#running = undefined;
      this.#at = this.#end + 1;
    } else if (at === this.#at && isMarker(text, at)) this.#marker(at);
    else this.#content(at);
    return !this.#bad;
  }

  #marker(at: number): void {
    const rest = this.#text.slice(at + 3, this.#end).trim();
    if (this.#text[at] === "." || rest !== "") {
      this.#bad = true;
      return;
    }
    this.#running = undefined;
    if (this.#document !== undefined) this.#endDocument();
    const lead = this.#documents.length === 0 ? this.#comments : [];
    if (lead === this.#comments) this.#comments = [];
    this.#document = { lead, root: undefined, tail: [] };
    this.#at = this.#end + 1;
  }

  #endDocument(): void {
    const document = this.#document;
    this.#frames.length = 0;
    if (document === undefined) return;
    this.#documents.push({ ...document, tail: this.#comments });
    this.#comments = [];
    this.#document = undefined;
  }

  #content(at: number): void {
    const column = at - this.#at;
    const running = this.#running;
    this.#running = undefined;
    if (running !== undefined && column > running.indent) {
      return running.isBroken ? this.#fail() : this.#continue(running.entry, at);
    }
    const frames = this.#frames;
    const isDash = isDashAt(this.#text, at, this.#end);
    for (let top = frames.at(-1); top !== undefined; top = frames.at(-1)) {
      const isOver = top.indent > column;
      if (!isOver && (top.indent < column || top.node.type === "map" || isDash)) break;
      frames.pop();
    }
    this.#block(at, this.#at);
  }

  /** Reads dashes and keys of a line from an offset, then what stands behind them. */
  #block(from: number, lineStart: number): void {
    const text = this.#text;
    let at = from;
    for (;;) {
      if (text[at] === "#" && at > from && text[at - 1] === " ") return this.#finishLine(at);
      if (!isDashAt(text, at, this.#end)) break;
      if (!this.#item(at - lineStart)) return this.#fail();
      at = this.#skip(at + 1);
      if (at >= this.#end) return this.#finishLine(at);
    }
    const key = this.#key(at);
    if (key === undefined) {
      const top = this.#frames.at(-1);
      if (top === undefined || !isOpen(top) || at - lineStart <= top.indent) return this.#fail();
      return this.#value(at);
    }
    if (!this.#member(key.key, at - lineStart)) return this.#fail();
    at = this.#skip(key.end);
    if (at >= this.#end || text[at] === "#") return this.#finishLine(at);
    this.#value(at);
  }

  #item(column: number): boolean {
    const top = this.#frames.at(-1);
    if (top?.node.type === "seq" && top.indent === column) return this.#entry(top, undefined);
    const least = top?.node.type === "map" ? column : column - 1;
    if (top !== undefined && top.indent > least) return false;
    return this.#open("seq", column, undefined);
  }

  #member(key: YamlScalar, column: number): boolean {
    const top = this.#frames.at(-1);
    if (top?.node.type === "map" && top.indent === column) return this.#entry(top, key);
    if (top !== undefined && top.indent >= column) return false;
    return this.#open("map", column, key);
  }

  /** Opens a collection in the place that waits for a value, with its first entry. */
  #open(type: "map" | "seq", indent: number, key: YamlScalar | undefined): boolean {
    const node: YamlCollection = { type, flow: false, entries: [] };
    const top = this.#frames.at(-1);
    if (top === undefined) {
      this.#document ??= { lead: [], root: undefined, tail: [] };
      if (this.#document.root !== undefined) return false;
      this.#document.root = node;
    } else if (isOpen(top)) (top.node.entries.at(-1) as YamlEntry).value = node;
    else return false;
    const frame = { node, indent };
    this.#frames.push(frame);
    return this.#frames.length <= MAX_DEPTH && this.#entry(frame, key);
  }

  #entry(frame: Frame, key: YamlScalar | undefined): boolean {
    const { entries } = frame.node;
    entries.push({ comments: this.#comments, key, props: "", note: "", value: undefined });
    this.#comments = [];
    return true;
  }

  /** The key at an offset, and the offset behind its colon. */
  #key(at: number): { key: YamlScalar; end: number } | undefined {
    const text = this.#text;
    const first = text[at] as string;
    if (first === '"' || first === "'") {
      const quoted = parseQuoted(text, at);
      if (quoted === undefined || quoted.end >= this.#end || !quoted.isOneLine) return undefined;
      const colon = this.#skip(quoted.end);
      if (!isColon(text, colon, this.#end)) return undefined;
      const { text: meant, lexeme } = quoted;
      return { key: { type: "scalar", style: "quoted", text: meant, lexeme }, end: colon + 1 };
    }
    if (!isPlainFirst(text, at)) return undefined;
    const { end, isKey } = plainEnd(text, at, this.#end);
    if (!isKey) return undefined;
    const lexeme = trimBack(text.slice(at, end));
    if (lexeme.length > 1000) this.#bad = true;
    return { key: { type: "scalar", style: "plain", text: lexeme, lexeme }, end: end + 1 };
  }

  /** A value from an offset on: what is no block collection. */
  #value(from: number): void {
    const top = this.#frames.at(-1) as Frame;
    const entry = top.node.entries.at(-1) as YamlEntry;
    if (this.#comments.length > 0) return this.#fail();
    const text = this.#text;
    let at = from;
    if (text[at] === "&" || text[at] === "!") {
      if (entry.props !== "" || entry.note !== "") return this.#fail();
      PROPS.lastIndex = at;
      entry.props = PROPS.exec(text)?.[0] ?? "";
      const behind = at + entry.props.length;
      at = this.#skip(behind);
      if (at >= this.#end || (text[at] === "#" && at > behind)) return this.#finishLine(at);
      if (at === behind || isDashAt(text, at, this.#end) || this.#key(at)) return this.#fail();
    }
    // A comment between a key and its value on the next line would move.
    if (entry.note !== "") return this.#fail();
    const read = this.#scalar(at, { top, entry });
    if (read === undefined) return this.#fail();
    entry.value = read.node;
    if (read.end >= 0) this.#finishLine(this.#skip(read.end), read.end);
  }

  #scalar(at: number, { top, entry }: Place): { node: YamlNode; end: number } | undefined {
    const text = this.#text;
    switch (text[at]) {
      case '"':
      case "'": {
        const quoted = parseQuoted(text, at);
        if (quoted === undefined) return undefined;
        const { text: meant, lexeme, end } = quoted;
        return { node: { type: "scalar", style: "quoted", text: meant, lexeme }, end };
      }
      case "[":
      case "{":
        return parseFlow(text, at);
      case "|":
      case ">": {
        const block = parseBlock(text, at, top.indent);
        if (block === undefined) return undefined;
        entry.note = trimBack(block.note);
        this.#at = block.end;
        return { node: block.node, end: -1 };
      }
      case "*": {
        ALIAS.lastIndex = at;
        const lexeme = ALIAS.exec(text)?.[0];
        if (lexeme === undefined || entry.props !== "") return undefined;
        const node = { type: "scalar", style: "alias", text: lexeme, lexeme } as const;
        return { node, end: at + lexeme.length };
      }
      default:
        return this.#plain(at, { top, entry });
    }
  }

  #plain(at: number, { top, entry }: Place): { node: YamlNode; end: number } | undefined {
    const text = this.#text;
    if (!isPlainFirst(text, at)) return undefined;
    const { end, isKey } = plainEnd(text, at, this.#end);
    if (isKey || end < 0) return undefined;
    const lexeme = trimBack(text.slice(at, end));
    if (end === this.#end) this.#running = { entry, indent: top.indent, isBroken: false };
    return { node: { type: "scalar", style: "plain", text: lexeme, lexeme }, end };
  }

  /** A further line of a plain scalar. */
  #continue(entry: YamlEntry, at: number): void {
    const text = this.#text;
    const { end, isKey } = plainEnd(text, at, this.#end);
    const before = entry.value as YamlScalar;
    if (isKey || end < 0 || text[at] === "#" || isDashAt(text, at, this.#end)) return this.#fail();
    const lexeme = `${before.lexeme} ${trimBack(text.slice(at, end))}`;
    entry.value = { type: "scalar", style: "plain", text: lexeme, lexeme };
    const indent = (this.#frames.at(-1) as Frame).indent;
    if (end === this.#end) this.#running = { entry, indent, isBroken: false };
    this.#finishLine(this.#skip(end), end);
  }

  /** What is left of a line from an offset: nothing or a comment. */
  #finishLine(at: number, behind = at): void {
    const text = this.#text;
    const next = text.indexOf("\n", behind);
    const end = next < 0 ? text.length : next;
    if (at < end) {
      const isNote = text[at] === "#" && text[at - 1] === " ";
      const entry = this.#frames.at(-1)?.node.entries.at(-1);
      if (!isNote || entry === undefined) return this.#fail();
      entry.note = trimBack(text.slice(at, end));
    }
    this.#at = end + 1;
  }

  #skip(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === 32) at += 1;
    return at;
  }

  #fail(): void {
    this.#bad = true;
  }
}

/** A plain scalar that the next line may go on with. */
interface Running {
  readonly entry: YamlEntry;
  readonly indent: number;
  /** Whether a blank line stands below it, which would be a line break in it. */
  isBroken: boolean;
}

interface Place {
  readonly top: Frame;
  readonly entry: YamlEntry;
}

/** Whether a frame's newest entry has no value yet. */
function isOpen({ node }: Frame): boolean {
  const entry = node.entries.at(-1);
  return entry !== undefined && entry.value === undefined;
}

function isMarker(text: string, at: number): boolean {
  const three = text.slice(at, at + 3);
  return (three === "---" || three === "...") && /^\s?$/.test(text.slice(at + 3, at + 4));
}

function isDashAt(text: string, at: number, end: number): boolean {
  if (text.charCodeAt(at) !== 45) return false;
  return at + 1 >= end || text.charCodeAt(at + 1) === 32;
}

function isColon(text: string, at: number, end: number): boolean {
  return text[at] === ":" && (at + 1 >= end || text[at + 1] === " ");
}

function isPlainFirst(text: string, at: number): boolean {
  const first = text[at] as string;
  if (PLAIN_FIRST.test(first)) return true;
  return (
    (first === "-" || first === ":" || first === "?") && /[^\s,[\]{}]/.test(text[at + 1] ?? " ")
  );
}

/** Where a plain scalar ends on its line, and whether a colon makes it a key; -1 where it holds a tab. */
function plainEnd(text: string, from: number, end: number): { end: number; isKey: boolean } {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 9) return { end: -1, isKey: false };
    if (code === 58 && (at + 1 === end || text.charCodeAt(at + 1) === 32)) {
      return { end: at, isKey: true };
    }
    if (code === 35 && text.charCodeAt(at - 1) === 32) return { end: at, isKey: false };
  }
  return { end, isKey: false };
}

import { parseQuoted } from "./parse-quoted.ts";
import { parseScalar } from "./parse-scalar.ts";
import { isColon, isDashAt, isMarker, isPlainFirst, plainEnd } from "./plain-scalar.ts";
import { isUnreadable, plainText, trimBack } from "./yaml-lines.ts";
import type { YamlCollection, YamlDocument, YamlEntry, YamlScalar } from "./yaml-node.ts";

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

const NONE: readonly string[] = [];
/** Trees of blocks and flows together stay below the depth that tables take. */
const MAX_DEPTH = 40;
const PROPS = /(?:[&!][^\s,[\]{}]*)(?: +[&!][^\s,[\]{}]*)?/y;

class YamlParser {
  readonly #text: string;
  readonly #documents: YamlDocument[] = [];
  readonly #frames: Frame[] = [];
  readonly #keys = new Map<string, YamlScalar>();
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
    } else {
      const isRead = at === this.#at && isMarker(text, at) ? this.#marker(at) : this.#content(at);
      if (!isRead) this.#bad = true;
    }
    return !this.#bad;
  }

  #marker(at: number): boolean {
    const rest = this.#text.slice(at + 3, this.#end).trim();
    if (this.#text[at] === "." || rest !== "") return false;
    this.#running = undefined;
    if (this.#document !== undefined) this.#endDocument();
    const lead = this.#documents.length === 0 ? this.#comments : [];
    if (lead === this.#comments) this.#comments = [];
    this.#document = { lead, root: undefined, tail: [] };
    this.#at = this.#end + 1;
    return true;
  }

  #endDocument(): void {
    const document = this.#document;
    this.#frames.length = 0;
    if (document === undefined) return;
    this.#documents.push({ ...document, tail: this.#comments });
    this.#comments = [];
    this.#document = undefined;
  }

  #content(at: number): boolean {
    const column = at - this.#at;
    const running = this.#running;
    this.#running = undefined;
    if (running !== undefined && column > running.indent) {
      return !running.isBroken && this.#continue(running.entry, at);
    }
    const frames = this.#frames;
    const isDash = isDashAt(this.#text, at, this.#end);
    for (let top = frames.at(-1); top !== undefined; top = frames.at(-1)) {
      const isOver = top.indent > column;
      if (!isOver && (top.indent < column || top.node.type === "map" || isDash)) break;
      frames.pop();
    }
    return this.#block(at, this.#at);
  }

  /** Reads dashes and keys of a line from an offset, then what stands behind them. */
  #block(from: number, lineStart: number): boolean {
    const text = this.#text;
    let at = from;
    while (isDashAt(text, at, this.#end)) {
      if (!this.#item(at - lineStart)) return false;
      at = this.#skip(at + 1);
      if (at >= this.#end || text[at] === "#") return this.#finishLine(at);
    }
    const key = this.#key(at);
    if (key === undefined) return this.#waits(at - lineStart) && this.#value(at);
    if (!this.#member(key.key, at - lineStart)) return false;
    at = this.#skip(key.end);
    return at >= this.#end || text[at] === "#" ? this.#finishLine(at) : this.#value(at);
  }

  /** Whether a value in a column belongs to the newest entry. */
  #waits(column: number): boolean {
    const top = this.#frames.at(-1);
    return top !== undefined && isOpen(top) && column > top.indent;
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
    const comments = this.#comments.length === 0 ? NONE : this.#comments;
    entries.push({ comments, key, props: "", note: "", value: undefined });
    if (comments !== NONE) this.#comments = [];
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
    return { key: this.#plainKey(lexeme), end: end + 1 };
  }

  /** A key; like keys are one object. */
  #plainKey(lexeme: string): YamlScalar {
    let key = this.#keys.get(lexeme);
    if (key === undefined) {
      key = { type: "scalar", style: "plain", text: lexeme, lexeme };
      this.#keys.set(lexeme, key);
    }
    return key;
  }

  /** A value from an offset on: what is no block collection. */
  #value(from: number): boolean {
    const top = this.#frames.at(-1) as Frame;
    const entry = top.node.entries.at(-1) as YamlEntry;
    if (this.#comments.length > 0) return false;
    const text = this.#text;
    let at = from;
    if (text[at] === "&" || text[at] === "!") {
      if (!this.#props(entry, at)) return false;
      at = this.#skip(from + entry.props.length);
      if (at >= this.#end || text[at] === "#") return this.#finishLine(at);
    }
    // A comment between a key and its value on the next line would move.
    if (entry.note !== "") return false;
    const read = parseScalar(text, at, { lineEnd: this.#end, parentIndent: top.indent });
    if (read === undefined || (read.isAlias === true && entry.props !== "")) return false;
    entry.value = read.node;
    if (read.note !== undefined) {
      entry.note = read.note;
      this.#at = read.end;
      return true;
    }
    if (read.isOpen === true) this.#running = { entry, indent: top.indent, isBroken: false };
    return this.#finishLine(this.#skip(read.end), read.end);
  }

  /** Tag and anchor of an entry; `false` where they may belong to something else. */
  #props(entry: YamlEntry, from: number): boolean {
    if (entry.props !== "" || entry.note !== "") return false;
    PROPS.lastIndex = from;
    entry.props = PROPS.exec(this.#text)?.[0] ?? "";
    const behind = from + entry.props.length;
    const at = this.#skip(behind);
    if (at >= this.#end) return true;
    if (at === behind || isDashAt(this.#text, at, this.#end)) return false;
    return this.#key(at) === undefined;
  }

  /** A further line of a plain scalar. */
  #continue(entry: YamlEntry, at: number): boolean {
    const text = this.#text;
    const { end, isKey } = plainEnd(text, at, this.#end);
    const before = entry.value as YamlScalar;
    if (isKey || end < 0 || text[at] === "#" || isDashAt(text, at, this.#end)) return false;
    const lexeme = `${before.lexeme} ${trimBack(text.slice(at, end))}`;
    entry.value = { type: "scalar", style: "plain", text: lexeme, lexeme };
    const indent = (this.#frames.at(-1) as Frame).indent;
    if (end === this.#end) this.#running = { entry, indent, isBroken: false };
    return this.#finishLine(this.#skip(end), end);
  }

  /** What is left of a line from an offset: nothing or a comment. */
  #finishLine(at: number, behind = at): boolean {
    const text = this.#text;
    const next = text.indexOf("\n", behind);
    const end = next < 0 ? text.length : next;
    if (at < end) {
      const isNote = text[at] === "#" && text[at - 1] === " ";
      const entry = this.#frames.at(-1)?.node.entries.at(-1);
      if (!isNote || entry === undefined) return false;
      entry.note = trimBack(text.slice(at, end));
    }
    this.#at = end + 1;
    return true;
  }

  #skip(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === 32) at += 1;
    return at;
  }
}

/** A plain scalar that the next line may go on with. */
interface Running {
  readonly entry: YamlEntry;
  readonly indent: number;
  /** Whether a blank line stands below it, which would be a line break in it. */
  isBroken: boolean;
}

/** Whether a frame's newest entry has no value yet. */
function isOpen({ node }: Frame): boolean {
  const entry = node.entries.at(-1);
  return entry !== undefined && entry.value === undefined;
}

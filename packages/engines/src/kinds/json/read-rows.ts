import type { CellSeparator } from "./bare-text.ts";
import {
  bareValue,
  expandNames,
  jsonEnd,
  namesColumns,
  parseString,
  type SharedNames,
  stringEnd,
  valueToJson,
} from "./decode-value.ts";
import { pathText } from "./key-text.ts";
import { type LineFeed, looksLikeBlock, readBlock } from "./literal-block.ts";
import { malformed } from "./malformed.ts";
import type { HeaderField, HeaderLeaf, HeaderNested } from "./parse-header.ts";

/** Reads the rows of one table. */
export interface RowReader {
  /** Whether rows have lines of their own. */
  readonly hasCells: boolean;
  /** A row as JSON: a member where the table is a map, else a value. What is below it stands behind more spaces than `indent`. */
  read(line: string, indent: number): string;
}

/** How rows were written. */
export interface RowNotation {
  readonly separator: CellSeparator;
  readonly form: RowForm;
  readonly shared: SharedNames;
  /** The lines below a row. */
  readonly feed: LineFeed;
}

/** What a row stands for. */
export type RowForm = "object" | "array" | "member";

/** A reader for rows below a header. */
export function createRowReader(fields: readonly HeaderField[], notation: RowNotation): RowReader {
  const reader = new FieldReader(fields, notation);
  return {
    hasCells: reader.hasCells,
    read: (line, indent) => reader.readLine(line, { from: 0, indent }),
  };
}

interface Cursor {
  readonly text: string;
  at: number;
  /** Characters that end a bare cell. */
  readonly ends: string;
  /** One less than the leading spaces of what is below the line. */
  readonly indent: number;
}

interface LinePlace {
  readonly from: number;
  readonly indent: number;
}

type Value = string | undefined;

/** A slot, or a field with a table of its own. */
type Place = number | HeaderNested;

interface Slot {
  readonly leaf: HeaderLeaf;
  /** The template cut at its hole; names of columns still in it where it has any. */
  readonly pieces: readonly string[];
  readonly namesColumns: boolean;
  /** What a cell's text makes, as far as that does not need other columns. */
  readonly wrap: (text: string) => string;
}

const SAFE_REFERENCE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Reads one row after another; ranges count on with each. */
class FieldReader {
  readonly hasCells: boolean;
  readonly #fields: readonly HeaderField[];
  readonly #notation: RowNotation;
  readonly #slots: Slot[] = [];
  readonly #slotOf = new Map<HeaderLeaf, number>();
  readonly #byPath = new Map<string, number>();
  readonly #inner = new Map<HeaderNested, FieldReader>();
  readonly #values: Value[] = [];
  readonly #nestedValues = new Map<HeaderNested, Value>();
  readonly #order: Place[] = [];
  /** Fields that are named in the rows that have them. */
  readonly #sparse = new Map<string, Place>();
  /** Slots whose template names other columns. */
  readonly #late: readonly number[];
  #row = 0;

  constructor(fields: readonly HeaderField[], notation: RowNotation) {
    this.#fields = fields;
    this.#notation = notation;
    this.#index(fields);
    this.hasCells = this.#order.length + this.#sparse.size > 0;
    this.#late = [...this.#slots.keys()].filter((slot) => this.#slots[slot]?.namesColumns);
  }

  readLine(line: string, { from, indent }: LinePlace): string {
    const cursor: Cursor = { text: line, at: from, ends: this.#notation.separator, indent };
    const json = this.read(cursor);
    if (cursor.at !== line.length) throw malformed("a row");
    return json;
  }

  read(cursor: Cursor): string {
    for (const [at, place] of this.#order.entries()) {
      if (at > 0) this.#skipSeparator(cursor);
      this.#readPlace(cursor, place);
    }
    if (this.#sparse.size > 0) this.#readSparse(cursor);
    this.#fill();
    this.#row += 1;
    const { form } = this.#notation;
    if (form === "array") return this.#arrayText();
    if (form === "object") return `{${this.#membersText(this.#fields)}}`;
    const [key, ...fields] = this.#fields;
    return `${this.#valueText(key as HeaderField)}:{${this.#membersText(fields)}}`;
  }

  #index(fields: readonly HeaderField[]): void {
    for (const field of fields) {
      if (field.type === "group") this.#index(field.fields);
      else if (field.type === "leaf") this.#indexLeaf(field);
      else {
        const form = field.type === "map" ? "member" : "object";
        const separator = field.isBelow ? this.#notation.separator : ",";
        const inner = new FieldReader(field.fields, { ...this.#notation, separator, form });
        this.#inner.set(field, inner);
        this.#place(field, field);
      }
    }
  }

  #indexLeaf(field: HeaderLeaf): void {
    const slot = this.#slots.length;
    this.#slots.push(slotOf(field, this.#notation.shared));
    this.#slotOf.set(field, slot);
    if (field.path.every((key) => SAFE_REFERENCE.test(key))) {
      this.#byPath.set(field.path.join("."), slot);
    }
    if (field.hasCells) this.#place(field, slot);
  }

  #place({ isSparse, path }: HeaderLeaf | HeaderNested, place: Place): void {
    if (isSparse) this.#sparse.set(pathText(path), place);
    else this.#order.push(place);
  }

  #skipSeparator(cursor: Cursor): void {
    if (cursor.text[cursor.at] !== this.#notation.separator) throw malformed("a row");
    cursor.at += 1;
  }

  #readPlace(cursor: Cursor, place: Place): void {
    if (typeof place === "number") this.#values[place] = this.#readCell(cursor, place);
    else this.#nestedValues.set(place, this.#readNested(cursor, place));
  }

  /** Reads `key=value` until the row ends. */
  #readSparse(cursor: Cursor): void {
    for (const place of this.#sparse.values()) {
      if (typeof place === "number") this.#values[place] = undefined;
      else this.#nestedValues.delete(place);
    }
    let isFirst = this.#order.length === 0;
    while (!isAtEnd(cursor)) {
      if (!isFirst) this.#skipSeparator(cursor);
      isFirst = false;
      const place = this.#sparse.get(readName(cursor));
      if (place === undefined) throw malformed("a row");
      this.#readPlace(cursor, place);
    }
  }

  #readCell(cursor: Cursor, slot: number): Value {
    const { leaf, wrap } = this.#slots[slot] as Slot;
    const { text, at } = cursor;
    const first = text[at];
    if (first === '"') {
      cursor.at = stringEnd(text, at);
      return wrap(parseString(text.slice(at, cursor.at)));
    }
    if (!leaf.isText && (first === "{" || first === "[")) {
      cursor.at = jsonEnd(text, at);
      return text.slice(at, cursor.at);
    }
    cursor.at = bareCellEnd(cursor);
    const cell = text.slice(at, cursor.at);
    const { feed } = this.#notation;
    if (cell === "+") return feed.tree(cursor.indent + 1);
    if (looksLikeBlock(cell)) return readBlock(cell, feed);
    const isBlank = cell === "" || (cell === "-" && this.#notation.separator === " ");
    if (isBlank) {
      if (leaf.fallback === undefined) throw malformed("an empty cell");
      return leaf.fallback.value;
    }
    if (cell === "~") return undefined;
    if (cell === "null") return cell;
    if (leaf.template !== undefined) return wrap(cell);
    const { shared } = this.#notation;
    return leaf.isText ? `"${expandShared(cell, shared)}` : bareValue(cell, shared);
  }

  #readNested(cursor: Cursor, field: HeaderNested): Value {
    const { text } = cursor;
    const [open, close] = BRACKETS[field.type];
    if (text[cursor.at] !== open) {
      const from = cursor.at;
      cursor.at = bareCellEnd(cursor);
      const cell = text.slice(from, cursor.at);
      if (cell === "~") return undefined;
      if (cell === "null") return cell;
      if (!field.isBelow || !COUNT.test(cell)) throw malformed("a row");
      return containerText(field, this.#readBelow(field, Number(cell), cursor.indent + 1));
    }
    const reader = this.#inner.get(field) as FieldReader;
    const inside: Cursor = { text, at: cursor.at + 1, ends: ",;])>", indent: cursor.indent };
    const rows: string[] = [];
    if (text[inside.at] !== close || field.type === "record") {
      rows.push(reader.read(inside));
      while (text[inside.at] === ";") {
        inside.at += 1;
        rows.push(reader.read(inside));
      }
    }
    if (text[inside.at] !== close) throw malformed("a row");
    cursor.at = inside.at + 1;
    return containerText(field, rows);
  }

  /** Rows on the lines below. */
  #readBelow(field: HeaderNested, count: number, indent: number): string[] {
    const reader = this.#inner.get(field) as FieldReader;
    const rows: string[] = [];
    for (let row = 0; row < count; row++) {
      const line = this.#notation.feed.next();
      if (!line.startsWith(" ".repeat(indent))) throw malformed("a row");
      rows.push(reader.readLine(line, { from: indent, indent }));
    }
    return rows;
  }

  /** Values without cells, first those that need no other column. */
  #fill(): void {
    for (const [slot, { leaf, pieces, namesColumns: isLate }] of this.#slots.entries()) {
      if (leaf.hasCells || isLate) continue;
      this.#values[slot] = this.#fixedValue(leaf) ?? `"${pieces[0] ?? ""}`;
    }
    for (const slot of this.#late) {
      const { leaf, pieces } = this.#slots[slot] as Slot;
      const cell = leaf.hasCells ? this.#values[slot] : '"';
      if (cell?.charCodeAt(0) !== 34) continue;
      const [before = "", after = ""] = pieces.map((piece) => this.#resolve(piece, leaf.path));
      this.#values[slot] = `"${before}${cell.slice(1)}${after}`;
    }
  }

  #fixedValue({ range, constant }: HeaderLeaf): Value {
    return range === undefined ? constant : `${range.first + this.#row * range.step}`;
  }

  #resolve(piece: string, path: readonly string[]): string {
    return expandNames(piece, (name) => {
      const sibling = [...path.slice(0, -1), name].join(".");
      const isShort = !name.includes(".");
      const slot = (isShort ? this.#byPath.get(sibling) : undefined) ?? this.#byPath.get(name);
      if (slot === undefined) return this.#notation.shared.get(name);
      const value = this.#values[slot];
      return value?.charCodeAt(0) === 34 ? value.slice(1) : value;
    });
  }

  #arrayText(): string {
    return `[${this.#values.map((value) => valueToJson(value ?? "null")).join(",")}]`;
  }

  #membersText(fields: readonly HeaderField[]): string {
    let text = "";
    for (const field of fields) {
      const value = this.#valueText(field);
      if (value === undefined) continue;
      text += `${text === "" ? "" : ","}${JSON.stringify(field.key)}:${value}`;
    }
    return text;
  }

  #valueText(field: HeaderField): Value {
    if (field.type === "group") return `{${this.#membersText(field.fields)}}`;
    if (field.type !== "leaf") return this.#nestedValues.get(field);
    const value = this.#values[this.#slotOf.get(field) as number];
    return value === undefined ? undefined : valueToJson(value);
  }
}

const BRACKETS = { record: "()", list: "[]", map: "<>" } as const;
const COUNT = /^[0-9]{1,9}$/;

function containerText({ type }: HeaderNested, rows: readonly string[]): string {
  if (type === "list") return `[${rows.join(",")}]`;
  if (type === "map") return `{${rows.join(",")}}`;
  if (rows.length !== 1) throw malformed("a row");
  return rows[0] as string;
}

function isAtEnd({ text, at, ends }: Cursor): boolean {
  return at >= text.length || (ends.length > 1 && ";])>".includes(text[at] as string));
}

/** Reads the name before `=`, with it. */
function readName(cursor: Cursor): string {
  const { text, at: from } = cursor;
  let at = from;
  while (at < text.length && text[at] !== "=") at = text[at] === '"' ? stringEnd(text, at) : at + 1;
  cursor.at = at + 1;
  return text.slice(from, at);
}

function slotOf(leaf: HeaderLeaf, shared: SharedNames): Slot {
  const pieces = leaf.template?.split("*") ?? [];
  if (pieces.some((piece) => namesColumns(piece, shared))) {
    return { leaf, pieces, namesColumns: true, wrap: asString };
  }
  const [before = "", after = ""] = pieces.map((piece) => expandShared(piece, shared));
  const wrap = pieces.length < 2 ? asString : (text: string) => `"${before}${text}${after}`;
  return { leaf, pieces: [before], namesColumns: false, wrap };
}

function asString(text: string): string {
  return `"${text}`;
}

function expandShared(text: string, shared: SharedNames): string {
  return expandNames(text, (name) => shared.get(name));
}

function bareCellEnd({ text, at, ends }: Cursor): number {
  let end = at;
  while (end < text.length && !ends.includes(text[end] as string)) end += 1;
  return end;
}

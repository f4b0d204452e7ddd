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
import { malformed } from "./malformed.ts";
import type { HeaderField, HeaderLeaf } from "./parse-header.ts";

/** Reads the rows of one table; `read(line)` answers a row as JSON. */
export interface RowReader {
  /** Whether rows have lines of their own. */
  readonly hasCells: boolean;
  read(line: string): string;
}

/** How rows were written. */
export interface RowNotation {
  readonly separator: CellSeparator;
  readonly ofArrays: boolean;
  readonly shared: SharedNames;
}

/** A reader for rows below a header. */
export function createRowReader(fields: readonly HeaderField[], notation: RowNotation): RowReader {
  const reader = new FieldReader(fields, notation);
  return {
    hasCells: reader.hasCells,
    read(line) {
      const cursor: Cursor = { text: line, at: 0, ends: notation.separator };
      const json = reader.read(cursor);
      if (cursor.at !== line.length) throw malformed("a row");
      return json;
    },
  };
}

interface Cursor {
  readonly text: string;
  at: number;
  /** Characters that end a bare cell. */
  readonly ends: string;
}

type Value = string | undefined;

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
  readonly #inner = new Map<HeaderField, FieldReader>();
  readonly #values: Value[] = [];
  readonly #nestedValues = new Map<HeaderField, Value>();
  readonly #order: (number | HeaderField)[] = [];
  /** Slots whose template names other columns. */
  readonly #late: readonly number[];
  #row = 0;

  constructor(fields: readonly HeaderField[], notation: RowNotation) {
    this.#fields = fields;
    this.#notation = notation;
    this.#index(fields);
    this.hasCells = this.#order.length > 0;
    this.#late = [...this.#slots.keys()].filter((slot) => this.#slots[slot]?.namesColumns);
  }

  read(cursor: Cursor): string {
    for (const [at, part] of this.#order.entries()) {
      if (at > 0) {
        if (cursor.text[cursor.at] !== this.#notation.separator) throw malformed("a row");
        cursor.at += 1;
      }
      if (typeof part === "number") this.#values[part] = this.#readCell(cursor, part);
      else this.#nestedValues.set(part, this.#readNested(cursor, part));
    }
    this.#fill();
    this.#row += 1;
    return this.#notation.ofArrays ? this.#arrayText() : this.#objectText(this.#fields);
  }

  #index(fields: readonly HeaderField[]): void {
    for (const field of fields) {
      if (field.type === "group") this.#index(field.fields);
      else if (field.type === "leaf") {
        const slot = this.#slots.length;
        this.#slots.push(slotOf(field, this.#notation.shared));
        this.#slotOf.set(field, slot);
        if (field.path.every((key) => SAFE_REFERENCE.test(key))) {
          this.#byPath.set(field.path.join("."), slot);
        }
        if (field.hasCells) this.#order.push(slot);
      } else {
        const inner: RowNotation = { ...this.#notation, separator: ",", ofArrays: false };
        this.#inner.set(field, new FieldReader(field.fields, inner));
        this.#order.push(field);
      }
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
    if (first === "{" || first === "[") {
      cursor.at = jsonEnd(text, at);
      return text.slice(at, cursor.at);
    }
    cursor.at = bareCellEnd(cursor);
    const cell = text.slice(at, cursor.at);
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

  #readNested(cursor: Cursor, field: HeaderField): Value {
    const { text } = cursor;
    const open = text[cursor.at];
    if (open !== "[" && open !== "(") {
      const from = cursor.at;
      cursor.at = bareCellEnd(cursor);
      const cell = text.slice(from, cursor.at);
      if (cell !== "~" && cell !== "null") throw malformed("a row");
      return cell === "~" ? undefined : cell;
    }
    const reader = this.#inner.get(field) as FieldReader;
    const inside: Cursor = { text, at: cursor.at + 1, ends: ",;])" };
    const rows: string[] = [];
    if (open === "(") rows.push(reader.read(inside));
    else if (text[inside.at] !== "]") {
      rows.push(reader.read(inside));
      while (text[inside.at] === ";") {
        inside.at += 1;
        rows.push(reader.read(inside));
      }
    }
    if (text[inside.at] !== (open === "(" ? ")" : "]")) throw malformed("a row");
    cursor.at = inside.at + 1;
    return open === "(" ? rows[0] : `[${rows.join(",")}]`;
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

  #objectText(fields: readonly HeaderField[]): string {
    let text = "";
    for (const field of fields) {
      const value = this.#valueText(field);
      if (value === undefined) continue;
      text += `${text === "" ? "" : ","}${JSON.stringify(field.key)}:${value}`;
    }
    return `{${text}}`;
  }

  #valueText(field: HeaderField): Value {
    if (field.type === "group") return this.#objectText(field.fields);
    if (field.type !== "leaf") return this.#nestedValues.get(field);
    const value = this.#values[this.#slotOf.get(field) as number];
    return value === undefined ? undefined : valueToJson(value);
  }
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

import type { JsonArray, JsonNode, JsonObject } from "./json-node.ts";

/** Rows of like shape, column by column. */
export interface Table {
  /** All rows, misfits included. */
  readonly rowCount: number;
  /** Whether the rows are arrays; their fields are then named `0`, `1`, ... */
  readonly ofArrays: boolean;
  readonly fields: readonly Field[];
  /** Rows that do not fit the fields, by row index; they are written whole and the fields' cells skip them. */
  readonly misfits: ReadonlyMap<number, JsonNode>;
}

/** One key of the rows. */
export type Field = Leaf | Group | Nested;

/** A value a row. */
export interface Leaf {
  readonly type: "leaf";
  readonly key: string;
  /** Keys from the row down to this one. */
  readonly path: readonly string[];
  /** One a fitting row; `undefined` where the row has no such key. */
  readonly cells: readonly Cell[];
}

/** An object that every row has, taken apart into its own fields. */
export interface Group {
  readonly type: "group";
  readonly key: string;
  readonly fields: readonly Field[];
}

/** An object (`record`) or a list of objects (`list`) in one cell, `null` or absent in some rows. */
export interface Nested {
  readonly type: "record" | "list";
  readonly key: string;
  readonly cells: readonly Cell[];
  /** The inner objects of all rows, in order. */
  readonly table: Table;
}

/** What a row holds under a key. */
export type Cell = JsonNode | undefined;

/** Rows as a table, or `undefined` where they are too unlike each other. */
export function buildTable(rows: readonly JsonNode[]): Table | undefined {
  const first = rows[0];
  if (first === undefined || typeof first === "string") return undefined;
  if (first.type === "array") return buildArrayTable(rows);
  return buildObjectTable(rows, { path: [], misfitShare: 0.2 });
}

interface BuildOptions {
  readonly path: readonly string[];
  /** Largest share of rows that may be written whole. */
  readonly misfitShare: number;
}

const MAX_COLUMNS = 400;
const MAX_NESTING = 8;
const EXACT_FIT = 0;

function buildArrayTable(rows: readonly JsonNode[]): Table | undefined {
  const width = (rows[0] as JsonArray).items.length;
  if (width === 0 || width > MAX_COLUMNS) return undefined;
  for (const row of rows) {
    if (typeof row === "string" || row.type !== "array" || row.items.length !== width)
      return undefined;
    if (row.items.some((item) => typeof item !== "string")) return undefined;
  }
  const fields: Leaf[] = [];
  for (let index = 0; index < width; index++) {
    const cells = rows.map((row) => (row as JsonArray).items[index]);
    fields.push({ type: "leaf", key: `${index}`, path: [`${index}`], cells });
  }
  return { rowCount: rows.length, ofArrays: true, fields, misfits: new Map() };
}

function buildObjectTable(rows: readonly JsonNode[], options: BuildOptions): Table | undefined {
  const shapes = new ShapeIndex(rows, Math.floor(rows.length * options.misfitShare));
  const columns = shapes.columns();
  if (columns === undefined) return undefined;
  const fields: Field[] = [];
  for (const [index, key] of shapes.keys.entries()) {
    fields.push(fieldOf(key, columns[index] as Cell[], options.path));
  }
  return { rowCount: rows.length, ofArrays: false, fields, misfits: shapes.misfits };
}

function fieldOf(key: string, cells: readonly Cell[], parent: readonly string[]): Field {
  const path = [...parent, key];
  const leaf: Leaf = { type: "leaf", key, path, cells };
  if (path.length > MAX_NESTING) return leaf;
  const kinds = countKinds(cells);
  if (kinds.objects === cells.length) {
    const inner = buildObjectTable(cells as JsonObject[], { path, misfitShare: EXACT_FIT });
    return inner === undefined ? leaf : { type: "group", key, fields: inner.fields };
  }
  if (kinds.objects >= 2 && kinds.objects + kinds.empty === cells.length) {
    const table = buildObjectTable(cells.filter(isObject), { path: [], misfitShare: EXACT_FIT });
    return table === undefined ? leaf : { type: "record", key, cells, table };
  }
  if (kinds.items >= 2 && kinds.lists + kinds.empty === cells.length) {
    const items = cells.flatMap((cell) => (isList(cell) ? cell.items : []));
    const table = buildObjectTable(items, { path: [], misfitShare: EXACT_FIT });
    return table === undefined ? leaf : { type: "list", key, cells, table };
  }
  return leaf;
}

function countKinds(cells: readonly Cell[]) {
  const kinds = { objects: 0, lists: 0, items: 0, empty: 0 };
  for (const cell of cells) {
    if (cell === undefined || cell === "null") kinds.empty += 1;
    else if (typeof cell === "string") return { ...kinds, objects: 0, lists: 0, items: 0 };
    else if (cell.type === "object") kinds.objects += 1;
    else {
      kinds.lists += 1;
      kinds.items += cell.items.length;
    }
  }
  return kinds;
}

function isObject(cell: Cell): cell is JsonObject {
  return cell !== undefined && typeof cell !== "string" && cell.type === "object";
}

function isList(cell: Cell): cell is JsonArray {
  return cell !== undefined && typeof cell !== "string" && cell.type === "array";
}

/** One order of keys that the rows' orders agree with, and the rows that do not. */
class ShapeIndex {
  readonly keys: string[] = [];
  readonly misfits = new Map<number, JsonNode>();
  readonly #rows: readonly JsonNode[];
  readonly #maxMisfits: number;

  constructor(rows: readonly JsonNode[], maxMisfits: number) {
    this.#rows = rows;
    this.#maxMisfits = maxMisfits;
  }

  /** Cells by key then fitting row; `undefined` where too many rows do not fit or the rows share too little. */
  columns(): Cell[][] | undefined {
    if (!this.#mergeKeys()) return undefined;
    const places = new Map(this.keys.map((key, index) => [key, index]));
    const fitting: JsonObject[] = [];
    let filled = 0;
    for (const [index, row] of this.#rows.entries()) {
      if (isObject(row) && !this.misfits.has(index) && this.#fits(row, places)) {
        fitting.push(row);
        filled += row.keys.length;
      } else if (this.#isOneTooMany(index, row)) return undefined;
    }
    if (filled * 4 < this.keys.length * fitting.length) return undefined;
    const columns = this.keys.map(() => new Array<Cell>(fitting.length).fill(undefined));
    for (const [index, row] of fitting.entries()) {
      for (let at = 0; at < row.keys.length; at++) {
        const key = row.keys[at] as string;
        const place = this.keys[at] === key ? at : (places.get(key) as number);
        (columns[place] as Cell[])[index] = row.values[at];
      }
    }
    return columns;
  }

  #isOneTooMany(index: number, row: JsonNode): boolean {
    this.misfits.set(index, row);
    return this.misfits.size > this.#maxMisfits;
  }

  #fits(row: JsonObject, places: ReadonlyMap<string, number>): boolean {
    let last = -1;
    for (let at = 0; at < row.keys.length; at++) {
      const key = row.keys[at] as string;
      const place = this.keys[at] === key ? at : places.get(key);
      if (place === undefined || place <= last) return false;
      last = place;
    }
    return true;
  }

  /** Inserts each unseen key behind the key that stands before it in its row. */
  #mergeKeys(): boolean {
    const seen = new Set<string>();
    for (const [index, row] of this.#rows.entries()) {
      if (!isObject(row) || row.keys.length > MAX_COLUMNS) {
        if (this.#isOneTooMany(index, row)) return false;
        continue;
      }
      this.#mergeRow(row, seen);
      if (this.keys.length > MAX_COLUMNS) return false;
    }
    return this.keys.length > 0;
  }

  #mergeRow(row: JsonObject, seen: Set<string>): void {
    for (let at = 0; at < row.keys.length; at++) {
      const key = row.keys[at] as string;
      if (this.keys[at] === key || seen.has(key)) continue;
      const place = at === 0 ? 0 : this.keys.indexOf(row.keys[at - 1] as string) + 1;
      this.keys.splice(place, 0, key);
      seen.add(key);
    }
  }
}

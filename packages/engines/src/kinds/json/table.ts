import type { JsonArray, JsonNode, JsonObject } from "./json-node.ts";

/** Rows of like shape, column by column. */
export interface Table {
  /** All rows, misfits included. */
  readonly rowCount: number;
  /** Whether the rows are an object's members; the first field then holds their keys. */
  readonly isMap: boolean;
  /** Whether the rows are arrays; their fields are then named `0`, `1`, ... */
  readonly ofArrays: boolean;
  readonly fields: readonly Field[];
  /** Rows that do not fit the fields, by row index; they are written whole and the fields' cells skip them. */
  readonly misfits: ReadonlyMap<number, JsonNode>;
  /** The keys of those of a map. */
  readonly misfitKeys?: ReadonlyMap<number, string>;
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
  /** Whether so few rows have the key that it is named in those. */
  readonly isSparse: boolean;
}

/** An object that every row has, taken apart into its own fields. */
export interface Group {
  readonly type: "group";
  readonly key: string;
  readonly fields: readonly Field[];
}

/** An object (`record`), a list of objects (`list`) or an object of like objects (`map`), `null` or absent in some rows. */
export interface Nested {
  readonly type: "record" | "list" | "map";
  readonly key: string;
  /** Keys from the row down to this one. */
  readonly path: readonly string[];
  readonly cells: readonly Cell[];
  readonly isSparse: boolean;
  /** The inner objects of all rows, in order. */
  readonly table: Table;
}

/** What a row holds under a key. */
export type Cell = JsonNode | undefined;

/** Rows as a table, or `undefined` where they are too unlike each other. */
export function buildTable(rows: readonly JsonNode[]): Table | undefined {
  const first = rows.find((row) => typeof row !== "string");
  if (first === undefined || typeof first === "string") return undefined;
  if (first.type === "array") return buildArrayTable(rows);
  return buildObjectTable(rows, { path: [], misfitShare: 0.2 });
}

/** The members of an object as a table of their keys and what is below them, or `undefined` where they are too unlike. */
export function buildMap(object: JsonObject): Table | undefined {
  if (object.keys.length < MIN_MEMBERS || !isObject(object.values.at(-1))) return undefined;
  return buildMapTable([object], 0.2);
}

/** Objects of like keys as a table without misfits, or `undefined`. */
export function buildShape(objects: readonly JsonObject[]): Table | undefined {
  return buildObjectTable(objects, { path: [], misfitShare: EXACT_FIT });
}

interface BuildOptions {
  readonly path: readonly string[];
  /** Largest share of rows that may be written whole. */
  readonly misfitShare: number;
}

const MIN_MEMBERS = 3;
const MAX_COLUMNS = 400;
const MAX_NESTING = 8;
const EXACT_FIT = 0;
/** A key is named in the rows that have it where no more of them do. */
const SPARSE_SHARE = 0.25;
/** Cells for each value: beyond, a table takes too much memory. */
const MOST_GAPS = 12;

function buildArrayTable(rows: readonly JsonNode[]): Table | undefined {
  const width = isList(rows[0]) ? rows[0].items.length : 0;
  if (width === 0 || width > MAX_COLUMNS) return undefined;
  for (const row of rows) {
    if (typeof row === "string" || row.type !== "array" || row.items.length !== width)
      return undefined;
    if (row.items.some((item) => typeof item !== "string")) return undefined;
  }
  const fields: Leaf[] = [];
  for (let index = 0; index < width; index++) {
    const cells = rows.map((row) => (row as JsonArray).items[index]);
    fields.push({ type: "leaf", key: `${index}`, path: [`${index}`], cells, isSparse: false });
  }
  return { rowCount: rows.length, isMap: false, ofArrays: true, fields, misfits: new Map() };
}

function buildObjectTable(rows: readonly JsonNode[], options: BuildOptions): Table | undefined {
  const shapes = new ShapeIndex(rows, Math.floor(rows.length * options.misfitShare));
  const columns = shapes.columns();
  if (columns === undefined) return undefined;
  const fields: Field[] = [];
  for (const [index, key] of shapes.keys.entries()) {
    fields.push(fieldOf(key, columns[index] as Cell[], options.path));
  }
  const { misfits } = shapes;
  return { rowCount: rows.length, isMap: false, ofArrays: false, fields, misfits };
}

function buildMapTable(objects: readonly JsonObject[], misfitShare: number): Table | undefined {
  const values = objects.flatMap((object) => object.values);
  const keys = objects.flatMap((object) => object.keys);
  const table = buildObjectTable(values, { path: [], misfitShare });
  if (table === undefined) return undefined;
  const { fields, misfits } = table;
  const cells = keys.filter((_, row) => !misfits.has(row)).map((key) => `"${key}`);
  const key = freeName(fields);
  const keyField: Leaf = { type: "leaf", key, path: [key], cells, isSparse: false };
  const misfitKeys = new Map([...misfits.keys()].map((row) => [row, keys[row] as string]));
  return { ...table, isMap: true, fields: [keyField, ...fields], misfitKeys };
}

/** What the column of keys is called: `key`, unless a field has that name. */
function freeName(fields: readonly Field[]): string {
  const taken = new Set(fields.map(({ key }) => key));
  let name = "key";
  while (taken.has(name)) name += "_";
  return name;
}

function fieldOf(key: string, cells: readonly Cell[], parent: readonly string[]): Field {
  const path = [...parent, key];
  const kinds = countKinds(cells);
  const isSparse = cells.length > 3 && kinds.present <= cells.length * SPARSE_SHARE;
  const leaf: Leaf = { type: "leaf", key, path, cells, isSparse };
  if (path.length > MAX_NESTING) return leaf;
  if (kinds.objects > 0 && kinds.objects + kinds.empty === cells.length) {
    return objectField(leaf, kinds.objects) ?? leaf;
  }
  if (kinds.items >= 2 && kinds.lists + kinds.empty === cells.length) {
    const items = cells.flatMap((cell) => (isList(cell) ? cell.items : []));
    const table = buildObjectTable(items, { path: [], misfitShare: EXACT_FIT });
    return table === undefined ? leaf : { type: "list", key, path, cells, isSparse, table };
  }
  return leaf;
}

function objectField({ key, path, cells, isSparse }: Leaf, count: number): Field | undefined {
  const objects = cells.filter(isObject);
  if (isMapLike(objects)) {
    const table = buildMapTable(objects, EXACT_FIT);
    if (table !== undefined) return { type: "map", key, path, cells, isSparse, table };
  }
  const isGroup = count === cells.length;
  if (!isGroup && count < 2) return undefined;
  const table = buildObjectTable(objects, { path: isGroup ? path : [], misfitShare: EXACT_FIT });
  if (table === undefined) return undefined;
  return isGroup
    ? { type: "group", key, fields: table.fields }
    : { type: "record", key, path, cells, isSparse, table };
}

/** Whether the keys of objects are names rather than fields: all values are objects, and few keys occur in many of them. */
function isMapLike(objects: readonly JsonObject[]): boolean {
  const keys = new Set<string>();
  let members = 0;
  for (const object of objects) {
    for (const [at, value] of object.values.entries()) {
      if (!isObject(value)) return false;
      keys.add(object.keys[at] as string);
    }
    members += object.keys.length;
  }
  return members >= MIN_MEMBERS && members * 2 < keys.size * objects.length;
}

function countKinds(cells: readonly Cell[]) {
  const kinds = { present: 0, objects: 0, lists: 0, items: 0, empty: 0 };
  for (const cell of cells) {
    if (cell !== undefined) kinds.present += 1;
    if (cell === undefined || cell === "null") kinds.empty += 1;
    else if (typeof cell === "string") continue;
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
    for (const [index, row] of this.#rows.entries()) {
      if (isObject(row) && !this.misfits.has(index) && this.#fits(row, places)) {
        fitting.push(row);
      } else if (this.#isOneTooMany(index, row)) return undefined;
    }
    if (!hasCommonGround(fitting, places)) return undefined;
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

/** Whether what many rows have is a good part of all: else they are of several shapes. */
function hasCommonGround(
  rows: readonly JsonObject[],
  places: ReadonlyMap<string, number>,
): boolean {
  const present = new Uint32Array(places.size);
  for (const { keys } of rows) {
    for (const key of keys) {
      const place = places.get(key) as number;
      present[place] = (present[place] as number) + 1;
    }
  }
  let filled = 0;
  let common = 0;
  for (const count of present) {
    filled += count;
    if (count * 2 >= rows.length) common += count;
  }
  return common * 5 >= filled * 2 && filled * MOST_GAPS >= present.length * rows.length;
}

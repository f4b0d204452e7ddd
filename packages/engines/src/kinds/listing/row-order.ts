import type { PathEntry } from "./path-entries.ts";
import type { Table, TableRow } from "./table.ts";
import { byFolder } from "./write-folders.ts";

/** Names of a list, the first of each folder before the second of any. */
export function* entryOrder(entries: readonly PathEntry[]): Generator<PathEntry> {
  yield* inTurns([...byFolder(entries).values()]);
}

/** Greatest values that are shown of each column with numbers. */
const GREATEST = 3;
/** Columns with more different values are no sorts of rows. */
const MOST_SORTS = 5;

/**
 * Rows of a table: one of each value of columns with few of them, then the greatest of each column with numbers, then those of
 * all sections in turn, as far as they may be shown. Folders themselves and what is above them (`.`, `..`) come last.
 */
export function* rowOrder(table: Table, mayShow: readonly TableRow[]): Generator<TableRow> {
  const rows = mayShow.filter((row) => !isItself(row));
  for (const at of table.columns.keys()) yield* oneOfEach(rows, at);
  for (const at of table.columns.keys()) yield* greatest(rows, at);
  const usual = new Set(rows);
  yield* inTurns(table.sections.map((section) => section.rows.filter((row) => usual.has(row))));
  yield* mayShow.filter(isItself);
}

function isItself({ fields }: TableRow): boolean {
  return /^\.{1,2}$/.test(fields.at(-1) as string);
}

function oneOfEach(rows: readonly TableRow[], at: number): readonly TableRow[] {
  const firsts = new Map<string, TableRow>();
  for (const row of rows) {
    const value = row.fields[at] as string;
    if (!firsts.has(value)) firsts.set(value, row);
    if (firsts.size > MOST_SORTS) return [];
  }
  return firsts.size > 1 ? [...firsts.values()] : [];
}

function greatest(rows: readonly TableRow[], at: number): readonly TableRow[] {
  const values = rows.map(({ fields }) => sizeOf(fields[at] as string));
  if (values.some((value) => value === undefined)) return [];
  const valueAt = (index: number): number => values[index] as number;
  const order = [...rows.keys()].sort(
    (left, right) => valueAt(right) - valueAt(left) || left - right,
  );
  return order.slice(0, GREATEST).map((index) => rows[index] as TableRow);
}

const UNITS = "BKMGTP";

/** A number, or a size with a unit, as a number; `undefined` for anything else. */
function sizeOf(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([BKMGTP]?)$/.exec(text) ?? [];
  return number === undefined
    ? undefined
    : Number(number) * 1024 ** Math.max(0, UNITS.indexOf(unit || "B"));
}

function* inTurns<T>(lists: readonly (readonly T[])[]): Generator<T> {
  let open = lists;
  for (let round = 0; open.length > 0; round++) {
    open = open.filter(({ length }) => length > round);
    for (const list of open) yield list[round] as T;
  }
}

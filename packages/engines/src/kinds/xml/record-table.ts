import type { Cell, Column } from "../csv/columns/column.ts";
import { flattenRecord, PathTree, type RecordValue } from "./flatten-record.ts";
import type { XmlElement } from "./xml-node.ts";

/** Like elements as columns of values. */
export interface RecordTable {
  readonly columns: readonly Column[];
  /** Whether each element's values are in the columns. */
  readonly isFit: readonly boolean[];
}

const MOST_COLUMNS = 80;
/** Share of the elements that may be written whole. */
const MISFIT_SHARE = 0.2;

/** Columns of elements that have the same values in the same order, some absent; `undefined` where they are too unlike. */
export function recordTable(
  elements: readonly XmlElement[],
  source: string,
): RecordTable | undefined {
  const paths = new PathTree();
  const records = elements.map((element) => flattenRecord(element, source, paths));
  const most = Math.floor(elements.length * MISFIT_SHARE);
  const order = pathOrder(records);
  if (order === undefined) return undefined;
  const places = new Map(order.map((path, at) => [path, at]));
  const isFit = records.map((record) => record !== undefined && isOrdered(record, places));
  const fitting = records.filter((_, index) => isFit[index]) as RecordValue[][];
  if (elements.length - fitting.length > most || fitting.length < 2) return undefined;
  const filled = fitting.reduce((sum, { length }) => sum + length, 0);
  if (filled * 4 < order.length * fitting.length) return undefined;
  const cells = order.map(() => new Array<Cell>(fitting.length).fill(undefined));
  for (const [row, record] of fitting.entries()) {
    for (const [path, value] of record) (cells[places.get(path) as number] as Cell[])[row] = value;
  }
  const columns = order.map((name, at) => ({ name, cells: cells[at] as Cell[] }));
  return {
    columns: columns.filter(({ cells: own }) => own.some((cell) => cell !== undefined)),
    isFit,
  };
}

/** One order of paths that most records agree with: an unseen one goes behind the one before it in its record. */
function pathOrder(records: readonly (readonly RecordValue[] | undefined)[]): string[] | undefined {
  const order: string[] = [];
  const seen = new Set<string>();
  for (const record of records) {
    for (const [at, [path]] of (record ?? []).entries()) {
      if (seen.has(path)) continue;
      const before = record?.[at - 1]?.[0];
      order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, path);
      seen.add(path);
      if (order.length > MOST_COLUMNS) return undefined;
    }
  }
  return order.length === 0 ? undefined : order;
}

function isOrdered(record: readonly RecordValue[], places: ReadonlyMap<string, number>): boolean {
  let last = -1;
  for (const [path] of record) {
    const place = places.get(path) as number;
    if (place <= last) return false;
    last = place;
  }
  return true;
}

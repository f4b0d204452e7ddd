import type { OmittedSpan } from "./expect-page.ts";
import type { VisiblePiece } from "./visible-pieces.ts";

interface Cell {
  readonly column: number;
  readonly start: number;
  end: number;
}

interface Row {
  readonly from: number;
  to: number;
  readonly cells: Cell[];
}

interface Table {
  /** Whether it is built properly so far, and looks like one of values. */
  isGood: boolean;
  readonly rows: Row[];
  row: Row | undefined;
  cell: Cell | undefined;
  inCaption: boolean;
  cells: number;
  paragraphs: number;
  widest: number;
  /** For each column, how many rows a cell above still reaches down. */
  readonly reach: number[];
}

const LAYOUT = /^(?:pre|textarea|xmp|listing|h[1-6]|blockquote|hr|form|dl)$/;
const OF_TABLES = /^(?:table|t[drh]|thead|tbody|tfoot|caption)$/;
const MOST_COLUMNS = 64;

/** Reads the tables of a page as its tags come by; offsets are those of the letters read so far. */
export class TableReader {
  readonly #open: Table[] = [];
  readonly #done: Row[] = [];

  start(piece: VisiblePiece, at: number, isInLine: boolean): void {
    const { name, attributes, alone } = piece;
    if (name === "table" && !alone) {
      for (const outer of this.#open) outer.isGood = false;
      // Those further out are known to be no tables of values by now.
      this.#open.splice(0, Math.max(0, this.#open.length - 100));
      const isGood = !isInLine && !/^(?:presentation|none)$/i.test(attributes.get("role") ?? "");
      this.#open.push(newTable(isGood));
      return;
    }
    const table = this.#open.at(-1);
    if (table?.isGood !== true) return;
    if (LAYOUT.test(name) || (alone && OF_TABLES.test(name))) table.isGood = false;
    if (name === "p") table.paragraphs++;
    startPart(table, piece, at);
  }

  end(name: string, at: number, to: number): void {
    const table = this.#open.at(-1);
    if (table === undefined) return;
    if (name === "caption") table.inCaption = false;
    else if (name === "td" || name === "th") endCell(table, at);
    else if (name === "tr") endRow(table, at, to);
    else if (/^(?:thead|tbody|tfoot)$/.test(name)) endRow(table, at, to);
    else if (name === "table") {
      endRow(table, at, to);
      this.#open.pop();
      const isOfValues = table.isGood && table.widest > 1 && table.paragraphs <= table.cells;
      if (isOfValues) for (const row of table.rows) this.#done.push(row);
    }
  }

  /** There is text here. */
  text(): void {
    const table = this.#open.at(-1);
    if (table !== undefined && !isInside(table)) table.isGood = false;
  }

  /** The rows that are shown as a whole: the letters of each column. */
  rows(letters: string, omitted: readonly OmittedSpan[]): string[][] {
    let at = 0;
    const rows: string[][] = [];
    for (const { from, to, cells } of this.#done) {
      while ((omitted[at]?.to ?? Number.POSITIVE_INFINITY) <= from) at++;
      if ((omitted[at]?.from ?? Number.POSITIVE_INFINITY) < to) continue;
      const row: string[] = [];
      for (const { column, start, end } of cells) {
        while (row.length < column) row.push("");
        row.push(letters.slice(start, end));
      }
      rows.push(row);
    }
    return rows;
  }
}

function startPart(table: Table, { name, from, attributes }: VisiblePiece, at: number): void {
  if (name === "tr") {
    endRow(table, at, from);
    table.row = { from, to: from, cells: [] };
  } else if (name === "td" || name === "th") startCell(table, at, attributes);
  else if (/^(?:thead|tbody|tfoot)$/.test(name)) endRow(table, at, from);
  else if (name === "caption" && table.row === undefined) table.inCaption = true;
  else if (!/^col(?:group)?$/.test(name)) table.isGood &&= isInside(table);
}

function newTable(isGood: boolean): Table {
  return {
    isGood,
    rows: [],
    row: undefined,
    cell: undefined,
    inCaption: false,
    cells: 0,
    paragraphs: 0,
    widest: 0,
    reach: [],
  };
}

function isInside({ cell, inCaption }: Table): boolean {
  return cell !== undefined || inCaption;
}

function startCell(table: Table, at: number, attributes: ReadonlyMap<string, string>): void {
  endCell(table, at);
  table.inCaption = false;
  if (table.row === undefined) {
    table.isGood = false;
    return;
  }
  const { reach, row } = table;
  let column = (row.cells.at(-1)?.column ?? -1) + 1;
  // What the last cell of the row reaches across is marked by a row more than it reaches down.
  while ((reach[column] ?? 0) > 0) column++;
  const cell = { column, start: at, end: at };
  row.cells.push(cell);
  table.cell = cell;
  table.cells++;
  table.widest = Math.max(table.widest, column + 1);
  const down = numberOf(attributes.get("rowspan"), 65_534);
  const across = numberOf(attributes.get("colspan"), MOST_COLUMNS);
  for (let next = column; next < Math.min(column + across, MOST_COLUMNS); next++)
    reach[next] = down;
}

function endCell(table: Table, at: number): void {
  if (table.cell !== undefined) table.cell.end = at;
  table.cell = undefined;
}

function endRow(table: Table, at: number, to: number): void {
  endCell(table, at);
  const { row, reach } = table;
  table.inCaption = false;
  if (row === undefined) return;
  row.to = to;
  if (row.cells.length > 0) table.rows.push(row);
  table.row = undefined;
  for (let column = 0; column < reach.length; column++) {
    reach[column] = Math.max(0, (reach[column] ?? 0) - 1);
  }
}

function numberOf(value: string | undefined, most: number): number {
  const number = Number.parseInt(value ?? "", 10);
  return number >= 1 ? Math.min(number, most) : 1;
}

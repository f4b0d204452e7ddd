import type { Cell, CellSeparator } from "./column.ts";
import { quotedEnd, unquoted } from "./column-text.ts";
import { countedValue } from "./counting.ts";
import { malformedColumns } from "./malformed-columns.ts";
import { type HeaderColumn, type HeaderPart, readHeader } from "./read-header.ts";

/** Reads records below a header, in order. Each method throws `NOT_REVERSIBLE` on what no encoder of ours wrote. */
export interface ColumnsReader {
  readonly names: readonly string[];
  /** Whether a header says all there is, so that records may have no lines. */
  readonly isComplete: boolean;
  /** Takes a section line, from its `^` on. */
  section(line: string): void;
  /** The cells of the next record, in the header's order. */
  record(line: string): Cell[];
}

/** A reader for records written below a header with a separator. */
export function readColumns(header: string, separator: CellSeparator): ColumnsReader {
  const columns = readHeader(header);
  const slots = columns.map((column) => slotOf(column, columns));
  const derived = derivationOrder(columns);
  const sections = new Map<string, Cell>();
  let row = 0;
  return {
    names: columns.map(({ name }) => name),
    isComplete: slots.every(({ hasCell, hasSection }) => !hasCell && !hasSection),
    section: (line) => readSection(line, sections),
    record(line) {
      const cells = cellsOf(line, separator);
      const values: Cell[] = new Array(slots.length);
      const rests: Cell[] = new Array(slots.length);
      let next = 0;
      for (const [slot, own] of slots.entries()) {
        if (own.hasCell) rests[slot] = own.rest(cells[next++]);
        if (!own.isDerived) values[slot] = own.value({ rest: rests[slot], row, values, sections });
      }
      if (next < cells.length && !(cells.length === 1 && line === "")) {
        throw malformedColumns("a record");
      }
      for (const slot of derived) {
        const own = slots[slot] as Slot;
        values[slot] = own.value({ rest: rests[slot], row, values, sections });
      }
      row += 1;
      return values;
    },
  };
}

/** Slots made of other columns, each behind those it names. Throws where columns name each other in a circle. */
function derivationOrder(columns: readonly HeaderColumn[]): number[] {
  const open = new Map<number, readonly string[]>();
  for (const [slot, { parts }] of columns.entries()) {
    const names = parts.flatMap((part) => (part.type === "reference" ? [part.name] : []));
    if (names.length > 0) open.set(slot, names);
  }
  const order: number[] = [];
  while (open.size > 0) {
    const waiting = new Set([...open.keys()].map((slot) => columns[slot]?.name));
    const ready = [...open].filter(([, names]) => !names.some((name) => waiting.has(name)));
    if (ready.length === 0) throw malformedColumns("a circle of columns");
    for (const [slot] of ready) {
      order.push(slot);
      open.delete(slot);
    }
  }
  return order;
}

interface Context {
  readonly rest: Cell;
  readonly row: number;
  readonly values: readonly Cell[];
  readonly sections: ReadonlyMap<string, Cell>;
}

interface Slot {
  readonly hasCell: boolean;
  readonly hasSection: boolean;
  /** Whether its values are made of other columns'. */
  readonly isDerived: boolean;
  /** What a cell stands for; `undefined` text where the line ended before it. */
  rest(cell: ReadCell | undefined): Cell;
  value(context: Context): Cell;
}

/** A cell of a line; `isQuoted` where its text is meant literally. */
interface ReadCell {
  readonly text: string;
  readonly isQuoted: boolean;
}

function slotOf(column: HeaderColumn, columns: readonly HeaderColumn[]): Slot {
  const { parts, labels, fallback, name } = column;
  const pieces = parts.map((part) => pieceOf(part, name, columns));
  const hasCell = parts.some(({ type }) => type === "hole");
  const only = pieces.length === 1 ? pieces[0] : undefined;
  return {
    hasCell,
    hasSection: parts.some(({ type }) => type === "section"),
    isDerived: parts.some(({ type }) => type === "reference"),
    rest(cell) {
      const text = cell?.text ?? "";
      if (cell?.isQuoted === true) return text;
      if (text === "") return fallback === undefined ? "" : fallback.value;
      if (text === "~") return undefined;
      if (labels === undefined) return text;
      const value = labels.get(text);
      if (value === undefined) throw malformedColumns("a short name");
      return value;
    },
    value(context) {
      if (hasCell && context.rest === undefined) return undefined;
      if (only !== undefined) return only(context);
      let text = "";
      for (const piece of pieces) text += piece(context);
      return text;
    },
  };
}

type Piece = (context: Context) => string;

function pieceOf(part: HeaderPart, name: string, columns: readonly HeaderColumn[]): Piece {
  switch (part.type) {
    case "literal":
      return () => part.text;
    case "hole":
      return ({ rest }) => rest as string;
    case "section":
      return ({ sections }) => {
        const text = sections.get(name);
        if (text === undefined) throw malformedColumns("a section");
        return text;
      };
    case "counting": {
      const at = countedValue(part.counting);
      if (at === undefined) throw malformedColumns("a counting column");
      return ({ row }) => at(row);
    }
    default: {
      const slot = columns.findIndex((column) => column.name === part.name);
      return ({ values }) => {
        const value = values[slot];
        if (value === undefined) throw malformedColumns("a column's name");
        return value;
      };
    }
  }
}

function cellsOf(line: string, separator: CellSeparator): ReadCell[] {
  const cells: ReadCell[] = [];
  for (let at = 0; ; at++) {
    if (line.charCodeAt(at) === 34) {
      const from = at;
      at = quotedEnd(line, from);
      cells.push({ text: unquoted(line.slice(from, at)), isQuoted: true });
      if (at < line.length && line[at] !== separator) throw malformedColumns("a record");
    } else {
      const from = at;
      at = endOf(line, from, separator);
      const text = line.slice(from, at);
      cells.push({ text: separator === " " && text === "-" ? "" : text, isQuoted: false });
    }
    if (at >= line.length) return cells;
  }
}

/** Where a sign stands next, or the end of the line. */
function endOf(line: string, from: number, sign: string): number {
  const end = line.indexOf(sign, from);
  return end < 0 ? line.length : end;
}

const SECTION_NAME = /[^,=?"[\]{}*$^\n]+/y;

function readSection(line: string, sections: Map<string, Cell>): void {
  for (let at = 1; at <= line.length; at++) {
    const name = readName(line, at);
    at = name.end;
    if (line[at] !== "=") throw malformedColumns("a section");
    const from = at + 1;
    if (line[from] === '"') {
      at = quotedEnd(line, from);
      sections.set(name.text, unquoted(line.slice(from, at)));
    } else {
      at = endOf(line, from, ",");
      sections.set(name.text, line.slice(from, at));
    }
    if (at < line.length && line[at] !== ",") throw malformedColumns("a section");
  }
}

function readName(line: string, from: number): { readonly text: string; readonly end: number } {
  if (line[from] === '"') {
    const end = quotedEnd(line, from);
    return { text: unquoted(line.slice(from, end)), end };
  }
  SECTION_NAME.lastIndex = from;
  const text = SECTION_NAME.exec(line)?.[0];
  if (text === undefined) throw malformedColumns("a section");
  return { text, end: from + text.length };
}

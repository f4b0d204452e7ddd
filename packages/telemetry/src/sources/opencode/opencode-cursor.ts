import type { JsonValue } from "@tokenpak/core";
import { fieldsOf, itemsOf } from "../../adapters/wire/fields.ts";
import type { MessageRow } from "./message-table.ts";
import { isFinished } from "./opencode-completion.ts";

/**
 * How far OpenCode's messages were read. Row numbers only grow as long as the row with the highest one stays, so the last rows are
 * remembered with their ids: where one of them is gone or has another number (messages were deleted, the database was compacted or
 * replaced), what came after the latest that still stands is read again.
 */
export type OpencodeCursor = {
  /** Row number and id of rows that were read last, in rising order. */
  readonly last: readonly (readonly [row: number, id: string])[];
  /** The latest change that may have been seen, in milliseconds; 0 where the table does not say. */
  readonly updated: number;
  /** Ids of messages that were in progress: they are looked at again. */
  readonly open: readonly string[];
};

/** A cursor from what was saved; one at the beginning where that is none. */
export function cursorOf(saved: JsonValue | undefined): OpencodeCursor {
  const { last, updated, open } = fieldsOf(saved);
  return {
    last: itemsOf(last) as OpencodeCursor["last"],
    updated: typeof updated === "number" ? updated : 0,
    open: itemsOf(open) as readonly string[],
  };
}

/** Number of the last row that was read; 0 at the beginning. */
export function lastRow({ last }: OpencodeCursor): number {
  return last.at(-1)?.[0] ?? 0;
}

/** The cursor at the latest row that still stands where it stood, by what `idAt` says of a row number. */
export function standing(
  cursor: OpencodeCursor,
  idAt: (row: number) => string | undefined,
): OpencodeCursor {
  const { last } = cursor;
  let count = last.length;
  for (; count > 0; count -= 1) {
    const [row, id] = last[count - 1] ?? [];
    if (row !== undefined && idAt(row) === id) break;
  }
  return count === last.length ? cursor : { ...cursor, last: last.slice(0, count) };
}

/** The cursor after `rows` were read again, which were asked for by `ids` or otherwise: those in progress stay on its list. */
export function withOpen(
  cursor: OpencodeCursor,
  rows: readonly MessageRow[],
  ids: readonly string[] = [],
): OpencodeCursor {
  const open = new Set(cursor.open);
  for (const id of ids) open.delete(id);
  for (const { message, place } of rows) {
    if (isFinished(message)) open.delete(place.id);
    else open.add(place.id);
  }
  return { ...cursor, open: [...open].slice(-MOST_OPEN) };
}

/** The cursor behind `rows`, which follow it. */
export function advanced(cursor: OpencodeCursor, rows: readonly MessageRow[]): OpencodeCursor {
  const end = rows.at(-1);
  if (end === undefined || end.row <= lastRow(cursor)) return cursor;
  const last = [...cursor.last.slice(-(MOST_LAST - 1)), [end.row, end.place.id] as const];
  return { ...withOpen(cursor, rows), last };
}

const MOST_LAST = 16;

/** A message whose agent was killed stays in progress for ever; beyond this many the oldest are given up. */
const MOST_OPEN = 5000;

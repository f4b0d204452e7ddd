import type { CompletionEntry, JsonValue } from "@tokenpak/core";
import type { SqliteConnection } from "@tokenpak/core/sqlite";
import type { DatabaseBatch, DatabaseFormat } from "../../collect/telemetry-source.ts";
import { type MessageRow, MessageTable } from "./message-table.ts";
import { opencodeCompletion } from "./opencode-completion.ts";
import {
  advanced,
  cursorOf,
  lastRow,
  type OpencodeCursor,
  standing,
  withOpen,
} from "./opencode-cursor.ts";
import { readingDatabase } from "./read-only-database.ts";

/**
 * OpenCode's database. Each read takes what was in progress when it was last read, what changed since, and what is new, in this
 * order: nothing is missed, and what is read twice has the same ids. See {@link OpencodeCursor}.
 */
export const opencodeDatabase: DatabaseFormat = {
  kind: "database",
  read: (path, cursor) =>
    readingDatabase(path, (connection) => batches(connection, cursorOf(cursor))),
};

/** Rows. */
const BATCH = 500;

/** Changes are found by the clocks of those who wrote them: this much before the last one is read again. */
const SLACK_MS = 60_000;

function* batches(
  connection: SqliteConnection,
  saved: OpencodeCursor,
): Generator<DatabaseBatch, void> {
  const table = new MessageTable(connection);
  // Asked first: whatever is written from now on has at least this time.
  const updated = table.lastUpdate();
  const start = standing(saved, (row) => table.idAt(row));
  const known = lastRow(start) === 0 ? start : yield* again(table, start);
  yield* fresh(table, { ...known, updated });
}

/** What was read before: first what was in progress, then what changed since. */
function* again(
  table: MessageTable,
  start: OpencodeCursor,
): Generator<DatabaseBatch, OpencodeCursor> {
  let cursor = start;
  for (let from = 0; from < start.open.length; from += BATCH) {
    const ids = start.open.slice(from, from + BATCH);
    const rows = ids.flatMap((id) => table.withId(id) ?? []);
    cursor = withOpen(cursor, rows, ids);
    yield batchOf(rows, cursor);
  }
  const since = start.updated - SLACK_MS;
  for (let after = 0; ; ) {
    const rows = table.changed({ since, after, upTo: lastRow(start), limit: BATCH });
    const reached = rows.at(-1)?.row ?? 0;
    if (reached <= after) return cursor;
    cursor = withOpen(cursor, rows);
    yield batchOf(rows, cursor);
    after = reached;
  }
}

/** What was not read before. */
function* fresh(table: MessageTable, start: OpencodeCursor): Generator<DatabaseBatch, void> {
  for (let cursor = start; ; ) {
    const rows = table.after(lastRow(cursor), BATCH);
    const next = advanced(cursor, rows);
    yield batchOf(rows, next);
    if (lastRow(next) === lastRow(cursor)) return;
    cursor = next;
  }
}

function batchOf(rows: readonly MessageRow[], cursor: OpencodeCursor): DatabaseBatch {
  const entries: CompletionEntry[] = [];
  for (const { message, place } of rows) {
    const entry = opencodeCompletion(message, place);
    if (entry !== undefined) entries.push(entry);
  }
  return { entries, cursor: cursor satisfies JsonValue };
}

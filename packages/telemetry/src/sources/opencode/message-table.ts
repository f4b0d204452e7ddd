import { TokenPakError } from "@tokenpak/core";
import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { type Fields, fieldsOf } from "../../adapters/wire/fields.ts";
import { parseJson } from "../../adapters/wire/parse-json.ts";
import { nameOf } from "../log-name.ts";
import { readTime } from "../log-time.ts";
import type { MessagePlace } from "./opencode-completion.ts";

/** A row of OpenCode's table of messages. */
export interface MessageRow {
  /** Its number (`rowid`). */
  readonly row: number;
  /** The message, or no fields where it is none of the assistant or cannot be read. */
  readonly message: Fields;
  readonly place: MessagePlace;
}

/** Which changed rows: from time `since`, in milliseconds, behind row `after`, up to row `upTo`. */
export interface ChangedRows {
  readonly since: number;
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}

/**
 * Reads the table `message(id, session_id, time_created, time_updated, data)` of OpenCode, with `session(id, parent_id, directory)`
 * beside it. All but `message.id` and `message.data` may be missing. Throws `SOURCE_UNAVAILABLE` where these are.
 */
export class MessageTable {
  readonly #idAt: SqliteStatement;
  readonly #withId: SqliteStatement;
  readonly #after: SqliteStatement;
  readonly #changed: SqliteStatement | undefined;
  readonly #lastUpdate: SqliteStatement | undefined;

  constructor(connection: SqliteConnection) {
    const message = columnsOf(connection, "message");
    if (!message.has("id") || !message.has("data")) {
      throw new TokenPakError(
        "SOURCE_UNAVAILABLE",
        "OpenCode's database has no table of messages that is known here: it is new and empty, or of another version. Update TokenPak, or start OpenCode once.",
      );
    }
    const rows = selectRows(message, columnsOf(connection, "session"));
    const hasTime = message.has("time_updated");
    this.#idAt = connection.prepare("SELECT id FROM message WHERE rowid = ?").pluck();
    this.#withId = connection.prepare(`${rows} WHERE m.id = ?`);
    this.#after = connection.prepare(`${rows} WHERE m.rowid > ? ORDER BY m.rowid LIMIT ?`);
    if (!hasTime) return;
    this.#changed = connection.prepare(
      `${rows} WHERE m.rowid > ? AND m.rowid <= ? AND m.time_updated >= ? ORDER BY m.rowid LIMIT ?`,
    );
    this.#lastUpdate = connection.prepare("SELECT max(time_updated) FROM message").pluck();
  }

  /** The time of the latest change, in milliseconds; 0 where the table does not say. */
  lastUpdate(): number {
    const at = this.#lastUpdate?.get();
    return typeof at === "number" ? at : 0;
  }

  /** Id of the row with this number. */
  idAt(row: number): string | undefined {
    const id = this.#idAt.get(row);
    return typeof id === "string" ? id : undefined;
  }

  withId(id: string): MessageRow | undefined {
    const row = this.#withId.get(id);
    return row === undefined ? undefined : rowOf(row);
  }

  /** The first rows behind the one with this number. */
  after(row: number, limit: number): readonly MessageRow[] {
    return this.#after.all(row, limit).map(rowOf);
  }

  /** Rows that changed; none where the table does not say when. */
  changed({ since, after, upTo, limit }: ChangedRows): readonly MessageRow[] {
    return (this.#changed?.all(after, upTo, since, limit) ?? []).map(rowOf);
  }
}

/** Characters of a message; what OpenCode writes has about a thousand, its texts are in another table. */
const LONGEST_MESSAGE = 4_000_000;

function columnsOf(connection: SqliteConnection, table: string): ReadonlySet<unknown> {
  return new Set(
    connection.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all(),
  );
}

function selectRows(message: ReadonlySet<unknown>, session: ReadonlySet<unknown>): string {
  const hasSession = message.has("session_id");
  const joins = hasSession && session.has("id");
  const column = (name: string, has: boolean): string => (has ? name : "NULL");
  return `SELECT m.rowid AS row, m.id AS id,
    ${column("m.session_id", hasSession)} AS session,
    ${column("m.time_created", message.has("time_created"))} AS created,
    ${column("s.parent_id", joins && session.has("parent_id"))} AS parent,
    ${column("s.directory", joins && session.has("directory"))} AS folder,
    CASE WHEN typeof(m.data) = 'text' AND length(m.data) <= ${LONGEST_MESSAGE}
      AND instr(m.data, '"assistant"') > 0 THEN m.data END AS data
    FROM message m ${joins ? "LEFT JOIN session s ON s.id = m.session_id" : ""}`;
}

function rowOf(selected: unknown): MessageRow {
  const { row, id, session, created, parent, folder, data } = fieldsOf(selected);
  return {
    row: Number(row),
    message: typeof data === "string" ? fieldsOf(parseJson(data)) : {},
    place: {
      id: nameOf(id) ?? "",
      session: nameOf(session),
      isSubagent: typeof parent === "string",
      folder: nameOf(folder),
      at: readTime(created),
    },
  };
}

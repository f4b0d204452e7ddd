import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";

const FIXTURES = fileURLToPath(new URL("../src/sources/opencode/__fixtures__/", import.meta.url));

/** A row of OpenCode's table of messages, as far as a test says. */
export interface TestMessage {
  readonly id: string;
  readonly session?: string;
  /** Of the message, in milliseconds; default 1795394923133. */
  readonly created?: number;
  /** When the row was written; default {@link created}. */
  readonly updated?: number;
  readonly data: object;
}

/** OpenCode's database in a folder of its own: written as OpenCode does it, with a log beside it as long as it is open. */
export class OpencodeFile implements Disposable {
  readonly folder: string = mkdtempSync(join(tmpdir(), "tokenpak-opencode-"));
  readonly path: string = join(this.folder, "opencode.db");
  #database: Database.Database | undefined;

  constructor(tables: string = readFileSync(join(FIXTURES, "tables.sql"), "utf8")) {
    this.database.exec(tables);
  }

  /** Open as OpenCode has it; opened again after {@link close}. */
  get database(): Database.Database {
    if (this.#database === undefined) {
      this.#database = new Database(this.path);
      this.#database.pragma("journal_mode = WAL");
      this.#database.pragma("foreign_keys = OFF");
    }
    return this.#database;
  }

  /** Rows that OpenCode wrote. */
  addRecorded(): void {
    for (const line of readFileSync(join(FIXTURES, "rows.jsonl"), "utf8").trimEnd().split("\n")) {
      const { table, row } = JSON.parse(line) as { table: string; row: Record<string, unknown> };
      const names = Object.keys(row);
      const places = names.map((name) => `@${name}`);
      this.database.prepare(`INSERT INTO ${table} (${names}) VALUES (${places})`).run(row);
    }
  }

  /** Writes a message, new or again. */
  put({
    id,
    session = "ses_1",
    data,
    created = 1795394923133,
    updated = created,
  }: TestMessage): void {
    const text = JSON.stringify(data);
    this.database
      .prepare(
        `INSERT INTO message (id, session_id, time_created, time_updated, data) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET data = excluded.data, time_updated = excluded.time_updated`,
      )
      .run(id, session, created, updated, text);
  }

  remove(id: string): void {
    this.database.prepare("DELETE FROM message WHERE id = ?").run(id);
  }

  /** As OpenCode does when it ends: the log goes into the file. */
  close(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A message of the assistant as OpenCode writes it. */
export function opencodeMessage(tokens: object, more: object = {}): object {
  return {
    role: "assistant",
    mode: "build",
    agent: "build",
    path: { cwd: "/home/dev/shop/src", root: "/home/dev/shop" },
    cost: 0,
    tokens,
    modelID: "claude-sonnet-4-5",
    providerID: "anthropic",
    time: { created: 1795394923133, completed: 1795394923827 },
    ...more,
  };
}

/** Counts in OpenCode's form. */
export function opencodeCounts([input, output, reasoning, read, write]: readonly number[]): object {
  return { input, output, reasoning, cache: { read, write } };
}

import type { JsonValue } from "@tokenpak/core";
import type { SqliteConnection } from "@tokenpak/core/sqlite";
import type Database from "better-sqlite3";
import { and, asc, eq, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { FileCheckpoint } from "../collect/collector-store.ts";
import { checkpoints } from "./ledger-schema.ts";

/** The statements on the table `checkpoints`. */
export type CheckpointTable = ReturnType<typeof checkpointTable>;

/** Prepares the statements on the table `checkpoints`. */
export function checkpointTable(connection: SqliteConnection) {
  const db = drizzle(connection as unknown as Database.Database);
  const is = (name: "source" | "path" | "dev" | "ino") =>
    eq(checkpoints[name], sql.placeholder(name));
  const ofSource = db
    .select()
    .from(checkpoints)
    .where(is("source"))
    .orderBy(asc(checkpoints.path))
    .prepare();
  const remove = db
    .delete(checkpoints)
    .where(and(is("source"), or(is("path"), and(is("dev"), is("ino")))))
    .prepare();
  const names = ["source", "path", "dev", "ino", "size", "mtimeMs", "offset", "headHash", "state"];
  const values = Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]));
  const insert = db
    .insert(checkpoints)
    .values(values as never)
    .prepare();
  return {
    ofSource: (source: string): readonly FileCheckpoint[] =>
      ofSource.all({ source }).map(({ id: _, ...row }) => ({
        ...row,
        dev: Number(row.dev),
        ino: Number(row.ino),
        state: row.state === null ? undefined : (JSON.parse(row.state) as JsonValue),
      })),
    put: (checkpoint: FileCheckpoint): void => {
      const row = {
        ...checkpoint,
        dev: String(checkpoint.dev),
        ino: String(checkpoint.ino),
        state: checkpoint.state === undefined ? null : JSON.stringify(checkpoint.state),
      };
      remove.run(row);
      insert.run(row);
    },
  };
}

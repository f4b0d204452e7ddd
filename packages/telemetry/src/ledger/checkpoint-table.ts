import type { JsonValue } from "@tokenpak/core";
import type { SqliteConnection } from "@tokenpak/core/sqlite";
import type Database from "better-sqlite3";
import type { InferSelectModel } from "drizzle-orm";
import { and, asc, eq, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { FileCheckpoint } from "../collect/collector-store.ts";
import { checkpoints } from "./ledger-schema.ts";
import { rowChecksum } from "./row-checksum.ts";

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
  const values = Object.fromEntries(
    [...FACTS, "checksum"].map((name) => [name, sql.placeholder(name)]),
  );
  const insert = db
    .insert(checkpoints)
    .values(values as never)
    .prepare();
  return {
    /** One that is not what was written is none: its log is read again, and what is known already is known by its ids. */
    ofSource: (source: string): readonly FileCheckpoint[] =>
      ofSource.all({ source }).flatMap(({ id: _, checksum, ...row }) => {
        if (checksum !== checkpointChecksum(row)) return [];
        const state = row.state === null ? undefined : (JSON.parse(row.state) as JsonValue);
        return [{ ...row, dev: Number(row.dev), ino: Number(row.ino), state }];
      }),
    put: (checkpoint: FileCheckpoint): void => {
      const row = {
        ...checkpoint,
        dev: String(checkpoint.dev),
        ino: String(checkpoint.ino),
        state: checkpoint.state === undefined ? null : JSON.stringify(checkpoint.state),
      };
      remove.run(row);
      insert.run({ ...row, checksum: checkpointChecksum(row) });
    },
  };
}

const FACTS = [
  "source",
  "path",
  "dev",
  "ino",
  "size",
  "mtimeMs",
  "offset",
  "headHash",
  "state",
] as const;

type CheckpointFacts = Pick<InferSelectModel<typeof checkpoints>, (typeof FACTS)[number]>;

function checkpointChecksum(row: CheckpointFacts): number {
  return rowChecksum(
    "checkpoints",
    FACTS.map((name) => row[name]),
  );
}

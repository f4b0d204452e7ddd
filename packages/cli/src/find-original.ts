import { existsSync } from "node:fs";
import {
  hashPrefixOf,
  type OriginalRange,
  type SyncOriginalStore,
  TokenPakError,
} from "@tokenpak/core";
import { userOriginalsPath } from "@tokenpak/core/environment";
import type { CliIo } from "./cli-io.ts";
import { openForReading } from "./open-for-reading.ts";
import { databasePath, findRegistry } from "./project.ts";

/** Which original, and what of it. */
export interface OriginalQuery extends OriginalRange {
  readonly ref: string;
  /** `--db`, in place of the project's database. */
  readonly db?: string | undefined;
}

/**
 * An original out of the project's database or the user's. Throws `REF_NOT_FOUND` where neither has it, `REF_AMBIGUOUS` where
 * the ref means different originals, `REF_INVALID` for what is no ref.
 */
export async function findOriginal({ ref, db, lines }: OriginalQuery, io: CliIo): Promise<string> {
  const { BlockRegistry, SqliteOriginalStore } = await import("@tokenpak/registry");
  const prefix = hashPrefixOf(ref);
  const project = db === undefined ? findRegistry(io.cwd) : databasePath(db, io.cwd);
  const user = userOriginalsPath(io.env);
  const found = new Set<string>();
  if (project !== undefined) {
    using registry = openForReading((options) => new BlockRegistry(project, options));
    addText(found, registry.originals, { ref, lines });
  }
  if (existsSync(user)) {
    using store = openForReading((options) => new SqliteOriginalStore(user, options));
    addText(found, store, { ref, lines });
  }
  const [text] = found;
  if (text === undefined) throw notFound(prefix, [project, user]);
  if (found.size === 1) return text;
  throw new TokenPakError(
    "REF_AMBIGUOUS",
    `"tp:${prefix}" is one original in ${project} and another in ${user}. Give more digits of the ref.`,
  );
}

function addText(
  found: Set<string>,
  store: SyncOriginalStore,
  { ref, lines }: OriginalQuery,
): void {
  const text = store.get(ref, { lines });
  if (text !== undefined) found.add(text);
}

function notFound(prefix: string, stores: readonly (string | undefined)[]): TokenPakError {
  const looked = stores.filter((path) => path !== undefined).join(" and ");
  return new TokenPakError(
    "REF_NOT_FOUND",
    `No original "tp:${prefix}" in ${looked}. Run this in the project where it was packed, or name its database with --db.`,
  );
}

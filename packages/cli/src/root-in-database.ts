import { existsSync } from "node:fs";
import { sep } from "node:path";
import type { BlockStore } from "@tokenpak/core";
import { isWithin } from "./is-within.ts";
import { rootOfDatabase } from "./project.ts";
import { usageError } from "./usage-error.ts";

/** An open database, where it lies, and what is to be indexed into it. */
export interface IndexTarget {
  readonly store: BlockStore;
  readonly database: string;
  /** Real path of the folder or file. */
  readonly path: string;
}

/**
 * The folder that the paths in a database of the user's choice (`--db`) are relative to: one database is the index of one
 * project, and indexing another into it would take its files for deleted ones. `undefined` for a database without files.
 * Throws `WRONG_USE` where `path` lies outside of that project.
 */
export async function rootInDatabase(target: IndexTarget): Promise<string | undefined> {
  const { store, database, path } = target;
  const root = rootOfDatabase(database) ?? (await rootOfBlocks(store));
  if (root === undefined || isWithin(root, path)) return root;
  throw usageError(
    `${database} is the index of ${root}, and ${path} lies outside of that. Give it a database of its own.`,
  );
}

/** Every file of a folder's index has the same root: its absolute path without its path in the index. */
async function rootOfBlocks(store: BlockStore): Promise<string | undefined> {
  const marks = await store.listMarks();
  // A database may also hold what came from elsewhere.
  const path = [...marks.keys()].find((one) => marks.get(one)?.startsWith("filesystem "));
  if (path === undefined) return undefined;
  const source = (await store.getBlock(path))?.provenance?.sourceId.split(sep).join("/");
  if (source === undefined || !source.endsWith(`/${path}`)) return undefined;
  const root = source.slice(0, -path.length - 1) || "/";
  return existsSync(root) ? root : undefined;
}

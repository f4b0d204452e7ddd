import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { TokenPakError } from "@tokenpak/core";
import { PROJECT_FOLDER, projectRegistryPath, userDataFolder } from "@tokenpak/core/environment";
import type { ArgsDef } from "citty";
import type { CliIo } from "./cli-io.ts";
import { isWithin } from "./is-within.ts";

/** The flag of every command that uses a project's database. */
export const DATABASE_FLAG = {
  db: {
    type: "string",
    valueHint: "path",
    description: "Database to use (default: .tokenpak/registry.db of the project)",
  },
} as const satisfies ArgsDef;

/** The database of the project that `folder` lies in: of the nearest folder upward that has one. */
export function findRegistry(folder: string): string | undefined {
  return upward(folder, (parent) => {
    const path = projectRegistryPath(parent);
    return existsSync(path) ? path : undefined;
  });
}

/** A project: its folder, which the paths in its index are relative to, and its database. */
export interface Project {
  readonly root: string;
  readonly database: string;
}

/**
 * The project that an indexed folder belongs to: the one around it if there is one, else a new one in the nearest folder
 * upward that is a Git checkout, else in the working folder where that is around it, so that commands find it from there, else
 * in the folder itself. Never a new one in the user's home, whose `.tokenpak` is the user's own.
 */
export function projectOfFolder(folder: string, { cwd, env }: Pick<CliIo, "cwd" | "env">): Project {
  const database = findRegistry(folder);
  if (database !== undefined) return { root: rootOfDatabase(database) ?? folder, database };
  const checkout = upward(folder, (at) => (existsSync(join(at, ".git")) ? at : undefined));
  const working = realpathSync(cwd);
  const isFoundFromThere = isWithin(working, folder) && !isHome(working, env);
  const root = checkout ?? (isFoundFromThere ? working : folder);
  return { root, database: projectRegistryPath(root) };
}

/** Whether a folder's `.tokenpak` would be that of the user. */
function isHome(folder: string, env: CliIo["env"]): boolean {
  const own = userDataFolder(env);
  const parent = dirname(own);
  return basename(own) === PROJECT_FOLDER && existsSync(parent) && realpathSync(parent) === folder;
}

/** The folder of the project that a database belongs to; `undefined` for one that lies elsewhere. */
export function rootOfDatabase(database: string): string | undefined {
  const folder = dirname(database);
  return basename(folder) === PROJECT_FOLDER ? dirname(folder) : undefined;
}

/** The database to read: that of `--db`, else of the project around the working folder. Throws where there is none. */
export function requireRegistry(db: string | undefined, { cwd }: CliIo): string {
  if (db !== undefined) {
    const chosen = databasePath(db, cwd);
    if (chosen === ":memory:" || existsSync(chosen)) return chosen;
    throw new TokenPakError(
      "STORE_UNAVAILABLE",
      `The database "${chosen}" does not exist. Index something into it first, or check the path.`,
    );
  }
  const path = findRegistry(cwd);
  if (path !== undefined) return path;
  throw new TokenPakError(
    "STORE_UNAVAILABLE",
    `There is no index in ${cwd} or above it. Run "tokenpak index ." in the project's folder, or name a database with --db.`,
  );
}

/** `--db` as an absolute path. */
export function databasePath(db: string, cwd: string): string {
  return db === ":memory:" ? db : resolve(cwd, db);
}

function upward<T>(folder: string, find: (folder: string) => T | undefined): T | undefined {
  let current = resolve(folder);
  for (;;) {
    const found = find(current);
    if (found !== undefined) return found;
    const parent = dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
}

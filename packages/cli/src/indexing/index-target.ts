import { realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { CliIo } from "../cli-io.ts";
import { pathError } from "../path-error.ts";
import { databasePath, type Project, projectOfFolder } from "../project.ts";

/** What is indexed, and into which database. */
export interface IndexTarget extends Project {
  /** Real path of a folder or file; what the user named, for a source elsewhere. */
  readonly path: string;
  /** The database is that of `--db`. */
  readonly isChosen: boolean;
}

/** Where the index of a folder or file belongs. Throws `PATH_NOT_FOUND` and `PATH_UNREADABLE`. */
export function folderTarget(
  given: string,
  { db, io }: { readonly db: string | undefined; readonly io: CliIo },
): IndexTarget {
  try {
    // The project around a link is that of what it leads to.
    const path = realpathSync(resolve(io.cwd, given));
    const folder = statSync(path).isDirectory() ? path : dirname(path);
    // A database of the user's choice is found by its name, so the working folder has no say in what its paths start at.
    const project = projectOfFolder(folder, db === undefined ? io : { ...io, cwd: folder });
    const database = db === undefined ? project.database : databasePath(db, io.cwd);
    return { root: project.root, database, path, isChosen: db !== undefined };
  } catch (error) {
    throw pathError(given, error);
  }
}

/** Where the index of a source elsewhere belongs: to the project around the working folder, else to one that begins there. */
export function remoteTarget(
  given: string,
  { db, io }: { readonly db: string | undefined; readonly io: CliIo },
): IndexTarget {
  const root = realpathSync(io.cwd);
  const database = db === undefined ? projectOfFolder(root, io).database : databasePath(db, io.cwd);
  return { root, database, path: given, isChosen: db !== undefined };
}

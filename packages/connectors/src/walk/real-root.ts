import { readdirSync, realpathSync, statSync } from "node:fs";
import { TokenPakError } from "@tokenpak/core";

/** A folder or file that is there. */
export interface RealRoot {
  /** Absolute, without links. */
  readonly path: string;
  readonly isFile: boolean;
}

/** What lies at a path, followed where it is a link. Throws `PATH_NOT_FOUND`, and `PATH_UNREADABLE` for a folder that cannot be listed. */
export function realRoot(root: string): RealRoot {
  try {
    const path = realpathSync(root);
    const isFile = !statSync(path).isDirectory();
    if (!isFile) readdirSync(path);
    return { path, isFile };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw new TokenPakError(
        "PATH_NOT_FOUND",
        `There is no file or folder at "${root}". Check the path.`,
        { cause },
      );
    }
    if (code === undefined) throw cause;
    throw new TokenPakError(
      "PATH_UNREADABLE",
      `"${root}" cannot be read (${code}). Check its permissions.`,
      { cause },
    );
  }
}

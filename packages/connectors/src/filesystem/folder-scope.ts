import { basename, dirname, isAbsolute, relative, sep } from "node:path";
import { TokenPakError } from "@tokenpak/core";
import { realRoot } from "../walk/real-root.ts";

/** Where a folder or file lies in its project. */
export interface FolderScope {
  /** Real path of the project's folder. */
  readonly project: string;
  /** What stands before the paths below the folder, or before the file: empty, or with `/` at its end. */
  readonly prefix: string;
  /** Name of the file, where the root is one. */
  readonly file: string | undefined;
}

/**
 * The scope of `root` in `projectRoot`, which defaults to the root, or the folder of a file. Throws `PATH_NOT_FOUND` or
 * `PATH_UNREADABLE`, and `INVALID_OPTION` for a root outside of its project.
 */
export function folderScope(root: string, projectRoot?: string): FolderScope {
  const { path, isFile } = realRoot(root);
  const folder = isFile ? dirname(path) : path;
  const project = projectRoot === undefined ? folder : realRoot(projectRoot).path;
  const between = relative(project, folder);
  if (between === ".." || between.startsWith(`..${sep}`) || isAbsolute(between)) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `"${root}" is not below the project root "${projectRoot}". Index it with its own root.`,
    );
  }
  return {
    project,
    prefix: between === "" ? "" : `${between.split(sep).join("/")}/`,
    file: isFile ? basename(path) : undefined,
  };
}

import { existsSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import type { Block } from "@tokenpak/core";
import type { CliIo } from "./cli-io.ts";
import { isWithin } from "./is-within.ts";
import { rootOfDatabase } from "./project.ts";

/**
 * The file that a block was made from, as seen from the working folder, so that editors and shells open it; absolute where it
 * lies outside of that. A project that was moved is found again by its database.
 */
export function sourcePath(
  { path, provenance }: Block,
  { database, io }: { readonly database: string; readonly io: CliIo },
): string {
  const root = rootOfDatabase(database);
  const here = root === undefined ? undefined : join(root, path);
  if (here !== undefined && existsSync(here)) return seenFrom(io.cwd, here);
  const source = provenance?.sourceId;
  return source !== undefined && isAbsolute(source) ? seenFrom(io.cwd, source) : path;
}

function seenFrom(folder: string, file: string): string {
  return isWithin(folder, file) ? relative(folder, file) : file;
}

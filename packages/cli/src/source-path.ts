import { isAbsolute, relative } from "node:path";
import type { Block } from "@tokenpak/core";
import type { CliIo } from "./cli-io.ts";

/** The file that a block was made from, as seen from the working folder so that editors and shells open it. */
export function sourcePath(
  block: Block,
  { io }: { readonly database: string; readonly io: CliIo },
): string {
  const { provenance, path } = block;
  if (provenance === undefined || !isAbsolute(provenance.sourceId)) return path;
  const near = relative(io.cwd, provenance.sourceId);
  return near.startsWith("..") ? provenance.sourceId : near;
}

import type { WholeFile } from "./fold-header.ts";
import type { HeaderPart, HunkPart, Patch } from "./read-patch.ts";

/** The lines of a new or deleted file without their signs, and what a header says of them. */
export interface FoundWhole {
  readonly whole: WholeFile;
  readonly lines: readonly string[];
}

/** What stands below the last line of a file that has no line break there. */
export const TORN = "\\ No newline at end of file";

/** Reads the hunk behind the header of a new or deleted file as that file; `undefined` where it is not exactly that. */
export function wholeFile(
  { lines }: Patch,
  { header, from }: HeaderPart,
  hunk: HunkPart,
): FoundWhole | undefined {
  if (header?.content !== "text" || (header.status !== "A" && header.status !== "D")) {
    return undefined;
  }
  const own = header.status === "A" ? 1 : 0;
  const end = (lines[from] as string).endsWith("\r") ? "\r" : "";
  if (!isWhole(hunk, own) || (lines[hunk.from] as string).endsWith("\r") !== (end !== "")) {
    return undefined;
  }
  const last = hunk.from + hunk.counts[own];
  const torn = hunk.to > last + 1;
  if (torn && (hunk.to > last + 2 || lines[last + 1] !== TORN + end)) return undefined;
  const sign = own === 1 ? "+" : "-";
  const body = lines.slice(hunk.from + 1, last + 1);
  if (!body.every((line) => line.startsWith(sign))) return undefined;
  return { whole: { lines: body.length, torn }, lines: body.map((line) => line.slice(1)) };
}

function isWhole({ tidy, starts, counts, section }: HunkPart, own: 0 | 1): boolean {
  const other = own === 1 ? 0 : 1;
  const isOneSided = starts[other] === 0 && counts[other] === 0;
  return tidy && section === "" && isOneSided && starts[own] === 1 && counts[own] > 0;
}

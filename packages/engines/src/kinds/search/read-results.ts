import { readHeadings } from "./read-headings.ts";
import { readPathed } from "./read-pathed.ts";
import { readUnnumbered } from "./read-unnumbered.ts";
import type { SearchResults } from "./search-results.ts";

/**
 * Reads lines, without their line breaks and escape sequences, as what a search tool printed. `undefined` where less than two
 * thirds of them read as any one layout of it.
 */
export function readResults(lines: readonly string[]): SearchResults | undefined {
  return readPathed(lines) ?? readHeadings(lines) ?? readUnnumbered(lines);
}

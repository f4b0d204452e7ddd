import { fitsWell } from "./fits-well.ts";
import type { SearchLine, SearchResults } from "./search-results.ts";
import { digitsEnd, type MatchCut, splitMatch } from "./split-match.ts";

/** Reads `path:12:text`, `path:12:5:text` and, around them, `path-13-text`. */
export function readPathed(lines: readonly string[]): SearchResults | undefined {
  const cuts = lines.map(splitMatch);
  const paths = new Set<string>();
  for (const [index, cut] of cuts.entries()) {
    if (cut !== undefined) paths.add((lines[index] as string).slice(0, cut.colon));
  }
  if (paths.size === 0) return undefined;
  const columns = haveColumns(lines, cuts);
  const read: SearchLine[] = [];
  let previous = "";
  for (const [index, line] of lines.entries()) {
    const cut = cuts[index];
    const context = contextOf({ lines, index, paths, previous, cut });
    const own = context ?? (cut === undefined ? undefined : matchOf(line, cut, columns));
    read.push(own ?? { type: "other", text: line });
    if (own !== undefined) previous = own.path;
  }
  return fitsWell(read) ? { shape: "paths", columns, lines: read } : undefined;
}

type Numbered = Extract<SearchLine, { readonly at: unknown }>;

function matchOf(line: string, { colon, end }: MatchCut, columns: boolean): Numbered | undefined {
  const columnEnd = columns ? digitsEnd(line, end + 1) : end;
  if (columns && (columnEnd === end + 1 || line[columnEnd] !== ":")) return undefined;
  const at = {
    number: line.slice(colon + 1, end),
    column: columns ? line.slice(end + 1, columnEnd) : "",
    text: line.slice(columnEnd + 1),
  };
  return { type: "match", path: line.slice(0, colon), at };
}

/** Columns are there where nearly all matches have a number behind the line's, and none begins with 0 as times do. */
function haveColumns(lines: readonly string[], cuts: readonly (MatchCut | undefined)[]): boolean {
  let matches = 0;
  let withColumn = 0;
  for (const [index, cut] of cuts.entries()) {
    if (cut === undefined) continue;
    matches++;
    const line = lines[index] as string;
    const end = digitsEnd(line, cut.end + 1);
    if (end === cut.end + 1 || line[end] !== ":") continue;
    if (line[cut.end + 1] === "0") return false;
    withColumn++;
  }
  return withColumn > 0 && withColumn >= matches * 0.9;
}

interface ContextSearch {
  readonly lines: readonly string[];
  readonly index: number;
  /** Paths of matches. */
  readonly paths: ReadonlySet<string>;
  /** The path of the line before. */
  readonly previous: string;
  /** Where the line could be cut as a match. */
  readonly cut: MatchCut | undefined;
}

/**
 * The line as context of a path that has matches. A line that could be a match as well is context only where its number
 * continues its neighbours' in the same file: context may hold `file.c:12:`, and names may hold dates.
 */
function contextOf(search: ContextSearch): Numbered | undefined {
  const { lines, index, previous, cut } = search;
  const line = lines[index] as string;
  if (cut !== undefined && !line.slice(0, cut.colon).includes("-")) return undefined;
  const dash =
    previous !== "" && line.startsWith(previous) && contextEnd(line, previous.length) !== undefined
      ? previous.length
      : knownDash(line, search.paths, cut?.colon);
  if (dash === undefined) return undefined;
  const end = contextEnd(line, dash) as number;
  const path = line.slice(0, dash);
  const number = line.slice(dash + 1, end);
  if (cut !== undefined && !isBesideNeighbour(lines, index, { path, number })) return undefined;
  return { type: "context", path, at: { number, column: "", text: line.slice(end + 1) } };
}

/** Offset of the dash behind the number of `-12-` at `dash`. */
function contextEnd(line: string, dash: number): number | undefined {
  if (line.charCodeAt(dash) !== 45) return undefined;
  const end = digitsEnd(line, dash + 1);
  return end > dash + 1 && line.charCodeAt(end) === 45 ? end : undefined;
}

/** Offset of the first dash that ends a known path and has `12-` behind it. */
function knownDash(line: string, paths: ReadonlySet<string>, limit = 1000): number | undefined {
  for (
    let dash = line.indexOf("-", 1);
    dash >= 0 && dash < limit;
    dash = line.indexOf("-", dash + 1)
  ) {
    if (contextEnd(line, dash) !== undefined && paths.has(line.slice(0, dash))) return dash;
  }
  return undefined;
}

function isBesideNeighbour(
  lines: readonly string[],
  index: number,
  { path, number }: { readonly path: string; readonly number: string },
): boolean {
  const isAt = (line: string | undefined, wanted: number): boolean =>
    line?.startsWith(path) === true &&
    [":", "-"].some((mark) => line.startsWith(`${mark}${wanted}${mark}`, path.length));
  return isAt(lines[index - 1], Number(number) - 1) || isAt(lines[index + 1], Number(number) + 1);
}

import { foldLines } from "../../fold/fold-lines.ts";
import type { ComputedDraft } from "../../ladder/draft.ts";
import type { KindProcessor, RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { rankUnits } from "../../select/rank-units.ts";
import { textStretches } from "../../select/text-stretches.ts";
import { splitLines } from "../../terminal/line-ends.ts";
import { plainLine } from "../../terminal/plain-line.ts";
import { chooseRows } from "./choose-rows.ts";
import { decodeListing } from "./decode-listing.ts";
import { encodeLedPaths, encodePaths } from "./encode-paths.ts";
import { encodeTree, readTree } from "./encode-tree.ts";
import { looksLikeListing } from "./looks-like-listing.ts";
import { listedEntries, type PathEntries, treeEntries } from "./path-entries.ts";
import { readTable } from "./read-table.ts";
import { entryOrder, rowOrder } from "./row-order.ts";
import type { Table } from "./table.ts";
import { verifyFolders } from "./verify-folders.ts";
import { verifyTable } from "./verify-table.ts";
import { type WrittenListing, writeFolders } from "./write-folders.ts";
import { rowsOf, writeTable } from "./write-table.ts";

/**
 * Listings: ls, find, tree, du, df, ps, docker, kubectl, git status, netstat, lsof and other tables with a head line. Rungs:
 * `columns` (byte-exact) writes lists of paths by folder, trees by levels, tables by templates; a summary of long ones has a
 * minimum of its own, as the contract names none: `folders` and `branches` every folder with its exact number of entries and what
 * names end in; `table` the head line, the number of rows (of each section, with the sum of sizes), the least, the greatest and
 * the sum of every numeric column, how often each value of the others stands where they are few. Rows are shown whole or not at all.
 */
export const listingKind: KindProcessor = {
  name: "listing",
  version: 1,
  kind: "listing",
  looksLike: looksLikeListing,
  *rungs(source, request) {
    if (source.text === "") return;
    for (const body of notations(source.text)) {
      yield { type: "encoded", level: "columns", grade: "byte-exact", body };
    }
    yield* summaries(source, request);
  },
  // A file that is named after an error reports none.
  units: (source, request) =>
    rankUnits(
      source.text,
      textStretches(source).map((stretch) => ({ ...stretch, mayReport: false })),
      request,
    ),
  verify: ({ text }, { level, body, sigil }) =>
    level === "table"
      ? verifyTable(text, body, sigil)
      : verifyFolders(text, body, { sigil, isTree: level === "branches" }),
  decoders: { listing1: decodeListing },
};

/** Notations that suit a text; of several the ladder keeps those that are smaller than the ones before. */
function* notations(text: string): Generator<string> {
  const { lines, ends } = splitLines(text);
  const tree = readTree(lines);
  const drawn = tree && encodeTree(tree, lines, ends);
  if (drawn !== undefined) yield drawn;
  // Sizes and dates beside the names of a tree are columns too.
  const hasColumns = tree?.entries.some(({ text: own }) => own.startsWith("[")) !== false;
  if (tree !== undefined && !hasColumns) return;
  if (tree === undefined && listedEntries(lines) !== undefined) {
    yield encodePaths(lines, ends);
    return;
  }
  const led = tree === undefined ? encodeLedPaths(lines, ends) : undefined;
  if (led !== undefined) yield led;
  const folded = foldLines(text);
  if (folded !== undefined) yield `fold\n${folded}`;
}

/** Shorter listings are left whole, unless a limit is below that. */
const LEAST_ROWS = 100;
const LEAST_ROWS_TO_FIT = 12;
/** Share of the source that the default summary may take, shown rows included. */
const DEFAULT_SHARE = 0.25;
/** The envelope, and what estimates may be wrong by. */
const RESERVE = 34;
/** Parts of a limit's room that are tried. */
const TRIES = [1, 0.9, 0.8];

/** A summary of a listing, for any number of tokens of shown rows. */
interface Summary {
  readonly level: string;
  write(budget: number, style: Parameters<ComputedDraft["render"]>[0]): WrittenListing;
}

function* summaries(source: Source, request: RungRequest): Generator<ComputedDraft> {
  const summary = summaryOf(source, request);
  if (summary === undefined) return;
  const draft = (budget: number): ComputedDraft => ({
    type: "computed",
    level: summary.level,
    grade: "facts-verified",
    render: (style) => summary.write(budget, style),
  });
  const least = source.counter.count(summary.write(0, {}).body);
  const usual = Math.max(0, source.tokens * DEFAULT_SHARE - least - RESERVE);
  const { maxTokens } = request;
  const rooms =
    maxTokens === undefined ? [] : TRIES.map((part) => (maxTokens - least - RESERVE) * part);
  for (const room of rooms) if (room > usual) yield draft(room);
  yield draft(usual);
  if (maxTokens === undefined) return;
  for (const room of rooms) if (room > 0 && room < usual) yield draft(room);
  if (usual > 0) yield draft(0);
}

function summaryOf(source: Source, request: RungRequest): Summary | undefined {
  const lines = source.text.split("\n").map(plainLine);
  const least = request.maxTokens === undefined ? LEAST_ROWS : LEAST_ROWS_TO_FIT;
  if (lines.length < least) return undefined;
  const tree = readTree(lines);
  if (tree !== undefined) return foldersSummary("branches", treeEntries(tree), { source, request });
  const listed = listedEntries(lines);
  if (listed !== undefined) return foldersSummary("folders", listed, { source, request });
  const table = readTable(lines);
  return table && tableSummary(table, { source, request });
}

interface Asked {
  readonly source: Source;
  readonly request: RungRequest;
}

function foldersSummary(level: string, entries: PathEntries, { source, request }: Asked): Summary {
  return {
    level,
    write: (budget, style) => {
      const order = entryOrder(entries.entries);
      const shown = chooseRows(source, entries.entries, { request, budget, order });
      return writeFolders(source, entries, { shown, style });
    },
  };
}

function tableSummary(table: Table, { source, request }: Asked): Summary {
  // Lines of ours begin with these.
  const mayShow = rowsOf(table).filter(({ line }) => !/^[=|]/.test(plainLine(source.line(line))));
  return {
    level: "table",
    write: (budget, style) => {
      const shown = chooseRows(source, mayShow, {
        request,
        budget,
        order: rowOrder(table, mayShow),
      });
      return writeTable(source, table, { shown, style });
    },
  };
}

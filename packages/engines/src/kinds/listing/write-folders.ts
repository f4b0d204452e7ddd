import { formatMarker, type Marker, type MarkerStyle } from "@tokenpak/core";
import type { Source } from "../../ladder/source.ts";
import { folderLine, sharedRoot } from "../../paths/folded-paths.ts";
import { firstOfEquals } from "../../select/first-of-equals.ts";
import type { PathEntries, PathEntry } from "./path-entries.ts";

/** What of a list is shown by name. */
export interface FoldersView {
  readonly shown: ReadonlySet<PathEntry>;
  readonly style: MarkerStyle;
}

/** A summary as it is written. */
export interface WrittenListing {
  readonly body: string;
  readonly markers: readonly (Marker & { readonly source: string })[];
}

/**
 * Writes the folders of a listing with how many entries each has, how many entries end in what, and the shown names:
 *
 *     691 entries in 88 folders, 4 shown; .ts 502, .md 40, other 149; in packages/
 *     core/src/: 34
 *      index.ts
 *     core/src/tokens/: 12
 *     |3 directories, 46 files
 *     ... 687 lines, 1-691
 *
 * What the tool said besides stands behind `|`.
 */
export function writeFolders(
  source: Source,
  { entries, said }: PathEntries,
  { shown: chosen, style }: FoldersView,
): WrittenListing {
  const shown = firstOfEquals(entries, chosen, ({ folder, name }) => `${folder}\n${name}`);
  const folders = byFolder(entries);
  const root = sharedRoot(folders.keys());
  const out = [headerOf(entries, { folders: folders.size, shown: shown.size, root })];
  for (const [folder, own] of folders) {
    out.push(`${folderLine(folder.slice(root.length))}: ${own.length}`);
    for (const entry of own) if (shown.has(entry)) out.push(` ${entry.name}`);
  }
  out.push(...said.map((text) => `|${text}`));
  const marker = omittedLines(
    source,
    entries.filter((entry) => !shown.has(entry)).map(({ line }) => line),
  );
  if (marker !== undefined) out.push(formatMarker(marker, style));
  return { body: out.join("\n"), markers: marker === undefined ? [] : [marker] };
}

/** Entries by their folder, folders in the order of their first entry. */
export function byFolder(entries: readonly PathEntry[]): ReadonlyMap<string, readonly PathEntry[]> {
  const folders = new Map<string, PathEntry[]>();
  for (const entry of entries) {
    const own = folders.get(entry.folder);
    if (own === undefined) folders.set(entry.folder, [entry]);
    else own.push(entry);
  }
  return folders;
}

function headerOf(
  entries: readonly PathEntry[],
  {
    folders,
    shown,
    root,
  }: { readonly folders: number; readonly shown: number; readonly root: string },
): string {
  const found = `${entries.length} entries in ${folders} folders, ${shown} shown`;
  const endings = endingCounts(entries.map(({ name }) => name));
  return `${found}; ${endings}${root === "" ? "" : `; in ${root}`}`;
}

/** Endings that are named; the rest is counted together. */
const MOST_ENDINGS = 8;

/** How many names end in what: `.ts 502, .md 40, other 149`. */
export function endingCounts(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const ending = /(?<=[^.\s])\.[A-Za-z]\w{0,9}$/.exec(name)?.[0];
    if (ending !== undefined) counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  const named = [...counts]
    .filter(([, count]) => count > 1)
    .sort((left, right) => right[1] - left[1])
    .slice(0, MOST_ENDINGS);
  const rest = names.length - named.reduce((sum, [, count]) => sum + count, 0);
  return [...named, ...(rest > 0 ? [["other", rest]] : [])]
    .map(([ending, count]) => `${ending} ${count}`)
    .join(", ");
}

/** One marker over lines that are not shown, in order. */
export function omittedLines(
  source: Source,
  lines: readonly number[],
): (Marker & { readonly source: string }) | undefined {
  const [from] = lines;
  const to = lines.at(-1);
  if (from === undefined || to === undefined) return undefined;
  return {
    unit: "line",
    from,
    to,
    count: lines.length,
    get source() {
      return lines
        .map((line) => source.text.slice(source.lineStart(line), source.lineEnd(line)))
        .join("");
    },
  };
}

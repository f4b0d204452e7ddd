import { formatMarker, type Marker, type MarkerStyle } from "@tokenpak/core";
import type { Source } from "../../ladder/source.ts";
import { folderLine, sharedRoot, splitPath } from "../../paths/folded-paths.ts";
import { sharedEnding } from "../../paths/shared-ending.ts";
import { firstOfEquals } from "../../select/first-of-equals.ts";
import type { Coordinates, Hit } from "./coordinates.ts";

/** A summary as it is written. */
export interface WrittenCoordinates {
  readonly body: string;
  readonly markers: readonly (Marker & { readonly source: string })[];
}

/** What of the matches is shown, and how markers are written. */
export interface CoordinatesView {
  readonly chosen: ReadonlySet<Hit>;
  readonly style: MarkerStyle;
}

/**
 * Writes where everything was found, and the texts of the chosen matches:
 *
 *     283 matches in 97 files: lines of all, texts of 1; in packages/
 *     core/src/
 *      block.ts 5: 12 15-17 33
 *      ledger.ts 7
 *     40:export interface Ledger {
 *     ... 282 lines, 1-283
 *
 * The number before a colon is how many matches the file has, where that is more than three. What the tool said besides
 * stands behind `|`, below the files. Files of a folder stand together; a quoted name is whole, whatever names end in.
 */
export function writeCoordinates(
  source: Source,
  coordinates: Coordinates,
  { chosen: wanted, style }: CoordinatesView,
): WrittenCoordinates {
  const chosen = firstOfEquals(
    coordinates.hits,
    wanted,
    ({ path, place, text }) => `${path}\n${place}\n${text}`,
  );
  const files = byPath(coordinates.hits);
  const root = sharedRoot([...files.keys()].filter((path) => path !== ""));
  const ending = sharedEnding(files.keys(), QUOTES);
  const out = [headerOf(coordinates, { files: files.size, texts: chosen.size, root, ending })];
  let folder = root;
  for (const [path, hits] of byFolder(files)) {
    const [own, name] = splitPath(path);
    if (path !== "" && own !== folder) {
      out.push(folderLine(own.slice(root.length)));
      folder = own;
    }
    out.push(fileLine(path === "" ? "" : written(name, ending), hits, chosen));
    for (const hit of hits) if (chosen.has(hit)) out.push(`${hit.place}:${hit.text}`);
  }
  out.push(...coordinates.said.map((text) => `|${text}`));
  const marker = omitted(source, coordinates, chosen);
  if (marker !== undefined) out.push(formatMarker(marker, style));
  return { body: out.join("\n"), markers: marker === undefined ? [] : [marker] };
}

function byPath(hits: readonly Hit[]): ReadonlyMap<string, readonly Hit[]> {
  const files = new Map<string, Hit[]>();
  for (const hit of hits) {
    const own = files.get(hit.path);
    if (own === undefined) files.set(hit.path, [hit]);
    else own.push(hit);
  }
  return files;
}

/** Files of one folder together, folders in the order of their first file. */
function byFolder<T>(files: ReadonlyMap<string, T>): (readonly [path: string, T])[] {
  const folders = new Map<string, (readonly [string, T])[]>();
  for (const entry of files) {
    const [folder] = splitPath(entry[0]);
    const own = folders.get(folder);
    if (own === undefined) folders.set(folder, [entry]);
    else own.push(entry);
  }
  return [...folders.values()].flat();
}

interface HeaderParts {
  readonly files: number;
  readonly texts: number;
  readonly root: string;
  readonly ending: string;
}

function headerOf(
  { hits, numbered, columns }: Coordinates,
  { files, texts, root, ending }: HeaderParts,
): string {
  const found = `${hits.length} ${hits.length === 1 ? "match" : "matches"} in ${files} ${files === 1 ? "file" : "files"}`;
  const lines = columns ? "lines and columns of all" : "lines of all";
  const what = numbered ? lines : "without lines";
  const names = ending === "" ? "" : `; names end in ${ending}`;
  return `${found}: ${what}, texts of ${texts}${names}${root === "" ? "" : `; in ${root}`}`;
}

/** Tokens that quotes around a name take. */
const QUOTES = 2;

/** A file's name without the ending that the header says; quoted where it has another, or could be read otherwise. */
function written(name: string, ending: string): string {
  const bare = name.endsWith(ending) ? name.slice(0, name.length - ending.length) : "";
  return bare === "" || /[\s"]/.test(bare) ? JSON.stringify(name) : bare;
}

/** From how many matches on their number is said: fewer are counted at a glance. */
const COUNTED = 4;

function fileLine(name: string, hits: readonly Hit[], chosen: ReadonlySet<Hit>): string {
  const isCounted = hits.length >= COUNTED || (hits[0]?.place === "" && hits.length > 1);
  const count = isCounted ? ` ${hits.length}:` : "";
  const places = hits.filter((hit) => !chosen.has(hit)).map(({ place }) => place);
  return ` ${name}${count}${listed(places)}`;
}

/** Places with a space before each; three or more lines in a row as a range. */
function listed(places: readonly string[]): string {
  let list = "";
  for (let at = 0; at < places.length; ) {
    const place = places[at] as string;
    let end = at;
    while (follows(places[end] as string, places[end + 1])) end++;
    if (end - at >= 2) {
      list += ` ${place}-${places[end]}`;
      at = end + 1;
      continue;
    }
    if (place !== "") list += ` ${place}`;
    at++;
  }
  return list;
}

function follows(place: string, next: string | undefined): boolean {
  return String(Number(place)) === place && String(Number(place) + 1) === next;
}

/** One marker over every line of matches and context whose text is not shown. */
function omitted(
  source: Source,
  { hits, context }: Coordinates,
  chosen: ReadonlySet<Hit>,
): (Marker & { readonly source: string }) | undefined {
  const lines: number[] = [...context];
  for (const hit of hits) if (!chosen.has(hit)) lines.push(hit.line);
  if (lines.length === 0) return undefined;
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (const line of lines) {
    from = Math.min(from, line);
    to = Math.max(to, line);
  }
  return {
    unit: "line",
    from,
    to,
    count: lines.length,
    get source() {
      return lines
        .sort((left, right) => left - right)
        .map((line) => source.text.slice(source.lineStart(line), source.lineEnd(line)))
        .join("");
    },
  };
}

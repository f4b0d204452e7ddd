import type { NumberedLine, SearchLine, SearchResults } from "./search-results.ts";

/** A match: where it was found, and what stands there without its indentation. */
export interface Hit {
  /** Empty where the output names no file. */
  readonly path: string;
  /** `12`, `12:5`, or empty where there are no line numbers. */
  readonly place: string;
  readonly text: string;
  /** 1-based line of the search output. */
  readonly line: number;
}

/** Everything that a summary of search output is written from. */
export interface Coordinates {
  /** Whether matches have line numbers. */
  readonly numbered: boolean;
  /** Whether they have columns too. */
  readonly columns: boolean;
  /** In order. Of equal ones (same file, place and text) the first can stand for the others. */
  readonly hits: readonly Hit[];
  /** 1-based lines of context. */
  readonly context: readonly number[];
  /** What the tool said besides, in order. */
  readonly said: readonly string[];
}

/** Collects the matches of results; `undefined` where the places are all that they hold, or the texts are. */
export function collectCoordinates(results: SearchResults): Coordinates | undefined {
  const { shape, columns, lines } = results;
  if (shape === "counts" || shape === "list") return undefined;
  const hits: Hit[] = [];
  const context: number[] = [];
  const said: string[] = [];
  const found = pathsWithMatches(lines);
  for (const [index, line] of lines.entries()) {
    if (line.type === "other" || !found.has(line.path)) said.push(asItStands(line));
    else if (line.type === "match") hits.push(hitOf(line, index + 1));
    else if (line.type === "context") context.push(index + 1);
  }
  if (isPrintedFile(hits)) return undefined;
  const told = said.filter((text) => text !== "" && text !== "--");
  return { numbered: shape !== "unnumbered", columns, hits, context, said: told };
}

/** Whether most matches follow on each other: a file was printed, and its text is what was asked for. */
function isPrintedFile(hits: readonly Hit[]): boolean {
  let running = 0;
  for (const [index, { path, place }] of hits.entries()) {
    const before = hits[index - 1];
    if (before?.path === path && Number(place) === Number(before.place) + 1) running++;
  }
  return running > hits.length / 2;
}

function hitOf({ path, at }: NumberedLine, line: number): Hit {
  const { number, column, text } = at;
  const place = column === "" ? number : `${number}:${column}`;
  return { path, place, text: text.trimStart(), line };
}

function pathsWithMatches(lines: readonly SearchLine[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const line of lines) if (line.type === "match") paths.add(line.path);
  return paths;
}

/** What is no match, as it stands; context is such where its heading has no match. */
function asItStands(line: SearchLine): string {
  if (line.type === "other") return line.text;
  return line.type === "heading" ? line.path : `${line.at.number}-${line.at.text}`;
}

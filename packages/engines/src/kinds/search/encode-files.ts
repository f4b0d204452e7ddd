import type { TokenCounter } from "@tokenpak/core";
import { folderLine, sharedRoot, splitPath } from "../../paths/folded-paths.ts";
import { headWords, type LineEnds } from "../../terminal/line-ends.ts";
import { createLegend } from "./file-legend.ts";
import { markOf, type SearchLine, type SearchResults } from "./search-results.ts";

/**
 * Writes results by folder and file, each path once:
 *
 *     paths, in packages/core/src/
 *     =a import { describe, expect, it } from "vitest";
 *     =* export function *
 *     tokens/
 *      count-tokens.ts
 *     12 countTokens(text: string): number {
 *     40a
 *     41-}
 *     |what could not be read
 *
 * `12 rest` is line 12 in the template without a name (`12a` in the one named a), `12:text` a match as it stands, `12-text` a
 * line of context. A star behind the number tells which of templated lines are matches, or context where those are fewer.
 */
export function encodeFiles(results: SearchResults, ends: LineEnds, counter: TokenCounter): string {
  const { lines } = results;
  const root = sharedRoot(pathsOf(lines));
  const starred = starredType(lines);
  const legend = createLegend(lines, counter);
  const out = [headerOf(results, { ends, root, starred }), ...legend.lines];
  const place: OpenFile = { root, folder: root, path: undefined };
  for (const [index, line] of lines.entries()) {
    if (line.type === "other") {
      if (!isImplied(results, index)) out.push(otherLine(line.text, results));
      continue;
    }
    if (isUnnumbered(results)) {
      pushUnnumbered(out, line, place);
      continue;
    }
    const isHeading = line.type === "heading";
    if (isHeading || (results.shape === "paths" && line.path !== place.path)) {
      out.push(...fileLines(line.path, place));
    }
    if (!isHeading) out.push(legend.write(line, starred));
  }
  return out.join("\n");
}

/** Where the writer is. */
interface OpenFile {
  readonly root: string;
  folder: string;
  path: string | undefined;
}

/** The lines that open a file: its folder where that is another one, and its name. */
function fileLines(path: string, place: OpenFile): string[] {
  const [folder, name] = splitPath(path);
  const lines = folder === place.folder ? [] : [folderLine(folder.slice(place.root.length))];
  place.folder = folder;
  place.path = path;
  return [...lines, ` ${name}`];
}

/** Without line numbers the first text of a file stands behind its name. */
function pushUnnumbered(
  out: string[],
  line: Exclude<SearchLine, { type: "other" }>,
  place: OpenFile,
): void {
  if (line.type === "heading") {
    out.push(...fileLines(line.path, place));
    return;
  }
  const text = `${markOf(line)}${line.at.text}`;
  if (line.path === place.path) {
    out.push(text);
    return;
  }
  const lines = fileLines(line.path, place);
  lines.push(`${lines.pop()}${text}`);
  out.push(...lines);
}

function isUnnumbered({ shape }: SearchResults): boolean {
  return shape !== "paths" && shape !== "headings";
}

function otherLine(text: string, results: SearchResults): string {
  return text === "--" && !isUnnumbered(results) ? text : `|${text}`;
}

function* pathsOf(lines: readonly SearchLine[]): Generator<string> {
  let previous: string | undefined;
  for (const line of lines) {
    if (line.type === "other" || line.path === previous) continue;
    previous = line.path;
    if (line.path !== "") yield line.path;
  }
}

/** Of matches and context the fewer. */
function starredType(lines: readonly SearchLine[]): "match" | "context" {
  let balance = 0;
  for (const { type } of lines) {
    if (type === "match") balance++;
    else if (type === "context") balance--;
  }
  return balance < 0 ? "match" : "context";
}

function headerOf(
  { shape, columns, lines }: SearchResults,
  {
    ends,
    root,
    starred,
  }: { readonly ends: LineEnds; readonly root: string; readonly starred: string },
): string {
  const isMixed = lines.some(({ type }) => type === "context");
  return [
    shape,
    ...(columns ? ["columns"] : []),
    ...(isMixed ? [`*=${starred}`] : []),
    ...headWords(ends),
    ...(root === "" ? [] : [`in ${root}`]),
  ].join(", ");
}

/** One blank line between one file's lines and the next heading need not be written. */
function isImplied({ shape, lines }: SearchResults, index: number): boolean {
  const isBlank = (line: SearchLine | undefined): boolean =>
    line?.type === "other" && line.text === "";
  return (
    shape === "headings" &&
    lines[index + 1]?.type === "heading" &&
    index > 0 &&
    isBlank(lines[index]) &&
    !isBlank(lines[index - 1])
  );
}

import { splitPath } from "../../paths/folded-paths.ts";
import { isPath } from "../../paths/is-path.ts";
import type { Tree } from "./encode-tree.ts";

/** One path of a listing. */
export interface PathEntry {
  /** With its slash; empty at the top. */
  readonly folder: string;
  /** As it stands in the source, with what a tool prints beside it. */
  readonly name: string;
  /** 1-based line of the source. */
  readonly line: number;
}

/** The paths of a listing, and what else it says. */
export interface PathEntries {
  readonly entries: readonly PathEntry[];
  /** Lines that are no path, in order: roots of trees, totals, messages. */
  readonly said: readonly string[];
}

/** Whether a line of a list of paths is one: what has no white space need not look like a path among so many. */
export function isEntry(line: string): boolean {
  return isPath(line) || /^[^\s"'|]{0,999}[^\s"'|:]$/.test(line);
}

/** Entries of a list of paths; `undefined` where less than nine tenths of the lines are paths, or few have a folder. */
export function listedEntries(lines: readonly string[]): PathEntries | undefined {
  const entries: PathEntry[] = [];
  const said: string[] = [];
  let below = 0;
  for (const [index, line] of lines.entries()) {
    if (!isEntry(line)) {
      if (line !== "") said.push(line);
      continue;
    }
    const [folder, name] = splitPath(line.replace(/[\\/]$/, ""));
    if (folder !== "") below++;
    entries.push({ folder, name: line.slice(folder.length) || name, line: index + 1 });
  }
  const isList = entries.length >= said.length * 9 && below >= entries.length / 2;
  return isList && entries.length > 0 ? { entries, said } : undefined;
}

/** Entries of a tree, below its root. */
export function treeEntries({ entries }: Tree): PathEntries {
  const found: PathEntry[] = [];
  const said: string[] = [];
  const above: { readonly depth: number; readonly name: string }[] = [];
  for (const [index, { depth, text }] of entries.entries()) {
    if (depth === 0) {
      above.length = 0;
      if (text !== "") said.push(text);
      continue;
    }
    while ((above.at(-1)?.depth ?? 0) >= depth) above.pop();
    found.push({ folder: above.map(({ name }) => name).join(""), name: text, line: index + 1 });
    above.push({ depth, name: `${bareName(text)}/` });
  }
  return { entries: found, said };
}

/** A tree's entry without size, mode and date in brackets before it, the slash and the target of a link behind it. */
function bareName(text: string): string {
  return text
    .replace(/^\[[^\]]{0,200}\] {1,2}/, "")
    .replace(/(?: -> .*)$/, "")
    .replace(/\/$/, "");
}

import { folderLine, sharedRoot, splitPath } from "../../paths/folded-paths.ts";
import { sharedEnding } from "../../paths/shared-ending.ts";
import { headWords, type LineEnds } from "../../terminal/line-ends.ts";
import { isEntry } from "./path-entries.ts";

/**
 * Writes a list of paths by folder:
 *
 *     paths, names end in .ts, in packages/core/src/
 *     tokens/
 *      count-tokens
 *      =README.md
 *     |find: 'x': Permission denied
 *
 * A name behind `=` is whole, whatever names end in.
 */
export function encodePaths(lines: readonly string[], ends: LineEnds): string {
  const paths = lines.filter(isEntry);
  const root = sharedRoot(paths);
  const ending = sharedEnding(paths, 1);
  const out = [headOf(["paths", ...headWords(ends)], { ending, root })];
  let folder = root;
  for (const line of lines) {
    if (!isEntry(line)) {
      out.push(`|${line}`);
      continue;
    }
    const [own, name] = splitPath(line);
    if (own !== folder) {
      folder = own;
      out.push(folderLine(own.slice(root.length)));
    }
    out.push(nameLine(name, ending));
  }
  return out.join("\n");
}

/**
 * Writes lines that end in a path, as du, wc -l and git status print them, by folder like {@link encodePaths}. What stands before
 * the path stands before its name. `undefined` where few lines have a folder in their last word.
 */
export function encodeLedPaths(lines: readonly string[], ends: LineEnds): string | undefined {
  const cuts = lines.map(lastWordAt);
  const pathed = lines.filter((line, at) => /[\\/]/.test(line.slice(cuts[at])));
  if (pathed.length < lines.length / 2) return undefined;
  const paths = lines.flatMap((line, at) => (cuts[at] === undefined ? [] : [line.slice(cuts[at])]));
  const root = sharedRoot(pathed.map((line) => line.slice(lastWordAt(line))));
  const ending = sharedEnding(paths, 1);
  const out = [headOf(["led paths", ...headWords(ends)], { ending, root })];
  let folder = root;
  for (const [at, line] of lines.entries()) {
    const cut = cuts[at];
    const [own, name] = splitPath(cut === undefined ? "" : line.slice(cut));
    if (cut === undefined || name === "" || !own.startsWith(root)) {
      out.push(`|${line}`);
      continue;
    }
    if (own !== folder) {
      folder = own;
      out.push(folderLine(own.slice(root.length)));
    }
    out.push(` ${line.slice(0, cut)}${nameLine(name, ending).slice(1)}`);
  }
  return out.join("\n");
}

/** Offset of a line's last word where white space stands before it; `undefined` where none does. */
function lastWordAt(line: string): number | undefined {
  const end = line.length;
  let at = end;
  while (at > 0 && !/\s/.test(line.charAt(at - 1))) at--;
  return at === 0 || at === end || end - at > 1000 ? undefined : at;
}

interface PathsHead {
  readonly ending: string;
  readonly root: string;
}

function headOf(words: readonly string[], { ending, root }: PathsHead): string {
  const names = ending === "" ? [] : [`names end in ${ending}`];
  return [...words, ...names, ...(root === "" ? [] : [`in ${root}`])].join(", ");
}

function nameLine(name: string, ending: string): string {
  if (ending === "") return name.startsWith("=") ? ` =${name}` : ` ${name}`;
  const bare = name.slice(0, name.length - ending.length);
  return name.endsWith(ending) && !bare.startsWith("=") ? ` ${bare}` : ` =${name}`;
}

import { folderLine, sharedRoot, splitPath } from "../../paths/folded-paths.ts";
import { sharedEnding } from "../../paths/shared-ending.ts";
import { headWords, type LineEnds } from "./line-ends.ts";
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
  const head = [
    "paths",
    ...headWords(ends),
    ...(ending === "" ? [] : [`names end in ${ending}`]),
    ...(root === "" ? [] : [`in ${root}`]),
  ];
  const out = [head.join(", ")];
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

function nameLine(name: string, ending: string): string {
  if (ending === "") return name.startsWith("=") ? ` =${name}` : ` ${name}`;
  const bare = name.slice(0, name.length - ending.length);
  return name.endsWith(ending) && !bare.startsWith("=") ? ` ${bare}` : ` =${name}`;
}

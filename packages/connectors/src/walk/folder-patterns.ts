import { type PathTest, wildcardTest } from "./wildcard.ts";

/** The patterns of one folder's ignore files. */
export interface FolderPatterns {
  readonly isEmpty: boolean;
  /**
   * Whether something below the folder is ignored: the last pattern that fits decides, `undefined` where none does. `path` is
   * relative to the folder, with `/`, which also ends a folder. What is in an ignored folder is not asked for.
   */
  decide(path: string): boolean | undefined;
}

interface Pattern {
  readonly isNegated: boolean;
  readonly onlyFolders: boolean;
  /** Of the last part of a path, not of the whole. */
  readonly isOfName: boolean;
  readonly test: PathTest;
}

/** The patterns of some texts, as if these were one after the other in one file. */
export function folderPatterns(texts: readonly string[]): FolderPatterns {
  const patterns = texts.flatMap(patternsOf).reverse();
  return {
    isEmpty: patterns.length === 0,
    decide(path) {
      const isFolder = path.endsWith("/");
      const whole = isFolder ? path.slice(0, -1) : path;
      const name = whole.slice(whole.lastIndexOf("/") + 1);
      const last = patterns.find(
        ({ onlyFolders, isOfName, test }) =>
          (isFolder || !onlyFolders) && test(isOfName ? name : whole),
      );
      return last && !last.isNegated;
    },
  };
}

function patternsOf(text: string): readonly Pattern[] {
  return text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .flatMap(
      (line) => patternOf(withoutSpaces(line.endsWith("\r") ? line.slice(0, -1) : line)) ?? [],
    );
}

/** `undefined` for a comment, and for what nothing can fit. */
function patternOf(line: string): Pattern | undefined {
  if (line.startsWith("#")) return undefined;
  const isNegated = line.startsWith("!");
  const onlyFolders = line.endsWith("/");
  const body = line.slice(isNegated ? 1 : 0, onlyFolders ? -1 : undefined);
  const isOfName = !body.includes("/");
  const pattern = body.startsWith("/") ? body.slice(1) : body;
  if (pattern === "") return undefined;
  return { isNegated, onlyFolders, isOfName, test: wildcardTest(pattern, { folders: !isOfName }) };
}

/** Without the spaces at its end, but one with `\` in front. */
function withoutSpaces(line: string): string {
  let end = line.length;
  while (line[end - 1] === " ") end--;
  if (end === line.length) return line;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === "\\") backslashes++;
  return line.slice(0, backslashes % 2 === 1 ? end + 1 : end);
}

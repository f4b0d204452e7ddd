import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** Files of patterns, in the order in which they are read: a later match decides. */
const PATTERN_FILES = [".gitignore", ".tokenpakignore"];

/** The patterns that hold in one folder: its own and those of the folders above. */
export interface IgnoreRules {
  /** Whether a file or folder below it is ignored. `path` is absolute. */
  ignores(path: string, kind: "file" | "folder"): boolean;
  /**
   * The rules inside a folder below it, which adds its own pattern files to these. `names` are the folder's entries where they
   * are known: most folders have no such file, and need not be asked.
   */
  within(folder: string, names?: ReadonlySet<string>): IgnoreRules;
}

/**
 * The rules at the root of a walk: those of the repository it lies in, from the repository's top down, as git reads them.
 * Where they ignore the root itself, the caller asked for it all the same, and only patterns inside it count.
 */
export function ignoreRulesAt(root: string): IgnoreRules {
  const top = repositoryTop(root);
  if (top === undefined || top === root) return rulesOf(root, readFolder(root, root));
  let rules = rulesOf(top, readFolder(top, top));
  for (const folder of foldersBetween(top, root)) {
    if (rules.ignores(folder, "folder")) return rulesOf(root, readFolder(root, root));
    rules = rules.within(folder);
  }
  return rules;
}

/** The patterns of an ignore file's text, in order. */
export function parsePatterns(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

/** Patterns of a folder as if they stood in the top folder; `folder` is relative to it, with `/`, and empty for the top itself. */
export function rebasedPatterns(patterns: readonly string[], folder: string): readonly string[] {
  return folder === "" ? patterns : patterns.map((pattern) => rebased(pattern, folder));
}

function rulesOf(top: string, patterns: readonly string[]): IgnoreRules {
  const matcher: Ignore = ignore({ ignorecase: false, allowRelativePaths: true });
  matcher.add(patterns);
  return {
    ignores: (path, kind) => {
      if (patterns.length === 0) return false;
      const name = slashed(relative(top, path));
      return matcher.ignores(kind === "folder" ? `${name}/` : name);
    },
    within(folder, names) {
      if (names !== undefined && !PATTERN_FILES.some((name) => names.has(name))) return this;
      const own = readFolder(top, folder);
      return own.length === 0 ? this : rulesOf(top, [...patterns, ...own]);
    },
  };
}

/** Patterns of a folder's files, written as if they stood in the top folder. */
function readFolder(top: string, folder: string): readonly string[] {
  const files = PATTERN_FILES.map((name) => join(folder, name));
  if (folder === top) files.unshift(join(top, ".git", "info", "exclude"));
  const prefix = slashed(relative(top, folder));
  return files.flatMap((file) => rebasedPatterns(readPatterns(file), prefix));
}

function readPatterns(file: string): readonly string[] {
  try {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return [];
    return parsePatterns(readFileSync(file, "utf8"));
  } catch {
    // Unreadable patterns ignore nothing, as in git.
    return [];
  }
}

/**
 * A pattern of a folder as one of the top: `/x` and `a/x` are anchored to the folder, a bare `x` matches at any depth below it
 * (https://git-scm.com/docs/gitignore).
 */
function rebased(pattern: string, prefix: string): string {
  const negated = pattern.startsWith("!");
  const body = negated ? pattern.slice(1) : pattern;
  const anchored = body.trimEnd().slice(0, -1).includes("/");
  const folder = prefix.replace(/[\\*?[\] ]/g, "\\$&");
  const rest = anchored ? body.replace(/^\//, "") : `**/${body}`;
  return `${negated ? "!" : ""}/${folder}/${rest}`;
}

function repositoryTop(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The folders below `top` down to `folder`, in that order. */
function foldersBetween(top: string, folder: string): readonly string[] {
  const names = relative(top, folder).split(sep);
  return names.map((_, index) => join(top, ...names.slice(0, index + 1)));
}

function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** Files of patterns, in the order in which they are read: a later match decides. */
const PATTERN_FILES = [".gitignore", ".tokenpakignore"];

/** The patterns that hold in one folder: its own and those of the folders above. */
export interface IgnoreRules {
  /** Whether a file or folder below it is ignored. `path` is relative to the walk's root, with `/`, which also ends a folder. */
  ignores(path: string): boolean;
  /**
   * The rules inside a folder below it, which adds its own pattern files to these. `names` are the folder's entries: most folders
   * have no such file, and need not be asked.
   */
  within(folder: RuledFolder, names: ReadonlySet<string>): IgnoreRules;
}

/** A folder below the root of a walk. */
export interface RuledFolder {
  /** Relative to the root, with `/` at the end. */
  readonly path: string;
  readonly absolutePath: string;
}

/**
 * The rules at the root of a walk: those of the repository it lies in, from the repository's top down, as git reads them.
 * Where they ignore the root itself, the caller asked for it all the same, and only patterns inside it count.
 */
export function ignoreRulesAt(root: string): IgnoreRules {
  const alone = (): IgnoreRules => rulesOf("", matcherOf(readFolder(root, "", true)));
  const top = repositoryTop(root);
  if (top === undefined || top === root) return alone();
  const prefix = `${relative(top, root).split(sep).join("/")}/`;
  const { patterns, ...first } = matcherOf(readFolder(top, "", true));
  let { isEmpty } = first;
  for (let end = prefix.indexOf("/"); end >= 0; end = prefix.indexOf("/", end + 1)) {
    const folder = prefix.slice(0, end);
    if (patterns.ignores(`${folder}/`)) return alone();
    const own = readFolder(join(top, folder), folder, false);
    patterns.add(own);
    isEmpty &&= own.length === 0;
  }
  return rulesOf(prefix, { patterns, isEmpty });
}

/** The patterns of an ignore file's text, in order. */
export function parsePatterns(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => !/^!? *$/.test(line) && !line.startsWith("#"));
}

/** Patterns of a folder as if they stood in the top folder; `folder` is relative to it, with `/`, and empty for the top itself. */
export function rebasedPatterns(patterns: readonly string[], folder: string): readonly string[] {
  return folder === "" ? patterns : patterns.map((pattern) => rebased(pattern, folder));
}

interface Matcher {
  readonly patterns: Ignore;
  readonly isEmpty: boolean;
}

/** `prefix`: the walk's root as the matcher knows it, empty or with `/` at the end. */
function rulesOf(prefix: string, { patterns, isEmpty }: Matcher): IgnoreRules {
  return {
    ignores: (path) => !isEmpty && patterns.ignores(`${prefix}${path}`),
    within({ path, absolutePath }, names) {
      if (!PATTERN_FILES.some((name) => names.has(name))) return this;
      const own = readFolder(absolutePath, `${prefix}${path}`.slice(0, -1), false);
      // Adding a matcher shares its rules, which are many in a deep tree.
      if (own.length === 0) return this;
      return rulesOf(prefix, { patterns: newMatcher().add(patterns).add(own), isEmpty: false });
    },
  };
}

function newMatcher(): Ignore {
  return ignore({ ignorecase: false, allowRelativePaths: true });
}

function matcherOf(own: readonly string[]): Matcher {
  return { patterns: newMatcher().add(own), isEmpty: own.length === 0 };
}

/** Patterns of the files in a folder, which the matcher knows as `name`. */
function readFolder(folder: string, name: string, isTop: boolean): readonly string[] {
  const files = isTop ? [join(".git", "info", "exclude"), ...PATTERN_FILES] : PATTERN_FILES;
  return files.flatMap((file) => rebasedPatterns(readPatterns(join(folder, file)), name));
}

function readPatterns(file: string): readonly string[] {
  try {
    // Git follows no link here either.
    if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return [];
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
  const folder = prefix.replace(/[\\*?[\] ]/g, "\\$&");
  const rest = isAnchored(body) ? body.replace(/^\//, "") : `**/${body}`;
  return `${negated ? "!" : ""}/${folder}/${rest}`;
}

/** Whether there is a `/` anywhere but at the end; spaces after it do not count. */
function isAnchored(body: string): boolean {
  let end = body.length;
  while (body[end - 1] === " ") end--;
  return body.slice(0, end - 1).includes("/");
}

function repositoryTop(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { type FolderPatterns, folderPatterns } from "./folder-patterns.ts";

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
  const alone = (): IgnoreRules => rulesOf("", withFolder(undefined, "", readFolder(root, true)));
  const top = repositoryTop(root);
  if (top === undefined || top === root) return alone();
  const prefix = `${relative(top, root).split(sep).join("/")}/`;
  let level = withFolder(undefined, "", readFolder(top, true));
  for (let end = prefix.indexOf("/"); end >= 0; end = prefix.indexOf("/", end + 1)) {
    const folder = prefix.slice(0, end + 1);
    if (ignoredAt(level, folder)) return alone();
    level = withFolder(level, folder, readFolder(join(top, folder), false));
  }
  return rulesOf(prefix, level);
}

/** The patterns of a folder, and those of the folders above. */
interface Level {
  /** As the rules know the folder: empty, or with `/` at the end. */
  readonly folder: string;
  readonly patterns: FolderPatterns;
  readonly above: Level | undefined;
}

/** `prefix`: the walk's root as the levels know it, empty or with `/` at the end. */
function rulesOf(prefix: string, level: Level | undefined): IgnoreRules {
  return {
    ignores: (path) => ignoredAt(level, `${prefix}${path}`),
    within({ path, absolutePath }, names) {
      if (!PATTERN_FILES.some((name) => names.has(name))) return this;
      const inside = withFolder(level, `${prefix}${path}`, readFolder(absolutePath, false));
      return inside === level ? this : rulesOf(prefix, inside);
    },
  };
}

function withFolder(
  above: Level | undefined,
  folder: string,
  patterns: FolderPatterns,
): Level | undefined {
  return patterns.isEmpty ? above : { folder, patterns, above };
}

/** The deepest folder that has something to say decides. */
function ignoredAt(deepest: Level | undefined, path: string): boolean {
  for (let level = deepest; level !== undefined; level = level.above) {
    const decision = level.patterns.decide(path.slice(level.folder.length));
    if (decision !== undefined) return decision;
  }
  return false;
}

function readFolder(folder: string, isTop: boolean): FolderPatterns {
  const files = isTop ? [join(".git", "info", "exclude"), ...PATTERN_FILES] : PATTERN_FILES;
  return folderPatterns(files.map((file) => readPatterns(join(folder, file))));
}

function readPatterns(file: string): string {
  try {
    // Git follows no link here either.
    if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return "";
    return readFileSync(file, "utf8");
  } catch {
    // Unreadable patterns ignore nothing, as in git.
    return "";
  }
}

function repositoryTop(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

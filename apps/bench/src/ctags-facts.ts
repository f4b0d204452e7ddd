import { execFileSync } from "node:child_process";
import type { CodeFacts } from "./code-facts.ts";
import { ctagsLanguageOptions } from "./ctags-languages.ts";
import type { WrittenCode } from "./written-code.ts";

/** Whether universal-ctags with JSON output is installed. */
export function hasCtags(): boolean {
  try {
    return /\bjson\b/.test(execFileSync("ctags", ["--list-features"], { encoding: "utf8" }));
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/**
 * Reads files with universal-ctags, which shares nothing with the engine: what stands in a scope counts as a member, what has
 * a parameter list has a signature too. Locals do not count: whatever stands in a function.
 */
export function ctagsFacts({ folder, paths }: WrittenCode, language: string): readonly CodeFacts[] {
  const output = execFileSync("ctags", [...OPTIONS, ...ctagsLanguageOptions(language), "-L", "-"], {
    cwd: folder,
    input: `${paths.join("\n")}\n`,
    encoding: "utf8",
    maxBuffer: 1_000_000_000,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const tags = new Map<string, Tag[]>(paths.map((path) => [path, []]));
  for (const line of output.split("\n")) {
    if (!line.startsWith("{")) continue;
    const tag = JSON.parse(line) as Tag;
    if (tag._type === "tag") tags.get(tag.path)?.push(tag);
  }
  const read = language === "Ruby" ? withoutScope : (tag: Tag) => tag;
  return paths.map((path) => factsOf((tags.get(path) ?? []).map(read)));
}

/** In Ruby ctags loses scopes behind some blocks, in a source and its output behind others: kinds and names are compared alone. */
function withoutScope(tag: Tag): Tag {
  if (CALLABLES.has(tag.scopeKind ?? "")) return tag;
  const { scope: _, ...rest } = tag;
  return { ...rest, name: tag.name.replace(/^.*[.:](?=.)/, "") };
}

const OPTIONS: readonly string[] = [
  "--options=NONE",
  "--output-format=json",
  "--fields=+nKSeZs",
  "--sort=no",
  "--kinds-C=+px",
  "--kinds-C++=+px",
  // Another name for an imported package is an import.
  "--kinds-Go=-P",
  "--kinds-PHP=-a",
  // What is required, sourced or a here-document's word is no definition; constants are found in the keys of hashes too.
  "--kinds-Ruby=-LC",
  "--kinds-Sh=-sh",
  "-f",
  "-",
];

interface Tag {
  readonly _type: string;
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly end?: number;
  readonly kind: string;
  readonly scope?: string;
  readonly scopeKind?: string;
  readonly signature?: string;
  readonly pattern?: string;
}

function factsOf(tags: readonly Tag[]): CodeFacts {
  const names: string[] = [];
  const signatures: string[] = [];
  const members: string[] = [];
  const callables = tags.filter(({ kind }) => CALLABLES.has(kind));
  const inside = linesInside(callables);
  const containers = new Set(tags.filter(({ kind }) => !CALLABLES.has(kind)).map(pathOf));
  const functions = new Set(callables.map(pathOf).filter((path) => !containers.has(path)));
  for (const tag of tags) {
    if (inside.has(tag.line) || isInFunction(tag, functions) || isInBlock(tag)) continue;
    const name = `${tag.kind} ${pathOf(tag)}`;
    const whole = `${name}${(tag.signature ?? "").replace(/\s+/g, " ")}`;
    if (tag.scope === undefined) {
      names.push(name);
      if (tag.signature !== undefined) signatures.push(whole);
    } else members.push(whole);
  }
  return { problems: undefined, names, signatures, members };
}

const CALLABLES: ReadonlySet<string> = new Set([
  "func",
  "function",
  "method",
  "singletonMethod",
  "subroutine",
]);

/** Lines behind the first of a callable, where only locals can begin. */
function linesInside(callables: readonly Tag[]): ReadonlySet<number> {
  const lines = new Set<number>();
  let covered = 0;
  for (const { line, end = line } of [...callables].sort((a, b) => a.line - b.line)) {
    for (let at = Math.max(line, covered) + 1; at <= end; at++) lines.add(at);
    covered = Math.max(covered, end);
  }
  return lines;
}

function isInFunction(tag: Tag, functions: ReadonlySet<string>): boolean {
  if (tag.scope === undefined) return false;
  if (CALLABLES.has(tag.scopeKind ?? "")) return true;
  const parts = partsOf(tag.scope);
  return parts.some((_, index) => functions.has(parts.slice(0, index + 1).join(".")));
}

/**
 * Whether a variable or constant of PHP stands in a block of its file: ctags gives neither the ends of functions nor closures as
 * scopes, so that locals look like globals but for their indentation.
 */
function isInBlock({ path, kind, scopeKind, pattern = "" }: Tag): boolean {
  if (!path.endsWith(".php") || !/^(?:variable|define)$/.test(kind)) return false;
  return !/^(?:class|interface|trait)$/.test(scopeKind ?? "") && /^\/\^\s/.test(pattern);
}

/** Scope and name. Names that ctags makes up for what has none hold a counter, which says nothing. */
function pathOf({ scope = "", name }: Tag): string {
  return [...partsOf(scope), withoutCounter(name)].join(".");
}

function partsOf(scope: string): readonly string[] {
  return scope === "" ? [] : withoutCounter(scope).split(/::|[.\\/]/);
}

function withoutCounter(name: string): string {
  return name.replace(/__anon[\da-f]+/g, "__anon");
}

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ContentKind, fileTypeOf, kindOfFileType, languageOfFileType } from "@tokenpak/core";
import { sampleCode } from "./code-corpus.ts";
import { linesOf, readText } from "./data-text.ts";
import { readRepositoryFolder } from "./repository-folder.ts";

/** A text whose kind is known from where it is from. */
export interface LabelledText {
  readonly kind: ContentKind;
  /** Where it is from. */
  readonly name: string;
  readonly text: string;
}

const FILES =
  /\.(?:json|jsonl|csv|tsv|ya?ml|toml|xml|svg|html?|md|markdown|[cm]?[jt]sx?|py|c|h|cc|cpp|go|rs|java|rb|sh|patch|diff)$/;
const MOST_OF_A_KIND = 120;

/** Texts of every kind there is a label for: files by their type, outputs of commands by the command, public data by its sort. */
export function labelledTexts(dataDir: string | undefined): readonly LabelledText[] {
  const root = readRepositoryFolder();
  const all = [
    ...installedFiles(join(root, "node_modules/.pnpm")),
    ...recordings(join(root, "apps/bench/fixtures")),
    ...commandOutputs(root),
    ...(dataDir === undefined ? [] : publicTexts(dataDir)),
  ];
  const taken = new Map<ContentKind, number>();
  return all.filter(({ kind, text }) => {
    if (text.trim().length < 200) return false;
    taken.set(kind, (taken.get(kind) ?? 0) + 1);
    return (taken.get(kind) ?? 0) <= MOST_OF_A_KIND;
  });
}

/** A file whose programming language is known from its name. */
export interface LabelledFile {
  readonly language: string;
  readonly name: string;
  readonly text: string;
}

const CODE_FILES = /\.(?:go|rs|java|cs|c|cc|cpp|php|rb|sh|ps1|swift|kt|dart|py|[cm]?[jt]s)$/;
const MOST_OF_A_LANGUAGE = 60;

/** Files of programming languages that are installed on this machine, where there are any. */
export function labelledFiles(): readonly LabelledFile[] {
  const folders = ["/usr/share", "/usr/lib", join(readRepositoryFolder(), "node_modules/.pnpm")];
  const taken = new Map<string, number>();
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => sampleCode({ folder, pattern: CODE_FILES, maxBytes: 60_000_000 }))
    .flatMap(({ path, text }) => {
      const language = languageOfFileType(fileTypeOf(path));
      const count = taken.get(language ?? "") ?? 0;
      if (language === undefined || count >= MOST_OF_A_LANGUAGE || text.length < 300) return [];
      taken.set(language, count + 1);
      return [{ language, name: path, text }];
    });
}

function* installedFiles(folder: string): Generator<LabelledText> {
  for (const { path, text } of sampleCode({ folder, pattern: FILES, maxBytes: 30_000_000 })) {
    const kind = kindOfFileType(fileTypeOf(path));
    if (kind !== undefined && kind !== "text") yield { kind, name: path, text };
  }
}

/** Recorded outputs of tools, in a folder for each kind. */
function* recordings(folder: string): Generator<LabelledText> {
  if (!existsSync(folder)) return;
  for (const kind of ["build", "search", "listing", "diff", "log"] as const) {
    const own = join(folder, kind);
    if (!existsSync(own)) continue;
    for (const name of readdirSync(own).sort()) {
      if (!name.endsWith(".txt") && !name.endsWith(".log")) continue;
      yield { kind, name: `${kind}/${name}`, text: readFileSync(join(own, name), "utf8") };
    }
  }
}

const COMMANDS: readonly (readonly [kind: ContentKind, ...command: string[]])[] = [
  ["search", "git", "grep", "-n", "readonly"],
  ["search", "git", "grep", "-n", "-C2", "TokenPakError"],
  ["search", "grep", "-rn", "import", "packages/core/src"],
  ["search", "git", "grep", "--heading", "-n", "verify"],
  ["listing", "ls", "-la", "packages/engines/src"],
  ["listing", "ls", "-lR", "packages/core"],
  ["listing", "find", "packages/engines/src", "-name", "*.ts"],
  ["listing", "git", "ls-files"],
  ["listing", "du", "-a", "docs"],
  ["listing", "ps", "aux"],
  ["diff", "git", "log", "-p", "-3"],
  ["diff", "git", "show", "HEAD~5"],
  ["diff", "git", "show", "HEAD~11"],
  ["text", "git", "log", "-40"],
];

function* commandOutputs(cwd: string): Generator<LabelledText> {
  for (const [kind, program, ...args] of COMMANDS) {
    const name = [program, ...args].join(" ");
    const text = outputOf(program as string, args, cwd);
    if (text !== undefined) yield { kind, name, text: text.slice(0, 60_000) };
  }
}

/** What a command prints; `undefined` where it is not there or fails. */
function outputOf(program: string, args: readonly string[], cwd: string): string | undefined {
  try {
    const options = { cwd, encoding: "utf8", maxBuffer: 2 ** 26, stdio: "pipe" } as const;
    return execFileSync(program, args, options);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function* publicTexts(dataDir: string): Generator<LabelledText> {
  for (const name of readdirSync(join(dataDir, "logs")).filter((file) => file.endsWith(".log"))) {
    yield { kind: "log", name, text: readText(join(dataDir, "logs", name)) };
  }
  const xquad = JSON.parse(readText(join(dataDir, "qa/xquad/xquad.en.json"))) as {
    readonly data: readonly { readonly paragraphs: readonly { readonly context: string }[] }[];
  };
  for (const [index, { paragraphs }] of xquad.data.entries()) {
    const text = paragraphs.map(({ context }) => context).join("\n\n");
    yield { kind: "text", name: `xquad ${index}`, text };
  }
  for (const [index, line] of linesOf(join(dataDir, "json/octokit_webhook_examples.jsonl.gz"))
    .slice(0, 40)
    .entries()) {
    yield { kind: "json", name: `webhook ${index}`, text: line };
  }
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type CodeFile, type CodeSample, sampleCode } from "./code-corpus.ts";
import type { CodeFacts } from "./code-facts.ts";
import {
  goLibrary,
  includeFolder,
  namedCodeFolder,
  pythonLibrary,
  rubyLibrary,
  withJavaLibrary,
} from "./code-folders.ts";
import { ctagsFacts, hasCtags } from "./ctags-facts.ts";
import { pythonFacts } from "./python-facts.ts";
import { scriptFacts } from "./script-facts.ts";
import { syntaxProblems } from "./syntax-problems.ts";
import { withWrittenCode } from "./written-code.ts";

/** Files of one language. */
export interface CodeCorpus {
  readonly name: string;
  /** Read when asked for. */
  readonly files: () => readonly CodeFile[];
  /** What a parser that is not ours finds in each file. */
  readonly factsOf: (files: readonly CodeFile[]) => readonly CodeFacts[];
  /** Why there may be no files, for the row that says so. */
  readonly sources: string;
}

const MEGABYTE = 1_000_000;
const ROOT = join(import.meta.dirname, "../../..");

/** The corpora in the order of their rows: languages that packing has long known first. */
export function codeCorpora(): readonly CodeCorpus[] {
  const others = hasCtags() ? OTHERS.map(otherCorpus) : [];
  return [ownCorpus(), ...SCRIPTS.map(scriptCorpus), pythonCorpus(), ...others];
}

function ownCorpus(): CodeCorpus {
  const pattern = /^(?!.*(?:node_modules|\/dist\/|\.gen\.)).*\.ts$/;
  const folders = ["packages", "apps", "tooling"].map((part) => join(ROOT, part));
  return {
    name: "this repository",
    files: () => filesOf(folders, pattern, 10 * MEGABYTE),
    factsOf: scripts,
    sources: "this repository",
  };
}

const SCRIPTS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["TypeScript", /(?<!\.d)\.[cm]?ts$/],
  ["TypeScript declarations", /\.d\.[cm]?ts$/],
  ["TSX", /\.tsx$/],
  ["JavaScript", /\.(?:[cm]?js|jsx)$/],
];

function scriptCorpus([name, pattern]: (typeof SCRIPTS)[number]): CodeCorpus {
  return {
    name,
    files: () => filesOf([installed()], pattern, 3 * MEGABYTE),
    factsOf: scripts,
    sources: "node_modules",
  };
}

function scripts(files: readonly CodeFile[]): readonly CodeFacts[] {
  return files.map(({ path, text }) => scriptFacts(path, text));
}

function pythonCorpus(): CodeCorpus {
  return {
    name: "Python",
    files: () => filesOf([pythonLibrary()], /\.py$/, 4 * MEGABYTE),
    factsOf: (files) => pythonFacts(files.map(({ text }) => text)),
    sources: "python3",
  };
}

/** Name, pattern of paths, where its files are besides the installed packages, and what ctags calls it. */
interface OtherLanguage {
  readonly name: string;
  readonly pattern: RegExp;
  readonly folder?: () => string | undefined;
  /** Which of those files are in the language. */
  readonly only?: (text: string) => boolean;
  readonly ctags: string;
}

const CPP_HEADER = /^\s*(?:namespace \w|template ?<|class \w+ ?(?:final ?)?(?::|\{|$))/m;
const OBJECTIVE_C = /^@(?:interface|protocol|class|property)/m;

const OTHERS: readonly OtherLanguage[] = [
  { name: "Go", pattern: /(?<!_test)\.go$/, folder: goLibrary, ctags: "Go" },
  { name: "Rust", pattern: /\.rs$/, ctags: "Rust" },
  { name: "Java", pattern: /\.java$/, ctags: "Java" },
  { name: "C", pattern: /\.c$/, ctags: "C" },
  {
    name: "C headers",
    pattern: /^(?!c\+\+).*\.h$/,
    folder: includeFolder,
    only: (text) => !CPP_HEADER.test(text) && !OBJECTIVE_C.test(text),
    ctags: "C",
  },
  {
    name: "C++",
    pattern: /\.(?:cc|cpp|cxx)$/,
    ctags: "C++",
  },
  {
    name: "C++ headers",
    pattern: /\.(?:h|hh|hpp|hxx|inl|ipp)$/,
    folder: includeFolder,
    only: (text) => CPP_HEADER.test(text) && !OBJECTIVE_C.test(text),
    ctags: "C++",
  },
  { name: "C#", pattern: /\.cs$/, ctags: "C#" },
  { name: "Ruby", pattern: /\.rb$/, folder: rubyLibrary, ctags: "Ruby" },
  { name: "PHP", pattern: /\.php$/, ctags: "PHP" },
  { name: "Kotlin", pattern: /\.kts?$/, ctags: "Kotlin" },
  { name: "Swift", pattern: /\.swift$/, ctags: "Swift" },
  { name: "Dart", pattern: /\.dart$/, ctags: "Dart" },
  { name: "Solidity", pattern: /\.sol$/, ctags: "Solidity" },
  { name: "Bash", pattern: /\.(?:sh|bash)$/, ctags: "Sh" },
  { name: "PowerShell", pattern: /\.ps[dm]?1$/, ctags: "PowerShell" },
  { name: "CSS", pattern: /\.css$/, ctags: "CSS" },
  { name: "SCSS", pattern: /\.scss$/, ctags: "SCSS" },
];

function otherCorpus({ name, pattern, folder, only, ctags }: OtherLanguage): CodeCorpus {
  const fromJdk = () =>
    withJavaLibrary((unpacked) => filesOf([unpacked], pattern, 2 * MEGABYTE)) ?? [];
  const common = () => filesOf([folder?.(), installed(), namedCodeFolder()], pattern, 2 * MEGABYTE);
  return {
    name,
    files: () => {
      const files = name === "Java" ? [...fromJdk(), ...common()] : common();
      return only === undefined ? files : files.filter(({ text }) => only(text));
    },
    factsOf: (files) =>
      withWrittenCode(files, (written) => {
        const facts = ctagsFacts(written, ctags);
        const problems = syntaxProblems(written, ctags);
        return facts.map((found, index) => ({ ...found, problems: problems?.[index] }));
      }),
    sources: "the language's library, node_modules and the folder TOKENPAK_BENCH_CODE",
  };
}

function installed(): string | undefined {
  const folder = join(ROOT, "node_modules/.pnpm");
  return existsSync(folder) ? folder : undefined;
}

/** Up to `maxBytes` from each folder that is there. */
function filesOf(
  folders: readonly (string | undefined)[],
  pattern: RegExp,
  maxBytes: number,
): readonly CodeFile[] {
  const samples = folders.flatMap((folder): readonly CodeSample[] =>
    folder === undefined ? [] : [{ folder, pattern, maxBytes }],
  );
  return samples.flatMap(sampleCode);
}

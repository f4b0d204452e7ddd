import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WrittenCode } from "./written-code.ts";

/**
 * What a language's own parser complains of in each file, without places, `undefined` where it is not installed or none is
 * known. C and C++ are read without their `#include` lines, whose files are missing; only errors of syntax count there.
 */
export function syntaxProblems(
  written: WrittenCode,
  language: string,
): readonly (readonly string[])[] | undefined {
  const checker = CHECKERS[language];
  if (checker === undefined) return undefined;
  if (checker.prepare !== undefined) rewrite(written, checker.prepare);
  const { command, options, each = false, counts = /./, env } = checker;
  const batches = each ? written.paths.map((path) => [path]) : [written.paths];
  const problems = new Map<string, string[]>(written.paths.map((path) => [path, []]));
  for (const paths of batches) {
    const { stdout, stderr, error } = spawnSync(command, [...options, ...paths], {
      cwd: written.folder,
      encoding: "utf8",
      env: { ...process.env, ...env, LC_ALL: "C" },
      maxBuffer: 1_000_000_000,
    });
    if (error !== undefined) return undefined;
    for (const line of `${stdout}\n${stderr}`.split("\n")) {
      const [, path = "", message = ""] = PROBLEM.exec(line) ?? [];
      if (counts.test(message)) problems.get(path)?.push(message);
    }
  }
  return written.paths.map((path) => problems.get(path) ?? []);
}

/** Path, line and perhaps column, message. */
const PROBLEM = /^(\d+\/[^:]+):(?: line)? ?\d+:(?:\d+:)? ?(?!note:|warning:)(.*)/;

interface Checker {
  readonly command: string;
  readonly options: readonly string[];
  /** Whether it takes one file at a time. */
  readonly each?: boolean;
  /** Which messages count; all where it is left out. */
  readonly counts?: RegExp;
  readonly prepare?: (text: string) => string;
  readonly env?: Readonly<Record<string, string>>;
}

const SYNTAX = /\bexpected\b|stray|unterminated|missing terminating|#(?:else|elif|endif) without/;

function gcc(language: string): Checker {
  return {
    command: "gcc",
    options: ["-fsyntax-only", "-fmax-errors=0", "-w", "-x", language],
    counts: SYNTAX,
    prepare: (text) => text.replace(/^[ \t]*#[ \t]*include\b.*/gm, ""),
  };
}

const PHP = `foreach (array_slice($argv, 1) as $path) {
  try { PhpToken::tokenize(file_get_contents($path), TOKEN_PARSE); }
  catch (ParseError $e) { echo "$path:", $e->getLine(), ": ", $e->getMessage(), "\\n"; }
}`;

const RUBY = `ARGV.each do |path|
  RubyVM::InstructionSequence.compile_file(path)
rescue SyntaxError => e
  puts e.message.lines.map { |line| line.sub(/^(?!#{Regexp.escape(path)})/, "#{path}:1: ") }
end`;

const CHECKERS: Readonly<Record<string, Checker>> = {
  C: gcc("c"),
  "C++": gcc("c++"),
  Go: { command: "gofmt", options: ["-e", "-l"] },
  Java: {
    command: "javac",
    options:
      "-proc:none -XDshould-stop.ifError=PARSE -XDshould-stop.ifNoError=PARSE -Xmaxerrs 99999".split(
        " ",
      ),
  },
  PHP: { command: "php", options: ["-r", PHP, "--"] },
  Ruby: { command: "ruby", options: ["-W0", "-e", RUBY] },
  Rust: {
    command: "rustc",
    options: "--edition 2021 -Zparse-crate-root-only --error-format short".split(" "),
    each: true,
    env: { RUSTC_BOOTSTRAP: "1" },
  },
  Sh: { command: "bash", options: ["-n"], each: true },
};

function rewrite({ folder, paths }: WrittenCode, change: (text: string) => string): void {
  for (const path of paths) {
    const file = join(folder, path);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  }
}

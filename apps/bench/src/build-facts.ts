/** A fact of a build's output: texts that stand on one line, or on one and the next or its heading. */
export type BuildFact = readonly string[];

/** What a reader of a build's output must still find. */
export interface BuildFacts {
  /** Errors and warnings: file, line, code and message as far as the tool names them. */
  readonly diagnostics: readonly BuildFact[];
  /** Names of tests that failed. */
  readonly failing: readonly BuildFact[];
  /** Counts at the end of the run. */
  readonly summary: readonly BuildFact[];
}

/**
 * Facts of an output, read tool by tool by the benchmark's own patterns, line by line, on the text without colours: what tsc,
 * eslint, gcc, rustc, mypy, javac, maven, go, pytest and the others here document as their formats.
 */
export function buildFacts(text: string): BuildFacts {
  const lines = plainLines(text);
  const diagnostics = new Map<string, BuildFact>();
  const failing = new Map<string, BuildFact>();
  const summary: BuildFact[] = [];
  let heading = "";
  for (const [at, line] of lines.entries()) {
    if (/^\S/.test(line)) heading = line;
    const fact = diagnosticOf(line, { next: lines[at + 1] ?? "", heading });
    if (fact !== undefined) diagnostics.set(fact.join("\n"), fact);
    const name = failingOf(line);
    if (name !== undefined) failing.set(name, [name]);
    if (isTotal(line)) summary.push([line.trim()]);
  }
  return {
    diagnostics: [...diagnostics.values()],
    failing: [...failing.values()],
    summary: summary.slice(-2),
  };
}

/** Share of facts that a text still states: 1 where there are none. */
export function recallOf(facts: readonly BuildFact[], text: string): number {
  if (facts.length === 0) return 1;
  const stated = statedIn(text);
  return facts.filter((fact) => stated(fact)).length / facts.length;
}

function statedIn(text: string): (fact: BuildFact) => boolean {
  const lines = plainLines(text).map((line) =>
    line.replace(/^\.{3,} \d+ (?:lines like|lines equal|items equal): /, ""),
  );
  const byPart = new Map<string, number[]>();
  let heading = "";
  const passages = lines.map((line, at) => {
    if (/^\S/.test(line)) heading = line;
    return `${heading}\n${lines[at - 1] ?? ""}\n${line}\n${lines[at + 1] ?? ""}`;
  });
  return (fact) => {
    const key = fact.at(-1) ?? "";
    let places = byPart.get(key);
    if (places === undefined) {
      places = [];
      for (const [at, line] of lines.entries()) if (line.includes(key)) places.push(at);
      byPart.set(key, places);
    }
    return places.some((at) => fact.every((part) => (passages[at] as string).includes(part)));
  };
}

const COLOURS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with a control character
  /\u001b\[[\d;:?]*[A-Za-z]|\u001b\][^\u001b\u0007]*(?:\u0007|\u001b\\)/g;

/** Lines as a terminal shows them, by patterns of the benchmark's own. */
function plainLines(text: string): string[] {
  return text.split("\n").map((line) => {
    const bare = line.replace(COLOURS, "").replace(/\r+$/, "");
    return bare.slice(bare.lastIndexOf("\r") + 1);
  });
}

/** `[file, place, message]` by format; the groups of each pattern must stand together. */
const FORMATS: readonly RegExp[] = [
  /^(?:\S+: )?(\S.*?\(\d+,\d+\)): ((?:error|warning) TS\d+: .*)$/,
  /^(\S.*?:\d+:\d+) - ((?:error|warning) TS\d+: .*)$/,
  /^(\S+?:\d+:\d+): ((?:fatal error|error|warning): .*)$/,
  /^(\S+?:\d+): ((?:error|warning): .*)$/,
  /^\[(?:ERROR|WARNING)\] (\/\S+:\[\d+,\d+\]) (.*)$/,
  /^(\S+\.\w+:\d+:\d+): ([A-Z]{1,4}\d{2,5}:? .*)$/,
  /^(\S+\.go:\d+:\d+): (.*)$/,
  /^(\S+: line \d+, col \d+), (.*)$/,
  /^(\S+\.\w+:\d+:\d+): (.* \[(?:Error|Warning)\/.*\])$/,
  /^ {2}(\/\S+:\d+:\d+) - ((?:error|warning): .*)$/,
  /^(\S+:\d+:\d+) (\w+\/\S+|parse|deserialize)\s.*━/,
];

function diagnosticOf(
  line: string,
  { next, heading }: { readonly next: string; readonly heading: string },
): BuildFact | undefined {
  for (const format of FORMATS) {
    const match = format.exec(line);
    if (match !== null) return match.slice(1);
  }
  const row = /^\s+(\d+:\d+)\s+(?:error|warning)\s+(.*?)\s*$/.exec(line);
  if (row !== null) return [heading, row[1] as string, row[2] as string];
  const place = /^\s*(?:-->|,-\[|╭─\[)\s?(\S+?:\d+:\d+)/.exec(next);
  if (place !== null && /\w/.test(line)) return [line.trim(), place[1] as string];
  const plain =
    /^(?:(?:error|warning)(?:\[\w+\])?: .*|npm (?:error|warn|ERR!|WARN) \S.*|ERROR: .*|WARNING: .*|make(?:\[\d+\])?: \*\*\* .*|E {3,}(?!Use -v to get more diff)\S.*|\w*(?:Error|Exception): .*)$/.exec(
      line,
    );
  return plain === null ? undefined : [plain[0].trim()];
}

const FAILING: readonly RegExp[] = [
  /^\s*FAIL {2}\S+ > (.*)$/,
  /^\s*● (.+ › .+)$/,
  /^\s*not ok \d+ - (.*)$/,
  /^\s*--- FAIL: (\S+)/,
  /^FAILED (\S+::\S+)/,
  /^FAIL: (.*)$/,
  /^test (\S+) \.\.\. FAILED$/,
  /^\s*[×✖✗✕] (.+?) \(?\d+(?:\.\d+)? ?ms\)?$/,
  /^(\S+ > .+) FAILED$/,
  /^\[ERROR\] (\S+\.\w+) -- Time elapsed.*<<< /,
];

function failingOf(line: string): string | undefined {
  for (const format of FAILING) {
    const name = format.exec(line)?.[1];
    if (name !== undefined) return name.trim();
  }
  return undefined;
}

function isTotal(line: string): boolean {
  return /^(?:=+ .*\d+ (?:passed|failed|errors?).*=+|\s*Tests:? +\d.*|Test Suites: .*|Found \d+ errors?.*|✖ \d+ problems?.*|test result: .*|\s*\d+ (?:passing|failing).*|# (?:pass|fail) \d+|\[INFO\] BUILD .*|BUILD \w+.*|Ran \d+ tests?.*|\d+ (?:errors?|problems?|warnings?)\b.*|\d+ examples?, .*)$/.test(
    line,
  );
}

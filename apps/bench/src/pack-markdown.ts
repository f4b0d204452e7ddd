import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isExact } from "@tokenpak/core";
import { HeuristicEngine, unpack } from "@tokenpak/engines";
import { Lexer, type Token, type Tokens } from "marked";
import type { BenchIo } from "./bench-io.ts";
import { atRandom, head, spaced } from "./fact-baselines.ts";
import { readInstalledTexts } from "./installed-texts.ts";
import { engineMethod, printFactTable } from "./pack-telling.ts";

/** What a Markdown parser of its own finds: what the structure rung promises to keep. */
type Structure = ReadonlyMap<string, readonly string[]>;

/** Files of this many characters are documents that somebody would set a limit for; of those so many are packed at each limit. */
const SHORTEST = 800;
const LONGEST = 60_000;
const MOST_LIMITED = 120;

/** Savings and retention of Markdown, read by `marked`, on the README and other Markdown files of the installed packages. */
export function packMarkdownRows({ print }: BenchIo): void {
  const root = resolve(fileURLToPath(import.meta.url), "../../../..");
  const { texts } = readInstalledTexts(join(root, "node_modules/.pnpm"), {
    maxBytes: 3_000_000,
    pattern: /\.md$/,
  });
  const engine = new HeuristicEngine();
  const shares: number[] = [];
  const facts: number[] = [];
  const kept = new Map<string, { wanted: number; found: number }>();
  let before = 0;
  let after = 0;
  let refused = 0;
  const started = performance.now();
  const results = texts.map((text) => engine.pack(text, { kind: "markdown" }));
  const elapsedMs = performance.now() - started;
  for (const [index, result] of results.entries()) {
    before += result.tokensBefore;
    after += result.tokens;
    refused += result.verifyFailures;
    shares.push(1 - result.tokens / Math.max(1, result.tokensBefore));
    facts.push(result.facts.recall);
    // An exact output holds what its decoding holds.
    const output = isExact(result.grade) ? unpack(result.text) : result.text;
    tally(kept, structureOf(texts[index] as string), output);
  }
  const mean = (values: readonly number[]): string =>
    `${((100 * values.reduce((sum, value) => sum + value, 0)) / values.length).toFixed(1)} %`;
  print("| Markdown, facts-verified, no query | |");
  print("|---|---|");
  print(`| files | ${texts.length}, ${before} tokens -> ${after} |`);
  print(
    `| saved, mean over files / over all tokens | ${mean(shares)} / ${(100 - (100 * after) / before).toFixed(1)} % |`,
  );
  for (const [what, { wanted, found }] of kept)
    print(`| ${what} kept, read by marked | ${found} of ${wanted} |`);
  print(`| facts kept, by our extractor, mean over files | ${mean(facts)} |`);
  print(`| rungs refused by their own check | ${refused} |`);
  print(`| speed, counting included | ${(before / elapsedMs).toFixed(0)} tokens/ms |`);
  print("\nMarkdown under a limit, no query\n");
  const documents = texts.filter(({ length }) => length >= SHORTEST && length <= LONGEST);
  printFactTable(
    print,
    [{ name: "installed Markdown", texts: documents.slice(0, MOST_LIMITED) }],
    [
      ["head", head],
      ["lines at random", atRandom],
      ["lines at equal distances", spaced],
      ["engine", engineMethod("markdown")],
      ["engine, floor word-subsequence", engineMethod("markdown", "word-subsequence")],
    ],
  );
}

function tally(
  kept: Map<string, { wanted: number; found: number }>,
  structure: Structure,
  output: string,
): void {
  const text = onOneLine(output);
  for (const [what, items] of structure) {
    const sum = kept.get(what) ?? { wanted: 0, found: 0 };
    sum.wanted += items.length;
    sum.found += items.filter((item) => text.includes(onOneLine(item))).length;
    kept.set(what, sum);
  }
}

/** The parser drops indentation and joins lines; only white space may differ. */
function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** What each sort of token contributes: the item's name and its text. */
const CONTRIBUTIONS: Readonly<
  Record<string, (token: Token) => readonly [what: string, items: readonly string[]]>
> = {
  heading: (token) => ["headings", [token.raw]],
  code: (token) => ["code blocks", [(token as Tokens.Code).text]],
  link: (token) => ["links", [(token as Tokens.Link).text]],
  table: (token) => ["table rows", token.raw.trim().split("\n")],
  list_item: (token) => ["list items", [token.raw.split("\n")[0] ?? ""]],
};

function structureOf(text: string): Structure {
  const found = new Map<string, string[]>();
  const visit = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      const [what, items] = CONTRIBUTIONS[token.type]?.(token) ?? ["", []];
      if (what !== "") found.set(what, [...(found.get(what) ?? []), ...items]);
      if (token.type === "list") visit((token as Tokens.List).items);
      visit("tokens" in token ? (token.tokens ?? []) : []);
    }
  };
  visit(new Lexer().lex(text));
  return found;
}

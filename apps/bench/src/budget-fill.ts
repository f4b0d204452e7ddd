import { Budgeter, type BudgetItem, type Ladder, packContext } from "@tokenpak/budget";
import { countTokens } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { createRandom, type Random } from "./fuzz/random.ts";
import { readInstalledTexts } from "./installed-texts.ts";
import { toolLists } from "./json-tools.ts";
import { readRepositoryFolder } from "./repository-folder.ts";

const ROUNDS = 60;
const BUDGETS = [2000, 12_000];
/** Texts of these sizes are used, as UTF-8. */
const TEXT_BYTES = { least: 500, most: 40_000 };

/** Prints how much of a budget is used where there is more than enough to fill it, from installed Markdown. */
export function printFill({ print }: Pick<BenchIo, "print">): void {
  const texts = readInstalledTexts(`${readRepositoryFolder()}/node_modules/.pnpm`, {
    maxBytes: 4_000_000,
    pattern: /\.md$/,
  }).texts.filter(({ length }) => length >= TEXT_BYTES.least && length <= TEXT_BYTES.most);
  print(
    `| used of the budget, ${texts.length} installed Markdown files | runs | over | least used | mean | below 95 % |`,
  );
  print("|---|---|---|---|---|---|");
  const engine = new HeuristicEngine();
  const ladder: Ladder = (text, options) => engine.ladder(text, options);
  for (const totalTokens of BUDGETS) {
    const withLadder = new Budgeter({ totalTokens }, { ladder, query: QUERY });
    const withoutLadder = new Budgeter({ totalTokens });
    const row = (name: string, used: (random: Random) => number): void => {
      print(rowOf(`${name}, ${totalTokens} tokens`, { totalTokens, used }));
    };
    row("Budgeter, shortens with the engine", (random) => allocated(withLadder, texts, random));
    row("Budgeter, whole units only", (random) => allocated(withoutLadder, texts, random));
    row("packContext, 20 files with ladders", (random) => {
      const candidates = pickSome(texts, 20, random).map((text, at) => ({
        ref: `file ${at}`,
        renditions: [...engine.ladder(text, { path: "a.md", query: QUERY, sizes: SIZES })],
      }));
      const { text } = packContext(candidates, { totalTokens, query: QUERY });
      return countTokens(text);
    });
  }
}

const QUERY = "how is an option set, and what is its default";
const SIZES = [4000, 2000, 1000, 500, 250, 125, 60];

function rowOf(
  name: string,
  {
    totalTokens,
    used,
  }: { readonly totalTokens: number; readonly used: (random: Random) => number },
): string {
  const shares = Array.from(
    { length: ROUNDS },
    (_, seed) => used(createRandom(seed)) / totalTokens,
  );
  const over = shares.filter((share) => share > 1).length;
  const below = shares.filter((share) => share < 0.95).length;
  const least = shares.reduce((less, share) => Math.min(less, share), 1);
  const mean = shares.reduce((sum, share) => sum + share, 0) / ROUNDS;
  return `| ${name} | ${ROUNDS} | ${over} | ${percent(least)} | ${percent(mean)} | ${below} |`;
}

/** Allocates more than three times the budget, and counts what comes back. */
function allocated(budgeter: Budgeter, texts: readonly string[], random: Random): number {
  const { totalTokens } = budgeter.config;
  const tools = random.pick([...toolLists().values()]);
  const items: BudgetItem[] = [];
  for (let tokens = 0; tokens < 3 * totalTokens; tokens += countTokens(textOf(items.at(-1)))) {
    items.push({ text: random.pick(texts), score: random.whole(1000) / 1000 });
  }
  const paragraphs = pickSome(texts, 5, random).join("\n\n");
  const {
    state,
    recent,
    evidence,
    tools: kept,
  } = budgeter.allocate({
    state: { text: JSON.stringify({ step: random.whole(9), goal: paragraphs.slice(0, 400) }) },
    recent: { text: `${paragraphs}\n\nUser: ${QUERY}?` },
    evidence: { items },
    tools: { text: tools },
  });
  return [state.text, recent.text, kept.text, ...evidence.items.map(textOf)]
    .map((text) => countTokens(text))
    .reduce((sum, tokens) => sum + tokens, 0);
}

function textOf(item: BudgetItem | undefined): string {
  if (item === undefined || typeof item === "string") return item ?? "";
  return item.text;
}

function pickSome(texts: readonly string[], count: number, random: Random): readonly string[] {
  return Array.from({ length: count }, () => random.pick(texts));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

import { countTokens } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { atRandom, bound, type FactBaseline, head, spaced } from "./fact-baselines.ts";
import { type ProseSet, readProseSets } from "./prose-texts.ts";
import { type StatedType, sourceTextOf, stands, statedFacts } from "./stated-facts.ts";

const SHARES = [0.5, 0.33, 0.2, 0.1];

/** Types in the order in which a cell prints them. */
const PRINTED = ["numbers", "names", "dates", "negations", "urls"] as const satisfies StatedType[];

/** Packs a text into a limit. */
export type FactMethod = readonly [name: string, write: FactBaseline];

/** Facts kept of prose at four limits, nobody asking for anything; the engine beside what knows nothing of the text. */
export function packTellingRows({ print, dataDir }: BenchIo): void {
  const { sets, missing } = readProseSets(dataDir);
  for (const name of missing) print(`${name}: skipped, not in the folder of data.\n`);
  printFactTable(print, sets, [
    ["head", head],
    ["sentences at random", atRandom],
    ["sentences at equal distances", spaced],
    ["engine", engineMethod("text")],
    ["engine, floor word-subsequence", engineMethod("text", "word-subsequence")],
    ["bound of whole sentences, chosen by the facts", bound],
  ]);
}

/** The engine as a method; an explicit floor that cannot fit keeps nothing. */
export function engineMethod(kind: "markdown" | "text", floor?: "word-subsequence"): FactBaseline {
  const engine = new HeuristicEngine({ kind });
  return (text, maxTokens) => {
    const least = floor === undefined ? 0 : ENVELOPE_AND_A_WORD;
    const { text: output } = engine.pack(text, {
      maxTokens,
      ...(floor === undefined || maxTokens < least ? {} : { floor }),
    });
    return sourceTextOf(output);
  };
}

/** Below this an explicit floor may be refused. */
const ENVELOPE_AND_A_WORD = 40;

/** One row for each set, half and method: distinct facts kept, all of numbers, names and dates first, then by type. */
export function printFactTable(
  print: BenchIo["print"],
  sets: readonly ProseSet[],
  methods: readonly FactMethod[],
): void {
  print(
    "Share of distinct facts still there, of numbers, names and dates together; in brackets numbers/names/dates/negations/URLs.\n",
  );
  print("| texts | half | method | kept 50 % | 33 % | 20 % | 10 % |");
  print("|---|---|---|---|---|---|---|");
  for (const { name, texts } of sets) {
    for (const half of [0, 1]) {
      const own = texts.filter((_, at) => at % 2 === half);
      for (const [method, write] of methods) {
        const cells = SHARES.map((share) => cellOf(own, share, write));
        print(
          `| ${name} | ${half === 0 ? "tuned" : "held out"} | ${method} | ${cells.join(" | ")} |`,
        );
      }
    }
  }
}

interface Tally {
  wanted: number;
  found: number;
}

function cellOf(texts: readonly string[], share: number, write: FactBaseline): string {
  const tallies = new Map<StatedType, Tally>(
    PRINTED.map((type) => [type, { wanted: 0, found: 0 }]),
  );
  for (const text of texts) {
    const output = onOneLine(write(text, Math.floor(countTokens(text) * share)));
    const facts = statedFacts(text);
    for (const [type, tally] of tallies) {
      for (const fact of facts[type]) {
        tally.wanted++;
        if (stands(onOneLine(fact), output)) tally.found++;
      }
    }
  }
  const each = [...tallies.values()].map((tally) => shareOf([tally], 0));
  const main = ["numbers", "names", "dates"] as const;
  return `${shareOf(
    main.map((type) => tallies.get(type) as Tally),
    1,
  )} (${each.join("/")})`;
}

function shareOf(tallies: readonly Tally[], digits: number): string {
  const wanted = tallies.reduce((sum, tally) => sum + tally.wanted, 0);
  const found = tallies.reduce((sum, tally) => sum + tally.found, 0);
  return wanted === 0 ? "-" : ((100 * found) / wanted).toFixed(digits);
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

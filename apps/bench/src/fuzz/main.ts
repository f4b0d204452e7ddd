import { parseArgs } from "node:util";
import { HeuristicEngine } from "@tokenpak/engines";
import { readDataFolder } from "../data-folder.ts";
import { describeRun } from "../describe-run.ts";
import { checkRules } from "./check-rules.ts";
import { type FuzzCase, type FuzzSupply, fuzzCase } from "./fuzz-case.ts";
import { FUZZ_KINDS } from "./fuzz-kinds.ts";
import { fuzzSessions } from "./fuzz-sessions.ts";
import { FuzzTally } from "./fuzz-tally.ts";
import { readRealInputs } from "./real-inputs.ts";
import { shrinkText } from "./shrink-text.ts";

const HELP = `pnpm fuzz [seconds] [--seed n] [--kind name] [--case n]

Packs generated, damaged and real texts and holds every output to the rules of the pack contract.
  seconds      how long, default 60
  --seed n     draws other texts; default 1
  --kind name  only texts of this kind
  --case n     only this case, with its text printed
  --sessions n so many sessions of items instead, each packed in several ways

Ends with exit code 1 where a rule was violated; prints the case's number and a shortened text.`;

/** Violations that are shown with their text; the others are counted. */
const MOST_SHOWN = 10;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: "string", default: "1" },
      kind: { type: "string" },
      case: { type: "string" },
      sessions: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const kinds = FUZZ_KINDS.filter(({ kind }) => values.kind === undefined || kind === values.kind);
  const seconds = Number(positionals[0] ?? 60);
  if (kinds.length === 0 || !(seconds > 0)) {
    process.stderr.write(`${HELP}\n\nKinds: ${FUZZ_KINDS.map(({ kind }) => kind).join(", ")}.\n`);
    return 2;
  }
  const dataDir = readDataFolder();
  for (const line of describeRun(dataDir)) print(line);
  if (values.sessions !== undefined) {
    return fuzzSessions({ print }, { seed: Number(values.seed), count: Number(values.sessions) });
  }
  const supply = { kinds, real: values.kind === undefined ? readRealInputs(dataDir) : [] };
  const seed = Number(values.seed);
  if (values.case !== undefined) return showCase(supply, { seed, number: Number(values.case) });
  return run(supply, { seed, seconds });
}

function run(
  supply: FuzzSupply,
  { seed, seconds }: { readonly seed: number; readonly seconds: number },
): number {
  const engine = new HeuristicEngine();
  const tally = new FuzzTally();
  const started = performance.now();
  const end = started + seconds * 1000;
  let told = started;
  for (let number = 0; performance.now() < end; number++) {
    const one = fuzzCase(supply, seed, number);
    const begun = performance.now();
    const checked = checkRules(engine, one);
    tally.add(one, checked, { number, ms: performance.now() - begun });
    if (checked.violations.length > 0 && tally.violated <= MOST_SHOWN) {
      show(engine, one, { number, violations: checked.violations });
    }
    if (performance.now() - told > 30_000) {
      told = performance.now();
      process.stderr.write(`${Math.round((told - started) / 1000)} s: ${tally.summary()}\n`);
    }
  }
  for (const line of tally.table()) print(line);
  print(`seed ${seed}, ${Math.round((performance.now() - started) / 1000)} s: ${tally.summary()}`);
  return tally.violated > 0 ? 1 : 0;
}

function show(
  engine: HeuristicEngine,
  one: FuzzCase,
  { number, violations }: { readonly number: number; readonly violations: readonly string[] },
): void {
  const first = (violations[0] ?? "").split("\n")[0] as string;
  const fails = (text: string): boolean =>
    checkRules(engine, { ...one, text }).violations.some((rule) => rule.startsWith(first));
  print(
    `\ncase ${number} (${one.source?.kind ?? "real input"}, ${JSON.stringify(printable(one))}):`,
  );
  for (const rule of violations) print(`  ${rule}`);
  print(`  shortened: ${JSON.stringify(shrinkText(one.text, fails)).slice(0, 3000)}`);
}

function showCase(
  supply: FuzzSupply,
  { seed, number }: { readonly seed: number; readonly number: number },
): number {
  const engine = new HeuristicEngine();
  const one = fuzzCase(supply, seed, number);
  print(one.text);
  const { violations } = checkRules(engine, one);
  if (violations.length > 0) show(engine, one, { number, violations });
  return violations.length > 0 ? 1 : 0;
}

function printable({ options, maxTokens }: FuzzCase): object {
  return {
    ...options,
    maxTokens,
    ...(options.preserve && { preserve: options.preserve.map(String) }),
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main(process.argv.slice(2));

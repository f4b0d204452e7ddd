import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { countTokens } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import { namedShare } from "./json-recall.ts";
import { percent } from "./pack-figures.ts";

/** Headroom's own recorded inputs and outputs, and its fidelity cases, packed here too. */
export function rivalLines(dataDir: string): string[] {
  return [...parityLines(join(dataDir, "compare")), "", ...fidelityLines(join(dataDir, "compare"))];
}

const engine = new HeuristicEngine();
/** Shorter inputs are left out: an envelope alone is a fifth of them. */
const MIN_TOKENS = 100;

interface Fixture {
  readonly file: string;
  readonly transform: string;
  readonly input: { readonly content: string; readonly query?: string };
  readonly output: { readonly compressed: string };
}

function parityLines(folder: string): string[] {
  const text = gunzipSync(readFileSync(join(folder, "headroom_parity_fixtures.jsonl.gz"))).toString(
    "utf8",
  );
  const all = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Fixture);
  const fixtures = all.filter(
    ({ transform, input }) =>
      transform === "smart_crusher" && countTokens(input.content) >= MIN_TOKENS,
  );
  const lines = [
    "| Headroom's recorded SmartCrusher inputs | tokens | its output, saved | its values kept | ours exact, saved | ours at its size, values kept |",
    "|---|--:|--:|--:|--:|--:|",
  ];
  for (const { file, input, output } of fixtures) {
    const before = countTokens(input.content);
    const theirs = countTokens(output.compressed);
    const exact = engine.pack(input.content, { kind: "json", floor: "value-exact" });
    const query = input.query === undefined || input.query === "" ? {} : { query: input.query };
    const same = engine.pack(input.content, { kind: "json", maxTokens: theirs, ...query });
    const kept = same.grade.endsWith("-exact") ? 1 : namedShare(input.content, same.text);
    lines.push(
      `| ${file.split("/").at(-1)} | ${before} | ${percent(1 - theirs / before)} | ${percent(namedShare(input.content, output.compressed))} | ${percent(1 - exact.tokens / before)} | ${percent(kept)} |`,
    );
  }
  return lines;
}

interface FidelityCase {
  readonly id: string;
  readonly question: string;
  readonly answer_evidence: readonly string[];
  readonly supporting_facts: readonly string[];
  readonly content: unknown;
}

function fidelityLines(folder: string): string[] {
  const cases = JSON.parse(
    readFileSync(join(folder, "headroom_fidelity_cases.json"), "utf8"),
  ) as FidelityCase[];
  const baseline = JSON.parse(
    readFileSync(join(folder, "headroom_fidelity_baseline.json"), "utf8"),
  ) as { aggregate_recall: number };
  const lines = [
    `Headroom's fidelity cases (its own recall there: ${percent(baseline.aggregate_recall)}):`,
    "",
    "| case | tokens | default, saved | facts kept | asked, saved | facts kept |",
    "|---|--:|--:|--:|--:|--:|",
  ];
  const totals = [0, 0];
  for (const one of cases) {
    const text = JSON.stringify(one.content);
    const facts = [...one.answer_evidence, ...one.supporting_facts];
    const cells = [{}, { query: one.question }].flatMap((options, at) => {
      const packed = engine.pack(text, { kind: "json", ...options });
      const kept = facts.filter((fact) => packed.text.includes(fact)).length / facts.length;
      totals[at] = (totals[at] ?? 0) + kept / cases.length;
      return [percent(1 - packed.tokens / packed.tokensBefore), percent(kept)];
    });
    lines.push(`| ${one.id} | ${countTokens(text)} | ${cells.join(" | ")} |`);
  }
  lines.push(`| mean | | | ${percent(totals[0] ?? 0)} | | ${percent(totals[1] ?? 0)} |`);
  return lines;
}

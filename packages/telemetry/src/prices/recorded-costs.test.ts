import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { usageOf } from "./__fixtures__/usage-of.ts";
import { createPricer } from "./create-pricer.ts";

/** Costs as an agent recorded them: dollars by what they were for. */
interface RecordedCost {
  readonly provider: string;
  readonly model: string;
  readonly usage: Readonly<Record<"input" | "output" | "cacheRead" | "cacheWrite", number>>;
  readonly cost: Readonly<
    Record<"input" | "output" | "cacheRead" | "cacheWrite" | "total", number>
  >;
}

const file = join(
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  process.env["TOKENPAK_BENCH_DATA"] ?? join(import.meta.dirname, "../../../../../shared/data"),
  "pricing/pi-mono_usage_cost.jsonl",
);

const pricer = createPricer();

function deviations({ provider, model, usage, cost }: RecordedCost): readonly number[] {
  const price = pricer.price({
    provider,
    model,
    usage: usageOf({
      uncachedInput: usage.input,
      output: usage.output,
      cacheRead: usage.cacheRead,
      cacheWriteOther: usage.cacheWrite,
    }),
  });
  if (price === undefined) return [Number.POSITIVE_INFINITY];
  return [
    price.costUsd - cost.total,
    price.inputNanos / 1e9 - cost.input,
    price.outputNanos / 1e9 - cost.output,
    price.cacheReadNanos / 1e9 - cost.cacheRead,
    price.cacheWriteNanos / 1e9 - cost.cacheWrite,
  ].map(Math.abs);
}

/** A record of its own numbers, by what a million tokens cost. */
function recorded(
  model: string,
  rates: readonly number[],
  counts: readonly number[],
): RecordedCost {
  const [input = 0, output = 0, cacheRead = 0, cacheWrite = 0] = counts;
  const part = (index: number): number => ((counts[index] ?? 0) * (rates[index] ?? 0)) / 1e6;
  return {
    provider: "anthropic",
    model,
    usage: { input, output, cacheRead, cacheWrite },
    cost: {
      input: part(0),
      output: part(1),
      cacheRead: part(2),
      cacheWrite: part(3),
      total: part(0) + part(1) + part(2) + part(3),
    },
  };
}

const SONNET = [3, 15, 0.3, 3.75];
const OPUS = [5, 25, 0.5, 6.25];

const SHAPES: readonly RecordedCost[] = [
  ...[
    [4, 180, 0, 1700],
    [9, 260, 1700, 9400],
    [0, 33, 21_000, 800],
    [0, 12, 0, 150],
    [11, 3000, 64_321, 5_555],
    [3, 1, 99_999, 1],
    [1, 7, 120_003, 0],
  ].map((counts) => recorded("claude-sonnet-4-5", SONNET, counts)),
  ...[
    [2000, 40, 0, 0],
    [6, 91, 0, 24_010],
    [10, 1234, 88_887, 4_321],
    [1, 1, 1, 1],
    [17, 20_001, 150_123, 13],
  ].map((counts) => recorded("claude-opus-4-5", OPUS, counts)),
];

describe("createPricer on costs of its own numbers", () => {
  it("is within 1e-9 dollars of each, and of each of its parts", () => {
    expect(SHAPES.flatMap(deviations).filter((deviation) => !(deviation <= 1e-9))).toEqual([]);
  });
});

describe.skipIf(!existsSync(file))("createPricer on recorded costs (needs the public data)", () => {
  it("is within 1e-9 dollars of all 910, and of each of their parts", () => {
    const records = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line): RecordedCost => JSON.parse(line));
    expect(records).toHaveLength(910);
    expect(records.flatMap(deviations).filter((deviation) => !(deviation <= 1e-9))).toEqual([]);
  });
});

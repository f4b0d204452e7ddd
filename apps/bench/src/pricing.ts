import { join } from "node:path";
import { type CanonicalUsage, UNKNOWN_USAGE } from "@tokenpak/core";
import { createPricer } from "@tokenpak/telemetry";
import type { BenchIo } from "./bench-io.ts";
import { linesOf } from "./data-text.ts";

/** What one line of the data says. */
interface ChargedRecord {
  readonly provider: string;
  readonly model: string;
  readonly usage: {
    readonly input: number;
    readonly output: number;
    readonly cacheRead: number;
    readonly cacheWrite: number;
  };
  readonly cost: { readonly total: number };
}

const TOLERANCE_USD = 1e-9;
const ROUNDS = 100;

/** Prints how many of the dollars that a real session was charged come out the same, and how long a price takes. */
export function benchPricing({ print, dataDir }: BenchIo): void {
  if (dataDir === undefined) {
    print("skipped: no folder of data (TOKENPAK_BENCH_DATA)");
    return;
  }
  const records = linesOf(join(dataDir, "pricing", "pi-mono_usage_cost.jsonl")).map(
    (line) => JSON.parse(line) as ChargedRecord,
  );
  const pricer = createPricer();
  const started = performance.now();
  const differences = records.map((record) => {
    const price = pricer.price(questionOf(record));
    return price === undefined
      ? Number.POSITIVE_INFINITY
      : Math.abs(price.costUsd - record.cost.total);
  });
  const firstMs = performance.now() - started;
  const equal = differences.filter((difference) => difference <= TOLERANCE_USD).length;
  const largest = differences.reduce((most, difference) => Math.max(most, difference), 0);
  print(`prices: ${pricer.priceTable}`);
  print(
    `charged dollars that come out the same to 1e-9: ${equal} of ${records.length} (target all), largest difference ${largest.toExponential(1)}`,
  );
  const questions = records.map(questionOf);
  const again = performance.now();
  for (let round = 0; round < ROUNDS; round++) {
    for (const question of questions) pricer.price(question);
  }
  const microseconds = (1000 * (performance.now() - again)) / (ROUNDS * questions.length);
  print(
    `a price: ${microseconds.toFixed(2)} us warm; the first ${records.length}, table loaded: ${firstMs.toFixed(0)} ms`,
  );
}

function questionOf({ provider, model, usage }: ChargedRecord): {
  readonly provider: string;
  readonly model: string;
  readonly usage: CanonicalUsage;
} {
  return {
    provider,
    model,
    usage: {
      ...UNKNOWN_USAGE,
      uncachedInput: usage.input,
      cacheRead: usage.cacheRead,
      cacheWrite5m: usage.cacheWrite,
      output: usage.output,
      usageSource: "provider_reported",
      confidence: "high",
    },
  };
}

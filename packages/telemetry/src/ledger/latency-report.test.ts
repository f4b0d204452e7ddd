import { completionOf } from "@tokenpak/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeLatencyCounts,
  encodeLatencyCounts,
  latencyBin,
  latencyOfBin,
} from "./latency-counts.ts";
import { readLatencies } from "./latency-report.ts";
import { LedgerNames } from "./ledger-names.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";
import { UsageReader } from "./usage-reader.ts";

const START = Date.UTC(2026, 10, 20, 7);
const DAY = 86_400_000;

describe("readLatencies", () => {
  it("is within 0.8 % by counts alone, for any range and filter", () => {
    using ledger = new SqliteLedger(":memory:");
    const completions = Array.from({ length: 900 }, (_, index) =>
      completionOf(`${index}`, {
        at: START + index * 500_000,
        latencyMs: ((index * 7919) % 901) * 17.3,
        model: `model ${index % 2}`,
      }),
    );
    ledger.record({ completions });
    const reader = new UsageReader(
      ledger.database.connection,
      new LedgerNames(ledger.database.connection),
    );
    const filters = [
      {},
      { model: "model 1" },
      { since: START + DAY / 3, until: START + 3.7 * DAY },
    ];
    for (const filter of filters) {
      const { since = 0, until = Number.POSITIVE_INFINITY, model: only } = filter;
      const selected = completions.filter(
        ({ at, model: name }) => at >= since && at < until && (only ?? name) === name,
      );
      const sorted = selected.map(({ latencyMs = 0 }) => latencyMs).sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] as number;
      const quantiles = { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
      expect(readLatencies(reader, filter)).toEqual(quantiles);
      const found = readLatencies(reader, filter, { mostExact: 0 });
      for (const name of ["p50", "p95", "p99"] as const) {
        const [is, expected] = [found?.[name] ?? 0, quantiles[name]];
        expect(Math.abs(is - expected) / expected, name).toBeLessThan(0.008);
      }
    }
    expect(readLatencies(reader, { model: "nobody's" }, { mostExact: 0 })).toBeUndefined();
  });
});

describe("latencyBin", () => {
  it("has its number within 0.8 % of its middle, and rises with it", () => {
    const latency = fc.double({ min: 1e-3, max: 8.64e15, noNaN: true });
    fc.assert(
      fc.property(latency, latency, (one, other) => {
        const middle = latencyOfBin(latencyBin(one));
        expect(Math.abs(middle - one) / one).toBeLessThan(0.008);
        if (one <= other) expect(latencyBin(one)).toBeLessThanOrEqual(latencyBin(other));
      }),
    );
    expect(latencyOfBin(latencyBin(0))).toBeCloseTo(0);
  });
});

describe("encodeLatencyCounts", () => {
  it("is undone by decodeLatencyCounts, which adds", () => {
    const anyCounts = fc
      .uniqueArray(fc.nat({ max: 2 ** 17 }))
      .map((bins) => new Map(bins.map((bin) => [bin, 1 + ((bin * 7919) % 2 ** 40)])));
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const bytes = encodeLatencyCounts(counts);
        expect(decodeLatencyCounts(bytes)).toEqual(counts);
        const doubled = new Map([...counts].map(([bin, count]) => [bin, 2 * count]));
        expect(decodeLatencyCounts(bytes, new Map(counts))).toEqual(doubled);
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import type { CostFigures } from "./cost-document.ts";
import { sourceLines, warningLines } from "./source-lines.ts";

const FIGURES = {
  report: {
    totals: {
      requests: 3,
      partialRequests: 2,
      unpricedRequests: 1,
      fuzzyRequests: 0,
      reportedCostRequests: 0,
      usageSources: { provider_reported: 3, token_counted: 0, proxy_estimate: 0, unknown: 0 },
      confidences: { high: 0, medium: 1, low: 2 },
    },
  },
  priceTable: "t-1",
  pricesPath: "/u/prices.json",
  unpricedModels: ["a"],
  collected: {
    files: 2,
    changedFiles: 2,
    added: 3,
    replaced: 0,
    badLines: 1,
    retimed: 4,
    agents: ["codex"],
  },
  warnings: [],
} as unknown as CostFigures;

describe("sourceLines", () => {
  it("says how usage and prices are known, and what the logs were like", () => {
    expect(sourceLines(FIGURES)).toEqual([
      "usage: all reported by the provider, confidence medium 1, low 2; 2 reported before the answer ended: at least so much",
      "cost: 2 calculated, 1 without a price, not in the sum; prices t-1",
      'unpriced: a; give dollars per million tokens in /u/prices.json: { "name": { "input": 1, "output": 5 } }',
      "logs: 2 files of codex, 3 requests new, 1 line that could not be read, 4 of an impossible time, dated as their file",
    ]);
  });

  it("names the first of many models, and of long ones the end", () => {
    const unpricedModels = ["x".repeat(4000), ..."bcdefgh"];
    const line = sourceLines({ ...FIGURES, unpricedModels }).find((text) => text.startsWith("unp"));
    expect(line).toContain(`unpriced: …${"x".repeat(39)}, b, c, d, e and 3 more; `);
  });
});

describe("warningLines", () => {
  it("shows the first of many", () => {
    expect(warningLines(["a", "b"])).toEqual(["warning: a", "warning: b"]);
    const lines = warningLines([..."abcdefg"]);
    expect([lines.length, lines.at(-1)]).toEqual([6, "2 more warnings: see --json"]);
  });
});

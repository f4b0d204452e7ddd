import { describe, expect, it } from "vitest";
import { DEFAULT_BUDGET_CONFIG } from "./budget-config.ts";
import { checkBudgetConfig } from "./check-budget-config.ts";
import { readBudgetConfig } from "./read-budget-config.ts";

describe("checkBudgetConfig", () => {
  it("lays a part over the defaults", () => {
    expect(checkBudgetConfig()).toEqual(DEFAULT_BUDGET_CONFIG);
    const part = {
      totalTokens: undefined,
      buckets: { evidence: { minPct: 40, priority: "low" } },
    } as const;
    expect(checkBudgetConfig(part as never)).toEqual({
      ...DEFAULT_BUDGET_CONFIG,
      buckets: {
        ...DEFAULT_BUDGET_CONFIG.buckets,
        evidence: { minPct: 40, maxPct: 70, priority: "low" },
      },
    });
  });

  it("gives back what was read from a file, its notes too", () => {
    const read = readBudgetConfig("total_tokens: 5\ntrim_order: []\n");
    expect(read.notes).toHaveLength(1);
    expect(checkBudgetConfig(read)).toEqual(read);
  });

  it.each([
    [
      { totalTokens: -1 },
      "BudgetConfig: totalTokens is -1; give a whole number of tokens, from 0.",
    ],
    [
      { totalTokens: 1.5 },
      "BudgetConfig: totalTokens is 1.5; give a whole number of tokens, from 0.",
    ],
    [
      { buckets: { recent: { minPct: Number.NaN } } },
      "BudgetConfig: buckets.recent.minPct is NaN; give 0 to 100.",
    ],
    [{ total: 1 }, "BudgetConfig: total is not known; did you mean totalTokens?"],
    [
      { buckets: { tools: { minPct: 30 } } },
      "BudgetConfig: buckets.tools.minPct is 30, above the maximum of 25 (the default); give both.",
    ],
    [[], "BudgetConfig: the configuration is a list; give a map with totalTokens, buckets."],
    [new Map(), "BudgetConfig: the configuration is a Map; give a map with totalTokens, buckets."],
    [7, "BudgetConfig: the configuration is 7; give a map with totalTokens, buckets."],
  ])("refuses %j", (config, message) => {
    expect(() => checkBudgetConfig(config as never)).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", message }),
    );
  });
});

import { expect, it } from "vitest";
import * as exported from "./index.ts";

it("@tokenpak/budget has these public names", () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "BUCKETS",
      "BUCKET_PRIORITIES",
      "BudgetBlock",
      "Budgeter",
      "DEFAULT_BUDGET_CONFIG",
      "InProcessSpendCounter",
      "SpendGuard",
      "TokenAllocation",
      "checkBudgetConfig",
      "chooseRungs",
      "limitPeriod",
      "loadBudgetConfig",
      "packContext",
      "quadraticAllocate",
      "readBudgetConfig",
      "spendKey",
      "spenderOf",
    ]
  `);
});

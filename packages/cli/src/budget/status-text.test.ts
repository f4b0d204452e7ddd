import type { SpendLimit } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { styleFor } from "../output/style.ts";
import { statusText } from "./status-text.ts";

const EACH: SpendLimit = {
  name: "each",
  unit: "usd",
  amount: 2,
  period: "day",
  scope: "model",
  warnAt: 0.8,
  hard: false,
  calendar: "utc",
};

describe("statusText", () => {
  it("says once a limit what has no price, also of those that are not shown", () => {
    const spending = Array.from({ length: 12 }, (_, index) => ({
      key: { model: `m${index}` },
      spent: 0.5,
      reserved: 0,
      guarded: index === 1 ? 0.75 : 0,
      remaining: 1.5,
      share: 0.25,
      state: "ok" as const,
      requests: 3,
      unpricedRequests: 2,
      lastAt: 0,
    }));
    const style = styleFor({ isTTY: false, write: () => true }, { env: {} });
    const view = { style, width: 80, home: "/home/x" };
    const text = statusText([{ limit: EACH, since: 0, until: 1, spending }], view);
    const [, ...rest] = text.trimEnd().split("\n").slice(11);
    expect(rest).toEqual([
      "",
      'each: 24 requests without a price, not in the sum; "tokenpak cost" says of which models',
      "each · m1: SpendGuard has settled $0.75, more than the ledger has: some calls were not recorded, or under another model's name",
    ]);
  });
});

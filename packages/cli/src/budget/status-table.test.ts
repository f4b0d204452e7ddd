import type { SpendLimit } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { styleFor } from "../output/style.ts";
import type { SpendingStatus } from "./limit-status.ts";
import { statusTable } from "./status-table.ts";

const LIMIT: SpendLimit = {
  name: "daily",
  unit: "usd",
  amount: 2,
  period: "session",
  scope: "all",
  warnAt: 0.8,
  hard: true,
  calendar: "utc",
};

function rowOf(session: string, change: Partial<SpendingStatus>): SpendingStatus {
  return {
    key: { session },
    spent: 0,
    reserved: 0,
    guarded: 0,
    remaining: 2,
    share: 0,
    state: "ok",
    requests: 1,
    unpricedRequests: 0,
    lastAt: 0,
    ...change,
  };
}

describe("statusTable", () => {
  it("tells what is reached from what is over, and the bar from the percent", () => {
    const spending = [
      rowOf("a", { spent: 30, share: 15, remaining: 0, state: "reached" }),
      rowOf("b", { spent: 2, share: 1, remaining: 0, state: "reached" }),
      rowOf("c", { spent: 0.5, reserved: 1.5, share: 1, remaining: 0, state: "reached" }),
      rowOf("d", { spent: 1.99, share: 0.9999, remaining: 0.01, state: "warning" }),
    ];
    const style = styleFor({ isTTY: false, write: () => true }, { env: {} });
    const status = { limit: LIMIT, since: undefined, until: undefined, spending };
    expect(statusTable([status], { style, width: 100, home: "/home/x" })).toMatchInlineSnapshot(`
      [
        "limit                          used   spent  reserved     of   left   starts anew",
        "daily · a  ████████████████ 1,500 %  $30.00            $2.00  $0.00  each session     OVER",
        "daily · b  ████████████████   100 %   $2.00            $2.00  $0.00  each session  reached",
        "daily · c  ████████████████   100 %   $0.50     $1.50  $2.00  $0.00  each session  reached",
        "daily · d  ███████████████░    99 %   $1.99            $2.00  $0.01  each session  warning",
      ]
    `);
  });
});

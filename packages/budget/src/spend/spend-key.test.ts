import type { SpendLimit } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limitPeriod } from "./limit-period.ts";
import { type Spender, spendKey } from "./spend-key.ts";

const NOON = Date.parse("2026-11-23T12:00Z");

function limitOf(change: Partial<SpendLimit>): SpendLimit {
  return {
    name: "daily",
    unit: "usd",
    amount: 5,
    period: "day",
    scope: "all",
    warnAt: 1,
    hard: true,
    calendar: "utc",
    ...change,
  };
}

function keyOf(change: Partial<SpendLimit>, spender: Spender = {}): string | undefined {
  const limit = limitOf(change);
  return spendKey(limit, spender, limitPeriod(limit, NOON));
}

describe("spendKey", () => {
  it("says what is counted: unit, period, and whose", () => {
    const alice = { agent: "alice", project: "/home/a", model: "m", session: "s/1" };
    expect(keyOf({}, alice)).toBe("usd/day:2026-11-23/all");
    expect(keyOf({ scope: "agent", calendar: "local" }, alice)).toBe(
      "usd/local-day:2026-11-23/agent:alice",
    );
    expect(keyOf({ scope: "project", period: "month", unit: "tokens" }, alice)).toBe(
      "tokens/month:2026-11/project:/home/a",
    );
    expect(keyOf({ scope: "model", period: "rolling", windowMs: 60_000 }, alice)).toBe(
      "usd/rolling:60000/model:m",
    );
    expect(keyOf({ scope: "agent", period: "session" }, alice)).toBe(
      "usd/session:s%2F1/agent:alice",
    );
  });

  it("stays the same for a limit with another name, amount, warning or hardness", () => {
    const change = { name: "other", amount: 9, warnAt: 0, hard: false };
    expect(keyOf(change)).toBe(keyOf({}));
  });

  it("is that of the one whom a limit is for, and none for others", () => {
    const limit = { scope: "agent", of: "alice" } as const;
    expect(keyOf(limit, { agent: "alice" })).toBe(keyOf({ scope: "agent" }, { agent: "alice" }));
    expect(keyOf(limit, { agent: "bob" })).toBeUndefined();
    expect(keyOf(limit, {})).toBeUndefined();
  });

  it("counts all without a name under one key, which is nobody's name", () => {
    expect(keyOf({ scope: "agent" }, {})).toBe("usd/day:2026-11-23/agent");
  });

  it("asks for a session, and refuses names that are none", () => {
    expect(() => keyOf({ period: "session" })).toThrow("Give its session.");
    for (const agent of ["", "\uD800", 7 as never]) {
      expect(() => keyOf({ scope: "agent" }, { agent }), `${agent}`).toThrow("The agent of a call");
    }
    expect(() => keyOf({ period: "session" }, { session: "" })).toThrow("The session of a call");
  });

  it("differs for those that differ", () => {
    const name = fc.constantFrom("a", "b", "a/b", "a:b", "%2F", "all", "agent", "ä", "\0", "{}");
    const spender = fc.record({ agent: name, project: name, session: name });
    const limit = fc.record({
      scope: fc.constantFrom("all" as const, "agent" as const, "project" as const),
      period: fc.constantFrom("day" as const, "session" as const),
      unit: fc.constantFrom("usd" as const, "tokens" as const),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(limit, spender), { minLength: 2 }), (cases) => {
        const keys = cases.map(([change, who]) => keyOf(change, who));
        const facts = cases.map(([change, who]) =>
          JSON.stringify([
            change,
            change.scope === "all" ? "" : who[change.scope],
            change.period === "session" ? who.session : "",
          ]),
        );
        expect(new Set(keys).size).toBe(new Set(facts).size);
      }),
    );
  });
});

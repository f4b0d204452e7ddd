import type { SpendLimit } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limitPeriod } from "./limit-period.ts";
import { type Spender, spenderOf, spendKey } from "./spend-key.ts";

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

describe("spenderOf", () => {
  const PERIOD = { label: "session" };
  const anyone = fc.option(fc.string({ minLength: 1, unit: "binary" }), { nil: undefined });
  const limits = (["day", "session"] as const).flatMap((period) =>
    (["all", "agent", "model"] as const).map((scope) => limitOf({ period, scope })),
  );

  it("tells from a key whom it is about, as far as the limit asks", () => {
    const spenders = fc.record({ agent: anyone, model: anyone, session: fc.constant("s/:%") });
    fc.assert(
      fc.property(fc.constantFrom(...limits), spenders, (limit, spender) => {
        const period = limitPeriod(limit, NOON);
        const key = spendKey(limit, spender, period) as string;
        const { scope } = limit;
        const name = scope === "agent" || scope === "model" ? spender[scope] : undefined;
        expect(spenderOf(key, limit, period)).toEqual({
          ...(limit.period === "session" && { session: "s/:%" }),
          ...(name !== undefined && { [scope]: name }),
        });
        for (const other of limits) {
          if (other === limit) continue;
          expect(spenderOf(key, other, limitPeriod(other, NOON))).toBeUndefined();
        }
      }),
    );
  });

  it("tells nothing of keys that are not of the limit, or of nobody", () => {
    const alice = limitOf({ scope: "agent", of: "alice", period: "session" });
    const keys = ["", "usd/session:", "usd/session:%/agent:alice", "usd/session:a/agent:"];
    for (const key of [...keys, "usd/session:a b/agent:alice", "usd/session:a/agent:bob"]) {
      expect([key, spenderOf(key, alice, PERIOD)]).toEqual([key, undefined]);
    }
    expect(spenderOf("usd/session:a/agent:alice", alice, PERIOD)).toEqual({
      session: "a",
      agent: "alice",
    });
  });
});

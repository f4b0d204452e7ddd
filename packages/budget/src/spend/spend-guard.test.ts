import type { PriceQuestion, SpendLimit } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { callOf, granted, limitOf, NOON, PRICER, usageOf } from "./__fixtures__/spend-cases.ts";
import type { GuardedCall } from "./guarded-call.ts";
import { InProcessSpendCounter } from "./in-process-spend-counter.ts";
import { SpendGuard, type SpendGuardOptions } from "./spend-guard.ts";

function guardOf(options: Partial<SpendGuardOptions> = {}): SpendGuard {
  return new SpendGuard({
    counter: new InProcessSpendCounter(),
    limits: [limitOf()],
    pricer: PRICER,
    now: () => NOON,
    ...options,
  });
}

/** Dollars, or tokens, spent and reserved under the first limit. */
async function standing(guard: SpendGuard, query = {}): Promise<readonly unknown[]> {
  const [state] = await guard.status(query);
  return [state?.spent, state?.reserved];
}

async function isGranted(guard: SpendGuard, call: GuardedCall): Promise<boolean> {
  return (await guard.reserve(call)).granted;
}

describe("SpendGuard", () => {
  it("reserves the most that a call can cost, and counts what it did cost", async () => {
    const guard = guardOf();
    const { reservation, states } = granted(await guard.reserve(callOf("1")));
    expect(reservation.estimate).toEqual({ tokens: 1_100_000, costUsd: 1.5 });
    expect(states).toEqual([
      {
        limit: limitOf(),
        key: "usd/day:2026-11-23/all",
        spent: 0,
        unpricedRequests: 0,
        reserved: 1.5,
        remaining: 3.5,
        share: 0.3,
        since: NOON - 12 * 3_600_000,
        resetsAt: NOON + 12 * 3_600_000,
      },
    ]);
    const usage = usageOf({ cacheRead: 1_000_000, output: 1000 });
    expect(await reservation.settle(usage)).toEqual({
      counted: true,
      costUsd: 0.105,
      tokens: 1_001_000,
      estimated: [],
    });
    expect(await standing(guard)).toEqual([0.105, 0]);
  });

  it("refuses what does not fit, says how every limit stands that refuses, and reserves nothing", async () => {
    const limits = [
      limitOf(),
      limitOf({ name: "tight", amount: 2 }),
      limitOf({ name: "tokens", unit: "tokens", amount: 2_000_000, scope: "agent" }),
      limitOf({ name: "wide", amount: 50, period: "month" }),
    ];
    const guard = guardOf({ limits });
    granted(await guard.reserve(callOf("1", { agent: "alice" })));
    const decision = await guard.reserve(callOf("2", { agent: "alice" }));
    expect(decision).toMatchObject({
      granted: false,
      refused: [
        { limit: { name: "tight" }, reason: "over", reserved: 1.5, asked: 1.5, remaining: 0.5 },
        { limit: { name: "tokens" }, spender: "alice", reserved: 1_100_000, asked: 1_100_000 },
      ],
      message: [
        'The limit "tight" (2.00 USD a day) refuses the call: 0.00 USD spent, 1.50 USD reserved by calls under way, 1.50 USD asked, 0.50 USD left. It starts anew at 2026-11-24T00:00:00.000Z. Raise the limit, or ask for less output.',
        'The limit "tokens" (2000000 tokens a day, agent alice) refuses the call: 0 tokens spent, 1100000 tokens reserved by calls under way, 1100000 tokens asked, 900000 tokens left. It starts anew at 2026-11-24T00:00:00.000Z. Raise the limit, or ask for less output.',
      ].join("\n"),
    });
    expect(await standing(guard)).toEqual([0, 1.5]);
    expect(await isGranted(guard, callOf("3", { agent: "bob", inputTokens: 0 }))).toBe(true);
  });

  it("says of windows and sessions when there is room again", async () => {
    const limits: SpendLimit[] = [
      limitOf({ amount: 0, period: "rolling", windowMs: 5_400_000 }),
      limitOf({ name: "s", amount: 1e-9, period: "session", scope: "project" }),
    ];
    const decision = await guardOf({ limits }).reserve(callOf("1", { session: "s" }));
    expect(decision).toMatchObject({ refused: [{ share: 1 }, { share: 0 }] });
    expect(decision).toHaveProperty(
      "message",
      expect.stringMatching(
        /in any 90 min\).* counts for 90 min\..*\n.*\(0\.000000001 USD a session, project without a name\).* with a new session\./s,
      ),
    );
  });

  it("prices input as uncached, or as written into a cache where the call says so and that is dearer", async () => {
    const guard = guardOf({ limits: [limitOf({ amount: 100 })] });
    const cost = async (id: string, change: object): Promise<number | undefined> =>
      granted(await guard.reserve(callOf(id, change))).reservation.estimate.costUsd;
    expect(await cost("1", {})).toBe(1.5);
    expect(await cost("2", { cacheWrite: "5m" })).toBe(1.75);
    expect(await cost("3", { cacheWrite: "1h" })).toBe(2.5);
    expect(await cost("4", { cacheWrite: "1h", model: "plain" })).toBe(1.5);
    const usage = usageOf({ cacheRead: 1_000_000, output: 10_000 });
    const { reservation } = granted(await guard.reserve({ id: "5", model: "priced", usage }));
    expect(reservation.estimate).toEqual({ tokens: 1_010_000, costUsd: 0.15 });
  });

  it("asks for the price of the provider and the model that served, at the time", async () => {
    const asked: unknown[] = [];
    const price = ({ provider, model, at }: PriceQuestion): undefined => {
      asked.push([provider, model, at]);
    };
    const pricer = { priceTable: "none", price };
    const guard = guardOf({ pricer, unpriced: "allow" });
    const { reservation } = granted(await guard.reserve(callOf("1", { provider: "p" })));
    await reservation.settle(usageOf({}), { at: NOON + 1 });
    await reservation.settle(usageOf({}), { model: "other", provider: "q" });
    expect(asked).toEqual([
      ["p", "priced", NOON],
      ["p", "priced", NOON + 1],
      ["q", "other", NOON],
    ]);
  });

  it("reserves no more output than it is told to, and counts what comes all the same", async () => {
    const guard = guardOf({ limits: [limitOf({ amount: 1.1 })], maxReservedOutput: 20_000 });
    const { reservation } = granted(await guard.reserve(callOf("1")));
    expect(reservation.estimate.costUsd).toBe(1.1);
    await reservation.settle(usageOf({ uncachedInput: 1_000_000, output: 90_000 }));
    expect(await standing(guard)).toEqual([1.45, 0]);
  });

  it("warns from the share on, over soft limits too, and never refuses for those", async () => {
    const limits = [
      limitOf({ warnAt: 0.6 }),
      limitOf({ name: "soft", amount: 2, hard: false, warnAt: 0.9 }),
    ];
    const guard = guardOf({ limits });
    const reasons = async (id: string): Promise<readonly string[]> =>
      granted(await guard.reserve(callOf(id))).warnings.map(
        ({ limit: { name }, reason }) => `${name} ${reason}`,
      );
    expect(await reasons("1")).toEqual([]);
    expect(await reasons("2")).toEqual(["daily near", "soft over"]);
    expect(await reasons("3")).toEqual(["daily near", "soft over"]);
    expect(await guard.reserve(callOf("4"))).toMatchObject({
      granted: false,
      refused: [{ limit: { name: "daily" } }],
    });
    const nothing = guardOf({ limits: [limitOf({ amount: 0, hard: false })] });
    const { warnings } = granted(await nothing.reserve(callOf("1")));
    expect(warnings).toMatchObject([{ reason: "over", share: 1, remaining: 0 }]);
  });

  it("asks a function for the limits before every call", async () => {
    let limits = [limitOf({ amount: 1 })];
    const guard = guardOf({ limits: async () => limits });
    expect(await isGranted(guard, callOf("1"))).toBe(false);
    limits = [limitOf({ name: "renamed", amount: 2 })];
    const { reservation } = granted(await guard.reserve(callOf("1")));
    await reservation.settle(usageOf({ uncachedInput: 1_000_000 }));
    limits = [limitOf({ amount: 2.4 })];
    expect(await isGranted(guard, callOf("2"))).toBe(false);
    limits.push(limitOf());
    await expect(guard.reserve(callOf("2"))).rejects.toThrow(
      'Two spend limits have the name "daily"',
    );
    limits = [];
    expect(await guard.reserve(callOf("2"))).toMatchObject({ granted: true, states: [] });
  });

  it("counts each agent, project, model and session by itself, and the nameless together", async () => {
    for (const scope of ["agent", "project"] as const) {
      const guard = guardOf({ limits: [limitOf({ scope, amount: 2 })] });
      const calls = [{ [scope]: "a" }, { [scope]: "b" }, {}];
      for (const [index, who] of calls.entries()) {
        expect(await isGranted(guard, callOf(`${index}`, who))).toBe(true);
        expect(await isGranted(guard, callOf(`${index} again`, who))).toBe(false);
      }
    }
    const guard = guardOf({
      limits: [
        limitOf({ scope: "model", of: "priced", amount: 2 }),
        limitOf({ name: "s", period: "session", amount: 2 }),
      ],
    });
    expect(await isGranted(guard, callOf("1", { session: "s" }))).toBe(true);
    expect(await isGranted(guard, callOf("2", { session: "t" }))).toBe(false);
    expect(await isGranted(guard, callOf("3", { session: "t", model: "plain" }))).toBe(true);
    await expect(guard.reserve(callOf("4"))).rejects.toThrow("Give its session");
  });

  it("settles under the day of the reservation, once, and also after its expiry", async () => {
    let now = NOON;
    const guard = guardOf({ now: () => now + 0.5, ttlMs: 1000 });
    const { reservation } = granted(await guard.reserve(callOf("1")));
    expect(await standing(guard)).toEqual([0, 1.5]);
    now += 1000;
    expect(await standing(guard)).toEqual([0, 0]);
    expect(await reservation.release()).toBe(false);
    now += 86_400_000;
    const usage = usageOf({ uncachedInput: 1_000_000 });
    expect(await reservation.settle(usage)).toMatchObject({ counted: true });
    expect(await reservation.settle(usage)).toMatchObject({ counted: false });
    expect(await reservation.release()).toBe(false);
    expect(await standing(guard)).toEqual([0, 0]);
    expect(await standing(guard, { at: NOON })).toEqual([1, 0]);
  });

  it("gives back what was released, and counts no settlement after that", async () => {
    const guard = guardOf();
    const { reservation } = granted(await guard.reserve(callOf("1")));
    expect(await reservation.release()).toBe(true);
    expect(await reservation.release()).toBe(false);
    expect(await reservation.settle(undefined)).toMatchObject({ counted: false });
    expect(await standing(guard)).toEqual([0, 0]);
  });

  it("ends a call once, also where no limit counts it, or the counter has forgotten it", async () => {
    const counter = new InProcessSpendCounter();
    for (const limits of [[], [limitOf()]]) {
      const guard = guardOf({ counter, limits });
      const first = granted(await guard.reserve(callOf("1"))).reservation;
      expect(await first.settle(usageOf({ output: 1 }))).toMatchObject({ counted: true });
      const second = granted(await guard.reserve(callOf("2"))).reservation;
      expect(await second.release()).toBe(true);
      counter.prune(NOON + 1);
      for (const ended of [first, second]) {
        expect(await ended.settle(usageOf({ output: 1 }))).toMatchObject({ counted: false });
        expect(await ended.release()).toBe(false);
      }
    }
  });

  it("counts in a window from when a call ended, by default now", async () => {
    let now = NOON;
    const limits = [limitOf({ period: "rolling", windowMs: 1000 })];
    const guard = guardOf({ limits, now: () => now });
    const holds = [await guard.reserve(callOf("1")), await guard.reserve(callOf("2"))].map(granted);
    now += 500;
    await holds[0]?.reservation.settle(usageOf({}), { costNanos: 1e9 });
    await holds[1]?.reservation.settle(usageOf({}), { costNanos: 2e9, at: NOON });
    now += 499;
    expect(await standing(guard)).toEqual([3, 0]);
    now += 1;
    expect(await standing(guard)).toEqual([1, 0]);
    now += 500;
    expect(await standing(guard)).toEqual([0, 0]);
  });

  it("has one reservation for one id, also from two guards", async () => {
    const counter = new InProcessSpendCounter();
    const [one, other] = [guardOf({ counter }), guardOf({ counter })];
    const first = granted(await one.reserve(callOf("1")));
    const again = granted(await other.reserve(callOf("1")));
    expect(await standing(one)).toEqual([0, 1.5]);
    const usage = usageOf({ output: 1000 });
    expect(await first.reservation.settle(usage)).toMatchObject({ counted: true });
    expect(await again.reservation.settle(usage)).toMatchObject({ counted: false });
    await expect(other.reserve(callOf("1", { inputTokens: 1 }))).rejects.toThrow("Use a new id");
  });

  it("names calls that bring no id", async () => {
    const ids = ["a", "b"];
    const guard = guardOf({ newId: () => ids.shift() ?? "" });
    const call = callOf("", { id: undefined });
    for (const id of ["a", "b"]) {
      expect(granted(await guard.reserve(call)).reservation.id).toBe(id);
    }
    expect(await standing(guard)).toEqual([0, 3]);
    const other = granted(await guardOf().reserve(call)).reservation.id;
    expect(other).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("says how limits stand for whom it is asked, and leaves out those that need a name", async () => {
    const limits = [
      limitOf(),
      limitOf({ name: "each", scope: "agent" }),
      limitOf({ name: "bob", scope: "agent", of: "bob" }),
      limitOf({ name: "session", period: "session", unit: "tokens", amount: 2e6 }),
    ];
    const guard = guardOf({ limits });
    granted(await guard.reserve(callOf("1", { agent: "alice", session: "s" })));
    const statesFor = async (query: object): Promise<readonly unknown[]> =>
      (await guard.status(query)).map(({ limit: { name }, reserved }) => [name, reserved]);
    expect(await statesFor({})).toEqual([
      ["daily", 1.5],
      ["bob", 0],
    ]);
    expect(await statesFor({ agent: "alice", session: "s" })).toEqual([
      ["daily", 1.5],
      ["each", 1.5],
      ["session", 1_100_000],
    ]);
  });
});

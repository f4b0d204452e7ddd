import type { CompletionRecord, SpendLimit } from "@tokenpak/core";
import { SqliteLedger } from "@tokenpak/telemetry";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callOf, granted, limitOf, NOON, PRICER, usageOf } from "./__fixtures__/spend-cases.ts";
import { InProcessSpendCounter } from "./in-process-spend-counter.ts";
import { SpendGuard } from "./spend-guard.ts";

let ledger: SqliteLedger;

beforeEach(() => {
  ledger = new SqliteLedger(":memory:");
});

afterEach(() => ledger.close());

function guardOf(...limits: readonly SpendLimit[]): SpendGuard {
  const counter = new InProcessSpendCounter();
  return new SpendGuard({ counter, limits, pricer: PRICER, ledger, now: () => NOON });
}

/** So many dollars, and as many thousand tokens. */
function record(id: string, dollars: number, change: Partial<CompletionRecord> = {}): void {
  const usage = usageOf({ uncachedInput: dollars * 1000 });
  const known = { provider: "test", model: "priced", outcome: "ok", observer: "log" } as const;
  const costNanos = dollars * 1e9;
  ledger.record({ completions: [{ id, at: NOON, usage, costNanos, ...known, ...change }] });
}

async function spentOf(guard: SpendGuard, query = {}): Promise<readonly number[]> {
  return (await guard.status(query)).map(({ spent }) => spent);
}

describe("SpendGuard on a ledger", () => {
  it("counts what passed no guard, in the period, the scope and the unit of each limit", async () => {
    const guard = guardOf(
      limitOf(),
      limitOf({ name: "tokens", unit: "tokens", amount: 1e9 }),
      limitOf({ name: "month", period: "month" }),
      limitOf({ name: "hour", period: "rolling", windowMs: 3_600_000 }),
      limitOf({ name: "alice", scope: "agent", of: "alice" }),
      limitOf({ name: "p", scope: "project", of: "p" }),
      limitOf({ name: "m", scope: "model", of: "m" }),
      limitOf({ name: "session", period: "session" }),
    );
    record("1", 1);
    record("2", 2, { at: NOON - 3_600_000 });
    record("3", 4, { at: NOON - 86_400_000 });
    record("4", 8, { at: NOON - 40 * 86_400_000 });
    record("5", 16, { agent: "alice", session: "s" });
    record("6", 32, { project: "p" });
    record("7", 64, { model: "m" });
    const today = 1 + 2 + 16 + 32 + 64;
    expect(await spentOf(guard, { session: "s" })).toEqual([
      today,
      today * 1000,
      today + 4,
      today - 2,
      16,
      32,
      64,
      16,
    ]);
  });

  it("says how many requests it knows no price of, under limits in dollars", async () => {
    const guard = guardOf(limitOf(), limitOf({ name: "tokens", unit: "tokens", amount: 1e9 }));
    record("1", 1);
    record("2", 2, { costNanos: undefined });
    expect(await guard.status()).toMatchObject([
      { spent: 1, unpricedRequests: 1 },
      { spent: 3000, unpricedRequests: 0 },
    ]);
  });

  it("counts up to the end of the period that it is asked of", async () => {
    const guard = guardOf(limitOf(), limitOf({ name: "week", period: "week" }));
    record("1", 1, { at: NOON + 12 * 3_600_000 - 1 });
    record("2", 2, { at: NOON + 12 * 3_600_000 });
    expect(await spentOf(guard)).toEqual([1, 3]);
    expect(await spentOf(guard, { at: NOON + 86_400_000 })).toEqual([2, 3]);
  });

  it("takes nothing off a window for guarded calls that are no longer in it", async () => {
    const guard = guardOf(limitOf({ period: "rolling", windowMs: 1000 }));
    const { reservation } = granted(await guard.reserve(callOf("1")));
    record("1", 1, { at: NOON - 1000 });
    await reservation.settle(usageOf({}), { costNanos: 1e9, at: NOON - 1000 });
    record("2", 2);
    expect(await spentOf(guard)).toEqual([2]);
  });

  it("counts the nameless apart, under a limit for each", async () => {
    const guard = guardOf(limitOf({ scope: "agent" }));
    record("1", 4);
    expect(await guard.reserve(callOf("1", { agent: "alice" }))).toMatchObject({ granted: true });
    expect(await guard.reserve(callOf("2"))).toMatchObject({
      granted: false,
      refused: [{ spent: 4, asked: 1.5, remaining: 1 }],
    });
    record("2", 5, { agent: "alice" });
    expect(await guard.reserve(callOf("3", { agent: "alice" }))).toMatchObject({
      granted: false,
      refused: [{ spender: "alice", spent: 5, reserved: 1.5, remaining: 0 }],
    });
  });

  it("counts a guarded call once, and twice only from its record to its settlement", async () => {
    const guard = guardOf(limitOf());
    const { reservation } = granted(await guard.reserve(callOf("1")));
    record("1", 1);
    expect(await guard.status()).toMatchObject([{ spent: 1, reserved: 1.5 }]);
    await reservation.settle(usageOf({}), { costNanos: 1e9 });
    expect(await guard.status()).toMatchObject([{ spent: 1, reserved: 0 }]);
  });

  it("never grants what does not fit beside all that was spent, guarded or not", async () => {
    const step = fc.record({
      do: fc.constantFrom("reserve", "record", "settle", "elsewhere"),
      dollars: fc.nat({ max: 2 }),
      which: fc.nat({ max: 2 }),
    });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const agent = `${++runs}`;
        const guard = guardOf(limitOf({ amount: 9, scope: "agent", of: agent }));
        const held: { id: string; dollars: number; hold: ReturnType<typeof granted> }[] = [];
        const recorded: typeof held = [];
        let [elsewhere, settled] = [0, 0];
        for (const [index, { do: what, dollars, which }] of steps.entries()) {
          const id = `${index}`;
          if (what === "elsewhere") {
            record(`${agent} ${id}`, dollars, { agent });
            elsewhere += dollars;
          }
          if (what === "reserve") {
            const size = { inputTokens: dollars * 1e6, maxOutputTokens: 0 };
            const hold = await guard.reserve(callOf(id, { ...size, agent }));
            if (!hold.granted) continue;
            held.push({ id, dollars, hold });
            const reserved = [...held, ...recorded].reduce((sum, one) => sum + one.dollars, 0);
            if (dollars > 0) expect(settled + reserved + elsewhere).toBeLessThanOrEqual(9);
          }
          const [next] = what === "record" ? held.splice(which, 1) : [];
          if (next !== undefined) {
            record(`${agent} ${next.id}`, next.dollars, { agent });
            recorded.push(next);
          }
          const [ended] = what === "settle" ? recorded.splice(which, 1) : [];
          if (ended !== undefined) {
            const costNanos = ended.dollars * 1e9;
            await ended.hold.reservation.settle(usageOf({}), { costNanos });
            settled += ended.dollars;
          }
        }
        for (const { dollars, hold } of recorded) {
          await hold.reservation.settle(usageOf({}), { costNanos: dollars * 1e9 });
          settled += dollars;
        }
        expect(await spentOf(guard)).toEqual([settled + elsewhere]);
      }),
      { numRuns: 25 },
    );
  });
});

import type { SpendCounter, SpendLimit } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callOf, limitOf, NOON, PRICER, usageOf } from "./__fixtures__/spend-cases.ts";
import { InProcessSpendCounter } from "./in-process-spend-counter.ts";
import { SpendGuard } from "./spend-guard.ts";

const LIMITS: readonly SpendLimit[] = [
  limitOf({ amount: 9 }),
  limitOf({ name: "agent", amount: 5, scope: "agent" }),
  limitOf({ name: "soft", amount: 1, hard: false, scope: "agent" }),
  limitOf({ name: "hour", amount: 3_000_000, unit: "tokens", period: "rolling", windowMs: 5 }),
];

const KEYS = ["usd/day:2026-11-23/all", "usd/day:2026-11-23/agent:a", "usd/day:2026-11-23/agent:b"];

const CALLER = fc.record({
  agent: fc.constantFrom("a", "b"),
  inputTokens: fc.nat({ max: 2_000_000 }),
  maxOutputTokens: fc.nat({ max: 200_000 }),
  /** Of what it may use, what it does use. */
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  end: fc.constantFrom("settle", "settle twice", "throw", "unknown"),
});

/** A counter whose answers come in whatever order the scheduler has them come, as they would over a network. */
function farCounter(counter: SpendCounter, scheduler: fc.Scheduler): SpendCounter {
  const far = async <T>(work: () => T): Promise<Awaited<T>> => {
    await scheduler.schedule(Promise.resolve("there"));
    const answer = await work();
    await scheduler.schedule(Promise.resolve("and back"));
    return answer;
  };
  return {
    reserve: (reservation) => far(() => counter.reserve(reservation)),
    settle: (settlement) => far(() => counter.settle(settlement)),
    release: (id, at) => far(() => counter.release(id, at)),
    state: (key, query) => far(() => counter.state(key, query)),
    prune: (before) => far(() => counter.prune(before)),
  };
}

describe("SpendGuard, of many callers at once,", () => {
  it("never lets them over a hard limit, and ends with what they used", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(CALLER, { maxLength: 15 }), async (s, callers) => {
        const counter = new InProcessSpendCounter();
        let now = NOON;
        const guards = [1, 2].map(
          () =>
            new SpendGuard({
              counter: farCounter(counter, s),
              limits: LIMITS,
              pricer: PRICER,
              now: () => now,
              ttlMs: 1_000_000,
            }),
        );
        const check = (): void => {
          for (const [index, key] of KEYS.entries()) {
            const { settled, reserved } = counter.state(key, { at: now });
            expect(settled + reserved).toBeLessThanOrEqual(index === 0 ? 9e9 : 5e9);
          }
          const window = { at: now, windowMs: 5 };
          const { settled, reserved } = counter.state("tokens/rolling:5/all", window);
          expect(settled + reserved).toBeLessThanOrEqual(3_000_000);
        };
        const used = { a: 0, b: 0 };
        const calls = callers.map(async ({ share, end, ...size }, index) => {
          const call = callOf(`${index}`, size);
          const usage = usageOf({
            uncachedInput: Math.floor(size.inputTokens * share),
            output: Math.floor(size.maxOutputTokens * share),
          });
          const agent = size.agent === "a" ? "a" : "b";
          const work = guards[index % 2]?.run(call, async ({ reservation }) => {
            check();
            now++;
            await s.schedule(Promise.resolve("the work itself"));
            if (end === "throw") throw new Error("on purpose");
            if (end === "settle twice") await reservation.settle(usage);
            const counted = end === "unknown" ? size : undefined;
            used[agent] += counted
              ? counted.inputTokens * 1000 + counted.maxOutputTokens * 5000
              : usage.uncachedInput * 1000 + usage.output * 5000;
            return { value: "", usage: end === "unknown" ? undefined : usage };
          });
          await work?.catch((error: Error) => {
            expect(error.message).toMatch(/on purpose|refuses the call/);
          });
          check();
        });
        await s.waitIdle();
        await Promise.all(calls);
        const [, ...agents] = KEYS.map((key) => counter.state(key, { at: now }));
        expect(agents.map(({ settled, reserved }) => [settled, reserved])).toEqual([
          [used.a, 0],
          [used.b, 0],
        ]);
      }),
      { numRuns: 80 },
    );
  });
});

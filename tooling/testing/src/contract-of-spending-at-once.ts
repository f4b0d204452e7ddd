import type { Awaitable, SpendCounter, SpendReservation, SpendSettlement } from "@tokenpak/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { MemorySpendCounter } from "./memory-spend-counter.ts";

type Open = () => Awaitable<SpendCounter>;

/** No interleaving of callers gets over a limit, and none leaves anything open. */
export function neverOverspends(open: Open): void {
  it("never gets over a limit, however its callers interleave", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(CALLER, { maxLength: 30 }), async (s, callers) => {
        const counter = await open();
        const limit = 100;
        const check = async (): Promise<void> => {
          const { settled, reserved } = await counter.state("shared", { at: 0 });
          expect(settled + reserved).toBeLessThanOrEqual(limit);
        };
        const granted: number[] = [];
        const call = async ({ amount, end }: Caller, index: number): Promise<void> => {
          const id = `${index}`;
          const charges = [
            { key: `own ${index}`, amount },
            { key: "shared", amount, limit },
          ];
          const reservation = { id, charges, at: 0, ttlMs: 10 };
          const decision = await s.schedule(Promise.resolve(counter.reserve(reservation)));
          await check();
          if (!decision.granted) return;
          await s.schedule(Promise.resolve("the work itself"));
          if (end === "release") expect(await counter.release(id, 1)).toBe(true);
          const spent = { less: amount - Math.floor(amount / 2), all: amount, release: 0 }[end];
          const amounts = { shared: spent };
          expect(await counter.settle({ id, amounts, at: 1 })).toBe(end !== "release");
          granted.push(spent);
          await check();
        };
        const calls = callers.map(call);
        await s.waitIdle();
        await Promise.all(calls);
        expect(await counter.state("shared", { at: 0 })).toEqual({
          key: "shared",
          settled: granted.reduce((sum, amount) => sum + amount, 0),
          reserved: 0,
        });
      }),
      { numRuns: 30 },
    );
  });
}

/** After any history of calls, in any order of times, every answer is that of {@link MemorySpendCounter}. */
export function behavesLikeModel(open: Open): void {
  it("answers any history of calls as a list that is added up anew", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 1, maxLength: 40 }), async (steps) => {
        const counter = await open();
        const model = new MemorySpendCounter();
        for (const step of steps) {
          expect(await answerOf(counter, step)).toEqual(await answerOf(model, step));
        }
        for (const key of KEYS) {
          for (const at of [0, 25, 50, 100]) {
            for (const windowMs of [undefined, 1, 20, 200]) {
              const query = { at, windowMs };
              expect(await counter.state(key, query)).toEqual(model.state(key, query));
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });
}

interface Caller {
  readonly amount: number;
  readonly end: "all" | "less" | "release";
}

const CALLER: fc.Arbitrary<Caller> = fc.record({
  amount: fc.integer({ min: 0, max: 40 }),
  end: fc.constantFrom("all", "less", "release"),
});

type Step =
  | { readonly do: "reserve"; readonly with: SpendReservation }
  | { readonly do: "settle"; readonly with: SpendSettlement }
  | { readonly do: "release"; readonly with: { readonly id: string; readonly at: number } }
  | { readonly do: "prune"; readonly with: number };

const KEYS = ["a", "b", "c"];
const ID = fc.constantFrom("1", "2", "3", "4", "5", "6");
const KEY = fc.constantFrom(...KEYS);
const AMOUNT = fc.nat({ max: 12 });
const AT = fc.nat({ max: 60 });
const CHARGE = fc.record(
  {
    key: KEY,
    amount: AMOUNT,
    limit: fc.integer({ min: 5, max: 60 }),
    windowMs: fc.integer({ min: 1, max: 40 }),
  },
  { requiredKeys: ["key", "amount"] },
);

const STEP: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("reserve" as const),
      with: fc.record({
        id: ID,
        charges: fc.uniqueArray(CHARGE, { maxLength: 3, selector: ({ key }) => key }),
        at: AT,
        ttlMs: fc.integer({ min: 1, max: 30 }),
      }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("settle" as const),
      with: fc.record({ id: ID, amounts: fc.dictionary(KEY, AMOUNT, { maxKeys: 3 }), at: AT }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("release" as const),
      with: fc.record({ id: ID, at: AT }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("prune" as const), with: AT }),
  },
);

/** What a call answers, or the code of the error that it throws. */
async function answerOf(counter: SpendCounter, step: Step): Promise<unknown> {
  try {
    if (step.do === "reserve") return await counter.reserve(step.with);
    if (step.do === "settle") return await counter.settle(step.with);
    if (step.do === "release") return await counter.release(step.with.id, step.with.at);
    return await counter.prune(step.with);
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
}

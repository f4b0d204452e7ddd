import { isTokenPakError, UNKNOWN_USAGE } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { callOf, granted, limitOf, NOON, PRICER, usageOf } from "./__fixtures__/spend-cases.ts";
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

async function spentOf(guard: SpendGuard): Promise<readonly unknown[]> {
  return (await guard.status()).map(({ spent, reserved }) => [spent, reserved]);
}

describe("SpendGuard.run", () => {
  it("hands on what the work answers, and settles what it used", async () => {
    const guard = guardOf();
    const value = await guard.run(callOf("1"), async ({ states }) => ({
      value: states[0]?.reserved,
      usage: usageOf({ output: 1000 }),
      costNanos: 7_000_000,
    }));
    expect(value).toBe(1.5);
    expect(await spentOf(guard)).toEqual([[0.007, 0]]);
  });

  it("throws SPEND_REFUSED with the decision as its cause, and does not begin the work", async () => {
    const guard = guardOf({ limits: [limitOf({ amount: 1 })] });
    const error = await guard
      .run(callOf("1"), () => {
        throw new Error("the work began");
      })
      .catch((thrown: unknown) => thrown);
    expect(isTokenPakError(error, "SPEND_REFUSED")).toBe(true);
    expect(error).toMatchObject({
      message: expect.stringContaining('"daily" (1.00 USD a day) refuses the call: 0.00 USD spent'),
      cause: { granted: false, refused: [{ resetsAt: NOON + 43_200_000 }] },
    });
  });

  it("gives the reservation back where the work throws, unless that settled it", async () => {
    const guard = guardOf();
    const broken = new Error("broken");
    await expect(guard.run(callOf("1"), () => Promise.reject(broken))).rejects.toBe(broken);
    expect(await spentOf(guard)).toEqual([[0, 0]]);
    const billed = guard.run(callOf("2"), async ({ reservation }) => {
      await reservation.settle(usageOf({ uncachedInput: 1_000_000 }));
      throw broken;
    });
    await expect(billed).rejects.toBe(broken);
    expect(await spentOf(guard)).toEqual([[1, 0]]);
  });

  it("counts what was reserved where nobody knows what was used", async () => {
    const limits = [limitOf(), limitOf({ name: "tokens", unit: "tokens", amount: 1e9 })];
    const guard = guardOf({ limits });
    await guard.run(callOf("1"), () => ({ value: "", usage: undefined }));
    expect(await spentOf(guard)).toEqual([
      [1.5, 0],
      [1_100_000, 0],
    ]);
    const { reservation } = granted(await guard.reserve(callOf("2")));
    expect(await reservation.settle(UNKNOWN_USAGE)).toEqual({
      counted: true,
      costUsd: undefined,
      tokens: 1_100_000,
      estimated: ["usd", "tokens"],
    });
    const counted = granted(await guard.reserve(callOf("3"))).reservation;
    expect(await counted.settle({ ...UNKNOWN_USAGE, output: 1000 })).toMatchObject({
      costUsd: 0.005,
      estimated: [],
    });
  });
});

describe("SpendGuard.run, where what was used cannot be counted,", () => {
  it("counts what was reserved, and throws why", async () => {
    const guard = guardOf();
    const nonsense = { value: "", usage: usageOf({ output: 0.5 }) };
    await expect(guard.run(callOf("1"), () => nonsense)).rejects.toThrow("usage.output");
    expect(await spentOf(guard)).toEqual([[1.5, 0]]);
    const counter = new InProcessSpendCounter();
    const broken = guardOf({ counter });
    counter.settle = () => {
      throw new Error("no disk");
    };
    const work = () => ({ value: "", usage: usageOf({ output: 5 }) });
    await expect(broken.run(callOf("1"), work)).rejects.toThrow("no disk");
    expect(await spentOf(broken)).toEqual([[0, 1.5]]);
  });
});

describe("UnpricedPolicy", () => {
  const unknown = callOf("1", { model: "unknown" });

  it("refuses by default, under hard limits in dollars only", async () => {
    const limits = [
      limitOf(),
      limitOf({ name: "soft", hard: false, scope: "model" }),
      limitOf({ name: "tokens", unit: "tokens", amount: 1 }),
    ];
    expect(await guardOf({ limits }).reserve(unknown)).toMatchObject({
      granted: false,
      refused: [
        { limit: { name: "daily" }, reason: "unpriced" },
        { limit: { name: "tokens" }, reason: "over", asked: 1_100_000 },
      ],
      message: expect.stringContaining('nobody knows a price for the model "unknown"'),
    });
    const { warnings } = granted(await guardOf({ limits: limits.slice(1, 2) }).reserve(unknown));
    expect(warnings).toMatchObject([{ reason: "unpriced", reserved: 0 }]);
    const tokens = [limitOf({ unit: "tokens", amount: 2_000_000 })];
    expect(await guardOf({ limits: tokens, pricer: undefined }).reserve(unknown)).toMatchObject({
      granted: true,
      warnings: [],
    });
  });

  it("allows with a warning, counted as nothing that anybody would take for a price", async () => {
    const guard = guardOf({ unpriced: "allow" });
    const { warnings, reservation } = granted(await guard.reserve(unknown));
    expect(warnings).toMatchObject([{ reason: "unpriced", reserved: 0 }]);
    expect(reservation.estimate.costUsd).toBeUndefined();
    expect(await reservation.settle(usageOf({ output: 5 }))).toEqual({
      counted: true,
      costUsd: undefined,
      tokens: 5,
      estimated: ["usd"],
    });
  });

  it("takes the highest prices that it is given", async () => {
    const unpriced = { inputUsdPerMillion: 3, outputUsdPerMillion: 15 };
    const guard = guardOf({ unpriced });
    const { reservation, warnings } = granted(await guard.reserve(unknown));
    expect(reservation.estimate.costUsd).toBe(4.5);
    expect(warnings).toMatchObject([{ reason: "near" }]);
    const usage = usageOf({ cacheRead: 500_000, cacheWrite1h: 1, output: 1000 });
    expect(await reservation.settle(usage)).toMatchObject({ costUsd: 1.515003, estimated: [] });
  });

  it("counts what was reserved where the model that served has no price, unless its cost is known", async () => {
    for (const unpriced of ["refuse", "allow"] as const) {
      const guard = guardOf({ unpriced });
      const usage = usageOf({ output: 1000 });
      const first = granted(await guard.reserve(callOf("1"))).reservation;
      expect(await first.settle(usage, { model: "unknown" })).toMatchObject({
        costUsd: undefined,
        tokens: 1000,
        estimated: ["usd"],
      });
      expect(await spentOf(guard)).toEqual([[1.5, 0]]);
      const second = granted(await guard.reserve(callOf("2"))).reservation;
      const known = await second.settle(usage, { model: "unknown", costNanos: 5 });
      expect(known).toMatchObject({ costUsd: 5e-9, estimated: [] });
    }
  });
});

describe("SpendGuard, of what cannot be,", () => {
  it.each([
    ["ttlMs", { ttlMs: 0 }],
    ["maxReservedOutput", { maxReservedOutput: -1 }],
    ["unpriced", { unpriced: "deny" as never }],
    ["unpriced", { unpriced: { inputUsdPerMillion: Number.NaN, outputUsdPerMillion: 1 } }],
    ["unpriced", { unpriced: null as never }],
    ["amount", { limits: [limitOf({ amount: -1 })] }],
    ["Two spend limits", { limits: [limitOf(), limitOf({ amount: 1 })] }],
  ])("refuses %s among its options", (field, options) => {
    expect(() => guardOf(options)).toThrow(field);
  });

  it.each([
    ["id", { id: "" }],
    ["model", { model: "" }],
    ["agent", { agent: "" }],
    ["inputTokens", { inputTokens: 0.5 }],
    ["inputTokens", { inputTokens: undefined as never }],
    ["maxOutputTokens", { maxOutputTokens: Number.NaN }],
    ["inputTokens + maxOutputTokens", { inputTokens: Number.MAX_SAFE_INTEGER }],
    ["cacheWrite", { cacheWrite: "1d" as never }],
    ["usage.output", { usage: usageOf({ output: -1 }) as never }],
    ["usage", { usage: null as never }],
    [
      "sum of usage",
      { usage: usageOf({ cacheRead: Number.MAX_SAFE_INTEGER, output: 1 }) as never },
    ],
  ])("refuses %s of a call", async (field, change) => {
    const guard = guardOf({ limits: [limitOf({ scope: "agent" })] });
    const error = await guard.reserve(callOf("1", change)).catch((thrown: unknown) => thrown);
    expect(isTokenPakError(error, "INVALID_OPTION")).toBe(true);
    expect((error as Error).message).toContain(field);
  });

  it("refuses times, costs and usages of a settlement, which can be tried again", async () => {
    const { reservation } = granted(await guardOf().reserve(callOf("1")));
    const usage = usageOf({});
    await expect(reservation.settle(usage, { at: -1 })).rejects.toThrow("at");
    await expect(reservation.settle(usage, { costNanos: 0.5 })).rejects.toThrow("costNanos");
    await expect(reservation.settle(usageOf({ output: 0.5 }))).rejects.toThrow("usage.output");
    expect(await reservation.settle(usage)).toMatchObject({ counted: true, costUsd: 0 });
  });
});

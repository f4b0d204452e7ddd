import type { PriceQuestion, SyncPricer } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CompletionTracker, type TrackerOptions } from "./completion-tracker.ts";
import { SqliteLedger } from "./ledger/sqlite-ledger.ts";
import type { TrackedCompletion } from "./tracker/tracked-completion.ts";

const NOON = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Two dollars a million tokens of whatever kind, for every model but `unknown`. */
const pricer: SyncPricer = {
  priceTable: "two dollars",
  price: ({ model, usage }: PriceQuestion) => {
    if (model === "unknown") return undefined;
    const costNanos =
      2000 * (usage.uncachedInput + usage.output + usage.cacheRead + usage.cacheWriteOther);
    return {
      costNanos,
      costUsd: costNanos / 1e9,
      inputNanos: costNanos,
      cacheReadNanos: 0,
      cacheWriteNanos: 0,
      outputNanos: 0,
      toolNanos: 0,
      priceProvider: "p",
      priceModel: "m",
      match: "exact",
      priceTable: "two dollars",
      assumptions: [],
    };
  },
};

const places = [
  ["in memory", {}],
  ["on a ledger", { ledger: () => new SqliteLedger(":memory:") }],
] as const;

describe.each(places)("CompletionTracker %s", (_, place) => {
  const track = (options: TrackerOptions = {}): CompletionTracker => {
    const ledger = "ledger" in place ? place.ledger() : undefined;
    return new CompletionTracker({ pricer, clock: () => NOON, ledger, ...options });
  };

  it("sums up the reference's example", () => {
    const tracker = track();
    tracker.record({
      model: "claude-3-5-sonnet",
      tokensIn: 1200,
      tokensOut: 300,
      costUsd: 0.015,
    });
    const totals = {
      totalRequests: 1,
      tokensIn: 1200,
      tokensOut: 300,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      totalTokens: 1500,
      costUsd: 0.015,
      unpricedRequests: 0,
    };
    expect(tracker.summary()).toEqual({
      ...totals,
      latencyMs: undefined,
      byModel: { "claude-3-5-sonnet": totals },
      forgottenRequests: 0,
    });
  });

  it("is empty before anything is recorded", () => {
    const summary = track().summary({ by: ["day"] });
    expect(summary).toMatchObject({ totalRequests: 0, costUsd: 0, byModel: {}, groups: [] });
    expect(summary.latencyMs).toBeUndefined();
  });

  it("prices what has no cost, and counts apart what has no price: it is not free", () => {
    const tracker = track();
    expect(
      tracker.record({
        model: "known",
        tokensIn: 1000,
        tokensOut: 2000,
        cacheReadTokens: 3000,
        cacheWriteTokens: 4000,
      }),
    ).toBe(0.02);
    expect(tracker.record({ model: "unknown", tokensIn: 5, tokensOut: 5 })).toBeUndefined();
    expect(tracker.record({ model: "unknown", tokensIn: 0, tokensOut: 0 })).toBeUndefined();
    expect(tracker.record({ model: "unknown", tokensIn: 1, tokensOut: 1, costUsd: 0 })).toBe(0);
    expect(tracker.summary()).toMatchObject({
      totalRequests: 4,
      tokensIn: 1006,
      tokensOut: 2006,
      cacheReadTokens: 3000,
      cacheWriteTokens: 4000,
      totalTokens: 10_012,
      costUsd: 0.02,
      unpricedRequests: 1,
      byModel: { known: { unpricedRequests: 0 }, unknown: { unpricedRequests: 1, costUsd: 0 } },
    });
  });

  it("asks the pricer for the usage as stated, its time and its provider", () => {
    const questions: PriceQuestion[] = [];
    const asking: SyncPricer = {
      ...pricer,
      price: (question) => void questions.push(question) as undefined,
    };
    const tracker = track({ pricer: asking });
    tracker.record({ model: "m", tokensIn: 1, tokensOut: 2, cacheWriteTokens: 4 });
    tracker.record({
      model: "m",
      tokensIn: 0,
      tokensOut: 0,
      cacheReadTokens: 3,
      provider: "azure",
      at: 7,
      usageSource: "token_counted",
    });
    expect(questions).toMatchObject([
      {
        model: "m",
        at: NOON,
        usage: {
          uncachedInput: 1,
          output: 2,
          cacheWriteOther: 4,
          usageSource: "provider_reported",
          confidence: "high",
        },
      },
      {
        provider: "azure",
        at: 7,
        usage: { cacheRead: 3, usageSource: "token_counted", confidence: "medium" },
      },
    ]);
    expect(questions[0]?.provider).toBeUndefined();
  });

  it("orders models by cost, and takes any name for one", () => {
    const tracker = track();
    for (const [model, costUsd] of [
      ["a", 1],
      ["b", 3],
      ["__proto__", 2],
    ] as const) {
      tracker.record({ model, tokensIn: 1, tokensOut: 1, costUsd });
    }
    expect(Object.keys(tracker.summary().byModel)).toEqual(["b", "__proto__", "a"]);
  });

  it("sums up a span of time: its beginning included, its end not", () => {
    const tracker = track();
    for (const minute of [0, 1, 2, 3]) {
      tracker.record({
        model: `m${minute}`,
        tokensIn: 1,
        tokensOut: 0,
        at: NOON + minute * MINUTE,
      });
    }
    const models = (since?: number, until?: number): readonly string[] =>
      Object.keys(
        tracker.summary({
          since: since === undefined ? undefined : NOON + since * MINUTE,
          until: until === undefined ? undefined : NOON + until * MINUTE,
        }).byModel,
      ).sort();
    expect(models(1, 3)).toEqual(["m1", "m2"]);
    expect(models(2)).toEqual(["m2", "m3"]);
    expect(models(undefined, 1)).toEqual(["m0"]);
    expect(models(9)).toEqual([]);
    expect(models()).toHaveLength(4);
  });

  it("divides by what is asked for: time in its order, all else by cost", () => {
    const tracker = track();
    const base = { model: "m", tokensIn: 1, tokensOut: 1 };
    tracker.record({ ...base, costUsd: 1, agent: "a", project: "p", at: NOON + HOUR });
    tracker.record({ ...base, costUsd: 2, agent: "b", session: "s", at: NOON });
    tracker.record({ ...base, costUsd: 4, agent: "a", provider: "q", at: NOON - 24 * HOUR });
    tracker.record({ ...base, costUsd: 8, at: NOON + MINUTE });
    const groups = (by: Parameters<CompletionTracker["summary"]>[0]) =>
      tracker.summary(by).groups?.map(({ key, costUsd }) => [key, costUsd]);
    expect(groups({ by: "agent" })).toEqual([
      [{}, 8],
      [{ agent: "a" }, 5],
      [{ agent: "b" }, 2],
    ]);
    expect(groups({ by: ["day"] })).toEqual([
      [{ day: "2026-11-22" }, 4],
      [{ day: "2026-11-23" }, 11],
    ]);
    expect(groups({ by: "hour", since: NOON })).toEqual([
      [{ hour: "2026-11-23T12:00Z" }, 10],
      [{ hour: "2026-11-23T13:00Z" }, 1],
    ]);
    expect(groups({ by: ["day", "agent"], since: NOON })).toEqual([
      [{ day: "2026-11-23" }, 8],
      [{ day: "2026-11-23", agent: "b" }, 2],
      [{ day: "2026-11-23", agent: "a" }, 1],
    ]);
    expect(groups({ by: ["provider", "model"] })).toEqual([
      [{ provider: "unknown", model: "m" }, 11],
      [{ provider: "q", model: "m" }, 4],
    ]);
    expect(groups({ by: ["project", "session"], until: NOON + 1 })).toEqual([
      [{}, 4],
      [{ session: "s" }, 2],
    ]);
    expect(groups({})).toBeUndefined();
  });

  it("says how long requests took, of those where it is known", () => {
    const tracker = track();
    for (const latencyMs of Array.from({ length: 100 }, (_, index) => 100 - index)) {
      tracker.record({ model: "m", tokensIn: 1, tokensOut: 1, latencyMs });
    }
    tracker.record({ model: "m", tokensIn: 1, tokensOut: 1 });
    expect(tracker.summary().latencyMs).toEqual({ p50: 50, p95: 95, p99: 99 });
    expect(tracker.summary({ since: NOON + 1 }).latencyMs).toBeUndefined();
  });

  const sound = { model: "m", tokensIn: 1, tokensOut: 1 };
  const counts = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2e12, "5"];
  it.each([
    ["tokensIn", [...counts, undefined]],
    ["tokensOut", [...counts, undefined]],
    ["cacheReadTokens", counts],
    ["cacheWriteTokens", counts],
    ["costUsd", [-1, Number.NaN, Number.POSITIVE_INFINITY, 2e6, "5", null]],
    ["latencyMs", [-1, Number.NaN, Number.POSITIVE_INFINITY, "5", null]],
    ["at", [-1, 0.5, Number.NaN, 1e16, new Date(0)]],
    ["model", [undefined, "", 7, null, "x".repeat(5000)]],
    ["agent", ["", 7, null]],
    ["session", [""]],
    ["project", [""]],
    ["provider", [""]],
    ["usageSource", ["rumour", 7]],
  ])("refuses a %s that cannot have been, naming it, and records nothing", (field, values) => {
    const tracker = track();
    for (const value of values) {
      const wrong = { ...sound, [field]: value } as TrackedCompletion;
      expect(() => tracker.record(wrong), String(value)).toThrow(
        expect.objectContaining({
          code: "INVALID_OPTION",
          message: expect.stringMatching(`^${field} must be `),
        }),
      );
    }
    expect(tracker.summary().totalRequests).toBe(0);
  });

  it("refuses to sum up by what it does not know, or in no span of time", () => {
    const tracker = track();
    for (const query of [
      { by: "colour" as never },
      { since: Number.NaN },
      { until: "now" as never },
    ]) {
      expect(() => tracker.summary(query)).toThrow(
        expect.objectContaining({ code: "INVALID_OPTION" }),
      );
    }
  });
});

describe("CompletionTracker", () => {
  it("prices by the table that TokenPak brings, where it is given none", () => {
    const tracker = new CompletionTracker();
    const at = Date.UTC(2026, 0, 1);
    // $2.50 and $10 a million tokens.
    expect(tracker.record({ model: "gpt-4o", tokensIn: 1_000_000, tokensOut: 100_000, at })).toBe(
      3.5,
    );
    expect(
      tracker.record({ model: "no such model", tokensIn: 1, tokensOut: 1, at }),
    ).toBeUndefined();
  });

  it("adds money without drift: a tenth of a cent many times, and any other history", () => {
    const tracker = new CompletionTracker({ keep: 1000 });
    const request = { model: "m", tokensIn: 1, tokensOut: 1, costUsd: 0.001, at: NOON };
    for (let count = 0; count < 100_000; count++) tracker.record(request);
    expect(tracker.summary()).toMatchObject({ totalRequests: 100_000, costUsd: 100 });
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 1e12 })),
        fc.integer({ min: 1, max: 5 }),
        (costs, keep) => {
          const other = new CompletionTracker({ keep });
          for (const nanos of costs) other.record({ ...request, costUsd: nanos / 1e9 });
          const exact = costs.reduce((sum, nanos) => sum + BigInt(nanos), 0n);
          expect(other.summary().costUsd).toBe(Number(exact) / 1e9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("keeps no more requests than it may, and says where those before them may be missing", () => {
    const tracker = new CompletionTracker({ keep: 100, pricer });
    for (let index = 0; index < 1000; index++) {
      tracker.record({
        model: `m${index % 3}`,
        tokensIn: 1,
        tokensOut: 0,
        latencyMs: index + 1,
        at: NOON + index,
      });
    }
    const all = tracker.summary();
    expect(all).toMatchObject({ totalRequests: 1000, tokensIn: 1000, forgottenRequests: 0 });
    expect(all.byModel).toMatchObject({ m0: { tokensIn: 334 }, m1: { tokensIn: 333 } });
    for (const [share, exact] of Object.entries({ p50: 500, p95: 950, p99: 990 })) {
      const found = all.latencyMs?.[share as "p50"] ?? 0;
      expect(Math.abs(found - exact) / exact).toBeLessThan(0.008);
    }
    expect(tracker.summary({ since: NOON + 900 })).toMatchObject({
      totalRequests: 100,
      forgottenRequests: 0,
      latencyMs: { p50: 950, p95: 995, p99: 999 },
    });
    expect(tracker.summary({ since: NOON + 899 })).toMatchObject({
      totalRequests: 100,
      forgottenRequests: 900,
    });
    expect(tracker.summary({ by: "model" })).toMatchObject({
      totalRequests: 1000,
      forgottenRequests: 900,
    });
    expect(tracker.summary({ until: NOON })).toMatchObject({
      totalRequests: 0,
      forgottenRequests: 0,
    });
  });

  it("sums up forgotten models beyond a thousand together", () => {
    const tracker = new CompletionTracker({ keep: 1, pricer });
    for (let index = 0; index < 1500; index++) {
      tracker.record({ model: `m${index}`, tokensIn: 1, tokensOut: 0 });
    }
    const { byModel, totalRequests } = tracker.summary();
    expect(totalRequests).toBe(1500);
    expect(Object.keys(byModel)).toHaveLength(1002);
    expect(byModel["(other models)"]).toMatchObject({ totalRequests: 499 });
  });

  it("refuses to keep no number of requests", () => {
    for (const keep of [0, -1, 1.5, Number.NaN, 2e6]) {
      expect(() => new CompletionTracker({ keep })).toThrow(/keep must be a whole number/);
    }
  });

  it("shares a ledger with other trackers, and leaves out what others observed there", () => {
    const ledger = new SqliteLedger(":memory:");
    let ids = 0;
    const options = { ledger, pricer, clock: () => NOON + 0.5, newId: () => `id ${ids++}` };
    const trackers = [new CompletionTracker(options), new CompletionTracker(options)];
    for (const tracker of trackers) {
      tracker.record({ model: "m", tokensIn: 1000, tokensOut: 0, agent: "a", latencyMs: 5 });
    }
    ledger.record({
      completions: [
        {
          id: "of the proxy",
          at: NOON,
          provider: "p",
          model: "m",
          usage: {
            ...{ uncachedInput: 7, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
            ...{ cacheWriteOther: 0, output: 0, reasoning: 0, audioInput: 0, audioOutput: 0 },
            ...{ imageInput: 0, imageOutput: 0, serverTools: {}, partial: false },
            usageSource: "provider_reported",
            confidence: "high",
          },
          outcome: "ok",
          observer: "proxy",
        },
      ],
    });
    expect(trackers[0]?.summary()).toMatchObject({ totalRequests: 2, tokensIn: 2000 });
    expect(ledger.report().totals).toMatchObject({
      requests: 3,
      costUsd: 0.004,
      reportedCostRequests: 0,
      firstAt: NOON,
    });
  });

  it("has the same summary in memory and on a ledger, of any requests", () => {
    const name = fc.constantFrom("a", "b", undefined);
    const request = fc.record({
      model: fc.constantFrom("m", "n", "unknown"),
      tokensIn: fc.nat({ max: 1e6 }),
      tokensOut: fc.nat({ max: 1e6 }),
      cacheReadTokens: fc.nat({ max: 1e6 }),
      costUsd: fc.option(
        fc.nat({ max: 1e9 }).map((nanos) => nanos / 1e9),
        { nil: undefined },
      ),
      latencyMs: fc.option(fc.nat({ max: 5000 }), { nil: undefined }),
      agent: name,
      session: name,
      at: fc.nat({ max: 200 }).map((minutes) => NOON + minutes * MINUTE),
    });
    const by = fc.subarray(["day", "hour", "model", "agent", "session", "provider"] as const);
    const span = fc.option(fc.integer({ min: -10, max: 210 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(request, { maxLength: 12 }),
        by,
        span,
        (requests, dimensions, minutes) => {
          using ledger = new SqliteLedger(":memory:");
          const [memory, onLedger] = [
            new CompletionTracker({ pricer }),
            new CompletionTracker({ pricer, ledger }),
          ];
          for (const one of requests) {
            expect(onLedger.record(one)).toBe(memory.record(one));
          }
          const since = minutes === undefined ? undefined : NOON + minutes * MINUTE;
          const query = { since, by: dimensions };
          expect(memory.summary(query)).toEqual(onLedger.summary(query));
          expect(memory.summary({ until: since })).toEqual(onLedger.summary({ until: since }));
        },
      ),
      { numRuns: 60 },
    );
  });
});

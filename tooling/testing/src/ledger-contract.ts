import {
  type Awaitable,
  type CompletionEntry,
  type Ledger,
  type LedgerEntries,
  NO_TOKENS,
  type SavingsRecord,
  type UsageQuery,
} from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyCompletion, anyQuery, anySaving } from "./any-entry.ts";
import { MemoryLedger } from "./memory-ledger.ts";

/** What every {@link Ledger} does. `open` gives a new, empty one. */
export function ledgerContract(name: string, open: () => Awaitable<Ledger>): void {
  describe(`${name} as a Ledger`, () => {
    counts(open);
    decides(open);
    refuses(open);
  });
}

type Open = () => Awaitable<Ledger>;

/** A request with all that must be there. */
export function completionOf(id: string, entry: Partial<CompletionEntry> = {}): CompletionEntry {
  const usage = {
    ...NO_TOKENS,
    uncachedInput: 10,
    output: 5,
    serverTools: {},
    usageSource: "provider_reported",
    confidence: "high",
    partial: false,
  } as const;
  const names = { provider: "anthropic", model: "claude-sonnet-5", observer: "tracker" };
  return { id, at: Date.UTC(2026, 10, 23, 12), ...names, usage, outcome: "ok", ...entry };
}

function counts(open: Open): void {
  it("has nothing at first", async () => {
    const ledger = await open();
    expect(await ledger.report({ by: ["model"] })).toEqual(new MemoryLedger().report());
    expect(await ledger.latencies()).toBeUndefined();
    expect(await ledger.record({})).toEqual({ added: 0, replaced: 0, ignored: 0 });
  });

  it("reports what was recorded, by anything, in any range: as a count of the records themselves", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEntries, { maxLength: 4 }),
        fc.array(anyQuery, { minLength: 1, maxLength: 4 }),
        async (batches, queries) => {
          const ledger = await open();
          const model = new MemoryLedger();
          for (const batch of batches) {
            expect(await ledger.record(batch)).toEqual(model.record(batch));
          }
          for (const query of queries) {
            expect(await ledger.report(query)).toEqual(model.report(query));
            const { by: _, utcOffsetMinutes: __, ...filter } = query;
            expect(await ledger.latencies(filter)).toEqual(model.latencies(filter));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("reports the same for the same entries in any order and any batches", async () => {
    const shuffled = fc
      .array(anyCompletion, { minLength: 1, maxLength: 12 })
      .map(withDistinctOutputs)
      .chain((entries) =>
        fc.tuple(
          fc.constant(entries),
          fc.shuffledSubarray([...entries], { minLength: entries.length }),
          fc.integer({ min: 1, max: 12 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([entries, others, size]) => {
        const ledger = await open();
        const other = await open();
        await ledger.record({ completions: entries });
        for (let start = 0; start < others.length; start += size) {
          await other.record({ completions: others.slice(start, start + size) });
        }
        const query: UsageQuery = { by: ["hour", "model", "agent", "session"] };
        expect(await other.report(query)).toEqual(await ledger.report(query));
      }),
      { numRuns: 50 },
    );
  });
}

function decides(open: Open): void {
  it("records a request once", async () => {
    const ledger = await open();
    const entries = { completions: [completionOf("a")], savings: [savingOf("a")] };
    expect(await ledger.record(entries)).toEqual({ added: 2, replaced: 0, ignored: 0 });
    expect(await ledger.record(entries)).toEqual({ added: 0, replaced: 0, ignored: 2 });
    expect((await ledger.report()).totals).toMatchObject({ requests: 1, savings: { events: 1 } });
  });

  it("keeps the line with the most output of those that a log repeats for one request", async () => {
    const ledger = await open();
    for (const output of [1, 7, 3]) {
      const { usage } = completionOf("");
      await ledger.record({ completions: [completionOf("a", { usage: { ...usage, output } })] });
    }
    expect((await ledger.report()).totals).toMatchObject({ requests: 1, output: 7 });
  });

  it("drops a side copy beside its original, whichever comes first", async () => {
    const original = completionOf("r:1", { responseId: "r", requestId: "1" });
    const copy = completionOf("r:2", { responseId: "r", requestId: "2", sideCopy: true });
    for (const completions of [
      [original, copy],
      [copy, original],
    ]) {
      const ledger = await open();
      await ledger.record({ completions });
      expect((await ledger.report()).totals.requests).toBe(1);
    }
  });

  it("counts two requests with one response id where both have a request id", async () => {
    const ledger = await open();
    const completions = ["1", "2"].map((requestId) =>
      completionOf(`r:${requestId}`, { responseId: "r", requestId }),
    );
    await ledger.record({ completions });
    expect((await ledger.report()).totals.requests).toBe(2);
  });

  it("never counts what was superseded, also when it comes later", async () => {
    const ledger = await open();
    await ledger.record({ completions: [completionOf("early")] });
    const supersedes = ["early", "late", "better"];
    expect(await ledger.record({ completions: [completionOf("better", { supersedes })] })).toEqual({
      added: 0,
      replaced: 1,
      ignored: 0,
    });
    expect(await ledger.record({ completions: [completionOf("late")] })).toMatchObject({
      ignored: 1,
    });
    expect((await ledger.report()).totals.requests).toBe(1);
  });

  it("tells the hours of a day of 25 hours apart, and takes them for one day", async () => {
    const ledger = await open();
    const start = Date.UTC(2026, 9, 24, 22);
    const end = Date.UTC(2026, 9, 25, 1);
    const completions = Array.from({ length: 25 }, (_, hour) =>
      completionOf(`${hour}`, { at: start + hour * 3_600_000 }),
    );
    await ledger.record({ completions });
    const utcOffsetMinutes = (at: number): number => (at < end ? 120 : 60);
    const days = await ledger.report({ by: ["day"], utcOffsetMinutes });
    expect(days.groups.map(({ key, requests }) => [key.day, requests])).toEqual([
      ["2026-10-25", 25],
    ]);
    const { groups } = await ledger.report({ by: ["hour"], utcOffsetMinutes });
    expect(groups.map(({ key }) => key.hour).slice(1, 4)).toEqual([
      "2026-10-25T01:00+02:00",
      "2026-10-25T02:00+02:00",
      "2026-10-25T02:00+01:00",
    ]);
    expect(groups).toHaveLength(25);
  });

  it("divides days where the clock is ahead by 5:45", async () => {
    const ledger = await open();
    const midnight = Date.UTC(2026, 10, 22, 18, 15);
    const completions = [midnight - 1, midnight].map((at) => completionOf(`${at}`, { at }));
    await ledger.record({ completions });
    const { groups } = await ledger.report({ by: ["day"], utcOffsetMinutes: () => 345 });
    expect(groups.map(({ key }) => key.day)).toEqual(["2026-11-22", "2026-11-23"]);
  });
}

function refuses(open: Open): void {
  it("refuses what cannot be, says which field of which record, and records nothing of the batch", async () => {
    const ledger = await open();
    const { usage } = completionOf("");
    const wrong: readonly [field: string, entry: Record<string, unknown>][] = [
      ["id", { id: "" }],
      ["at", { at: Number.NaN }],
      ["at", { at: -1 }],
      ["at", { at: 8.64e15 + 2 }],
      ["model", { model: 7 }],
      ["agent", { agent: null }],
      ["usage.output", { usage: { ...usage, output: -5 } }],
      ["usage.cacheRead", { usage: { ...usage, cacheRead: 0.5 } }],
      ["usage.uncachedInput", { usage: { ...usage, uncachedInput: 2 ** 53 } }],
      ["usage.reasoning", { usage: { ...usage, reasoning: 1e13 } }],
      ["usage.serverTools", { usage: { ...usage, serverTools: { search: -1 } } }],
      ["usage.confidence", { usage: { ...usage, confidence: "sure" } }],
      ["costNanos", { costNanos: -1 }],
      ["costNanos", { costNanos: 1.5 }],
      ["latencyMs", { latencyMs: Number.POSITIVE_INFINITY }],
      ["outcome", { outcome: "fine" }],
      ["supersedes", { supersedes: "a" }],
    ];
    for (const [field, entry] of wrong) {
      const completions = [completionOf("sound"), completionOf("wrong", entry)];
      const attempt = async () => ledger.record({ completions });
      await expect(attempt(), field).rejects.toMatchObject({
        code: "INVALID_OPTION",
        message: expect.stringMatching(`completions\\[1\\].*${field.replace(".", "\\.")}`),
      });
    }
    const saving = { ...savingOf("a"), tokensAfter: -1 };
    await expect((async () => ledger.record({ savings: [saving] }))()).rejects.toMatchObject({
      code: "INVALID_OPTION",
      message: expect.stringMatching(/savings\[0\].*tokensAfter/),
    });
    expect((await ledger.report()).totals.requests).toBe(0);
  });

  it("refuses queries that cannot be", async () => {
    const ledger = await open();
    const refused = (query: UsageQuery) =>
      expect((async () => ledger.report(query))()).rejects.toMatchObject({
        code: "INVALID_OPTION",
      });
    await refused({ by: ["colour" as "day"] });
    await refused({ since: Number.NaN });
    await ledger.record({ completions: [completionOf("a")] });
    await refused({ by: ["day"], utcOffsetMinutes: () => Number.NaN });
  });
}

function savingOf(id: string): SavingsRecord {
  const at = Date.UTC(2026, 10, 23, 12);
  return { id, at, tokensBefore: 9, tokensAfter: 2, tokensFetchedBack: 1, confidence: "high" };
}

const anyEntries: fc.Arbitrary<LedgerEntries> = fc.record({
  completions: fc.array(anyCompletion, { maxLength: 8 }),
  savings: fc.array(anySaving, { maxLength: 3 }),
});

/** No two are equally good, so that what counts cannot depend on which was recorded later. */
function withDistinctOutputs(entries: readonly CompletionEntry[]): readonly CompletionEntry[] {
  return entries.map((entry, output) => ({ ...entry, usage: { ...entry.usage, output } }));
}

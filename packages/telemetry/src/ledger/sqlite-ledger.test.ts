import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CompletionEntry, NO_TOKENS, type SyncPricer } from "@tokenpak/core";
import {
  anyCompletion,
  anySaving,
  completionOf,
  ledgerContract,
  MemoryLedger,
} from "@tokenpak/testing";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkOpenLedger } from "./check-ledger.ts";
import { rebuildRollups } from "./rollup-sums.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";

ledgerContract("SqliteLedger", () => new SqliteLedger(":memory:"));

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 23, 12);

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-ledger-"));
  file = join(folder, "data", "ledger.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function expectSound(ledger: SqliteLedger): void {
  expect(checkOpenLedger(ledger.database.connection)).toMatchObject({
    damage: [],
    rollupDamage: [],
  });
}

describe("SqliteLedger", () => {
  it("keeps the sums equal to the rows, whatever is recorded, repriced and forgotten, and in whatever order", () => {
    const step = fc.oneof(
      fc.record({
        completions: fc.array(anyCompletion, { maxLength: 6 }),
        savings: fc.array(anySaving, { maxLength: 2 }),
      }),
      fc.constant("reprice" as const),
      fc.record({
        before: fc.nat({ max: 3 }).map((day) => Date.UTC(2026, 9, 24 + day)),
        keepRollups: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        using ledger = new SqliteLedger(":memory:");
        for (const one of steps) {
          if (one === "reprice") ledger.repriceUnpriced(pricerOf({ m: 3 }));
          else if ("before" in one) ledger.forget(one);
          else ledger.record(one);
          expectSound(ledger);
        }
        const before = ledger.report({ by: ["hour", "session", "model"] });
        rebuildRollups(ledger.database);
        expect(ledger.report({ by: ["hour", "session", "model"] })).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });

  it("gives back every record as it was", () => {
    fc.assert(
      fc.property(
        fc.array(anyCompletion, { maxLength: 8 }),
        fc.array(anySaving),
        (entries, savings) => {
          using ledger = new SqliteLedger(":memory:");
          const model = new MemoryLedger();
          ledger.record({ completions: entries, savings });
          model.record({ completions: entries, savings });
          const expected = model.counted().map(({ supersedes: _, ...record }) => record);
          const byText = (records: Iterable<object>): readonly string[] =>
            Array.from(records, (record) => JSON.stringify(sorted(record))).sort();
          expect(byText(ledger.exportCompletions())).toEqual(byText(expected));
          expect(byText(ledger.exportSavings())).toEqual(byText(model.savings()));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("keeps all that a usage says, and names that are no well-formed text", () => {
    using ledger = new SqliteLedger(":memory:");
    const part = { ...NO_TOKENS, kind: "compaction", model: "m\ud800", output: 2 };
    const { usage } = completionOf("");
    const record = completionOf("id\udc00\0", {
      at: NOON + 0.5,
      modelRequested: "other",
      subagent: "explorer\0",
      usage: {
        ...usage,
        serverTools: { web_search_requests: 2, "\ud800": 1 },
        tier: "batch",
        speed: "fast",
        geo: "eu",
        parts: [part],
        audioInput: 1,
        imageOutput: 2,
      },
      costNanos: 0,
      costSource: "calculated",
      priceModel: "m",
      priceMatch: "fuzzy",
      priceTable: "t",
      latencyMs: 0.25,
      firstTokenMs: 0,
      responseId: "r",
      requestId: "q",
      sideCopy: false,
    });
    ledger.record({ completions: [record] });
    expect([...ledger.exportCompletions()]).toEqual([record]);
  });

  it("exports by time, a page at a time, while it is written to", () => {
    using ledger = new SqliteLedger(":memory:");
    const completions = Array.from({ length: 1203 }, (_, index) =>
      completionOf(`${index}`, { at: NOON + Math.floor(index / 3) }),
    );
    ledger.record({ completions });
    const ids: string[] = [];
    for (const { id } of ledger.exportCompletions({ since: NOON + 1 })) {
      if (ids.length === 2)
        ledger.record({ completions: [completionOf("late", { at: NOON + DAY })] });
      ids.push(id);
    }
    expect(ids).toEqual([...completions.slice(3).map(({ id }) => id), "late"]);
  });

  it("keeps checkpoints with the records of one commit, or neither", () => {
    using ledger = new SqliteLedger(":memory:");
    const checkpoint = {
      path: "/logs/a.jsonl\ud800",
      source: "codex",
      dev: 2049,
      ino: 2 ** 52 + 1,
      size: 2 ** 40,
      mtimeMs: NOON + 0.25,
      offset: 17,
      headHash: "ab",
      state: { model: "m", deep: [1, null] },
    };
    const entries = { completions: [completionOf("a")] };
    expect(ledger.commit({ entries, checkpoints: [checkpoint] })).toEqual({
      added: 1,
      replaced: 0,
      ignored: 0,
      changes: ["added"],
    });
    expect(ledger.checkpoints("codex")).toEqual([checkpoint]);
    expect(ledger.checkpoints("gemini-cli")).toEqual([]);
    const renamed = { ...checkpoint, path: "/logs/b.jsonl", state: undefined };
    const recreated = { ...renamed, ino: 5 };
    ledger.commit({ entries: {}, checkpoints: [renamed] });
    expect(ledger.checkpoints("codex")).toEqual([renamed]);
    ledger.commit({ entries: {}, checkpoints: [recreated] });
    expect(ledger.checkpoints("codex")).toEqual([recreated]);
    const wrong = { completions: [completionOf("b"), completionOf("c", { at: -1 })] };
    expect(() => ledger.commit({ entries: wrong, checkpoints: [checkpoint] })).toThrow(/at is -1/);
    expect(ledger.checkpoints("codex")).toEqual([recreated]);
    expect(ledger.report().totals.requests).toBe(1);
  });

  it("goes on after a batch that failed in the middle", () => {
    using ledger = new SqliteLedger(":memory:");
    const { connection } = ledger.database;
    connection.exec(
      "CREATE TEMP TRIGGER stop BEFORE INSERT ON completions WHEN NEW.id = 'b' BEGIN SELECT RAISE(ABORT, 'stop'); END",
    );
    const entries = ["a", "b"].map((id) => completionOf(id, { model: "new", session: "s" }));
    expect(() => ledger.record({ completions: entries })).toThrow("stop");
    connection.exec("DROP TRIGGER stop");
    expect(ledger.report().totals.requests).toBe(0);
    ledger.record({ completions: [completionOf("other")] });
    ledger.record({ completions: entries });
    expect(ledger.report({ model: "new", session: "s" }).totals.requests).toBe(2);
    expectSound(ledger);
  });

  it("goes on after a transaction around it was undone", () => {
    using ledger = new SqliteLedger(":memory:");
    const entries = { completions: [completionOf("a", { model: "new", session: "s" })] };
    expect(() =>
      ledger.database.immediate(() => {
        ledger.record(entries);
        throw new RangeError("stop");
      }),
    ).toThrow("stop");
    ledger.record({ completions: [completionOf("other")] });
    ledger.record(entries);
    expect(ledger.report({ by: ["model"] }).groups).toHaveLength(2);
    expect(ledger.report({ model: "new", session: "s" }).totals.requests).toBe(1);
  });

  it("makes a file that its user alone can read, and works on it from two sides", () => {
    using writer = new SqliteLedger(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writer.record({ completions: [completionOf("a")] });
    using reader = new SqliteLedger(file, { readOnly: true, busyTimeoutMs: 1 });
    using other = new SqliteLedger(file, { busyTimeoutMs: 1 });
    writer.database.immediate(() => {
      expect(reader.report().totals.requests).toBe(1);
      expect(() => other.record({ completions: [completionOf("b")] })).toThrow(
        expect.objectContaining({
          code: "STORE_UNAVAILABLE",
          message: expect.stringMatching(/locked by another process.*try again/),
        }),
      );
    });
    expect(() => reader.record({ completions: [completionOf("b")] })).toThrow(
      expect.objectContaining({ code: "STORE_READ_ONLY" }),
    );
    other.record({ completions: [completionOf("b", { model: "new" })] });
    expect(reader.report({ model: "new" }).totals.requests).toBe(1);
  });

  it("throws STORE_CLOSED after close, whatever is asked", () => {
    const ledger = new SqliteLedger(":memory:");
    ledger.close();
    ledger.close();
    for (const use of [
      () => ledger.record({ completions: [completionOf("a")] }),
      () => ledger.report(),
      () => ledger.latencies(),
      () => ledger.checkpoints("codex"),
      () => [...ledger.exportCompletions()],
      () => ledger.forget({ before: 0 }),
      () => ledger.repriceUnpriced(pricerOf({})),
    ]) {
      expect(use).toThrow(expect.objectContaining({ code: "STORE_CLOSED" }));
    }
  });
});

describe("SqliteLedger.repriceUnpriced", () => {
  it("prices what has no cost where there is a price now, and says what has none still", () => {
    using ledger = new SqliteLedger(":memory:");
    const completions: CompletionEntry[] = ["m", "m", "nobody's"].map((model, index) =>
      completionOf(`${index}`, { model, at: NOON + index }),
    );
    ledger.record({ completions: [...completions, completionOf("paid", { costNanos: 5 })] });
    expect(ledger.report().totals).toMatchObject({ unpricedRequests: 3, costUsd: 5e-9 });
    const pricer = pricerOf({ m: 10 });
    expect(ledger.repriceUnpriced(pricer, { batchSize: 2 })).toEqual({ priced: 2, unpriced: 1 });
    expect(ledger.report().totals).toMatchObject({ unpricedRequests: 1, costUsd: 25e-9 });
    expect(ledger.repriceUnpriced(pricer)).toEqual({ priced: 0, unpriced: 1 });
    expect(() => ledger.repriceUnpriced(pricer, { batchSize: 0 })).toThrow(/whole number from 1/);
    const [first] = ledger.exportCompletions();
    expect(first).toMatchObject({ costNanos: 10, costSource: "calculated", priceTable: "test" });
    // The log is read again, with prices that are not there: what is known is better.
    expect(ledger.record({ completions })).toMatchObject({ ignored: 3 });
    expectSound(ledger);
  });
});

describe("SqliteLedger.forget", () => {
  const days = (ledger: SqliteLedger) =>
    ledger.report({ by: ["day"] }).groups.map(({ key, requests }) => [key.day, requests]);

  const record = (ledger: SqliteLedger) =>
    ledger.record({
      completions: [0, 1, 2].map((day) =>
        completionOf(`r:${day}`, {
          at: NOON + day * DAY,
          session: `s${day}`,
          responseId: `r${day}`,
          latencyMs: 5,
        }),
      ),
      savings: [
        {
          id: "s",
          at: NOON,
          tokensBefore: 9,
          tokensAfter: 2,
          tokensFetchedBack: 0,
          confidence: "high",
        },
      ],
    });

  it("deletes the rows of whole days and keeps their sums", () => {
    using ledger = new SqliteLedger(file);
    record(ledger);
    const before = ledger.report({ by: ["day", "session"] });
    expect(ledger.forget({ before: NOON + 2 * DAY })).toEqual({
      before: NOON + 1.5 * DAY,
      completions: 2,
      savings: 1,
    });
    expect([...ledger.exportCompletions()].map(({ id }) => id)).toEqual(["r:2"]);
    expect(ledger.report({ by: ["day", "session"] })).toEqual(before);
    expect(ledger.latencies()).toEqual({ p50: 5, p95: 5, p99: 5 });
    expectSound(ledger);
  });

  it("counts nothing twice that is recorded once more, also where it is placed a little later", () => {
    using ledger = new SqliteLedger(":memory:");
    record(ledger);
    ledger.forget({ before: NOON + 2 * DAY });
    expect(record(ledger)).toEqual({ added: 0, replaced: 0, ignored: 4 });
    const at = NOON + 2 * DAY;
    const other = completionOf("other", { at, responseId: "r1", requestId: "q" });
    expect(ledger.record({ completions: [completionOf("r:0", { at }), other] })).toMatchObject({
      ignored: 2,
    });
    expect(ledger.report().totals).toMatchObject({ requests: 3, savings: { events: 1 } });
  });

  it("forgets sums and names as well, where it is told to", () => {
    using ledger = new SqliteLedger(file);
    record(ledger);
    ledger.forget({ before: NOON + 2 * DAY, keepRollups: false });
    expect(days(ledger)).toEqual([["2026-11-25", 1]]);
    const names = ledger.database.connection.prepare("SELECT value FROM names").pluck().all();
    expect(names).not.toContain("s0");
    expect(names).toContain("s2");
    expect(record(ledger)).toMatchObject({ added: 0 });
    ledger.record({ completions: [completionOf("again", { at: NOON + 2 * DAY, session: "s0" })] });
    expect(ledger.report({ session: "s0" }).totals.requests).toBe(1);
    expectSound(ledger);
  });

  it("refuses what is no time", () => {
    using ledger = new SqliteLedger(":memory:");
    expect(() => ledger.forget({ before: Number.NaN })).toThrow(/milliseconds since 1970/);
  });
});

describe("checkLedger", () => {
  it("finds sums that are not those of the rows, and rebuildRollups makes them anew", () => {
    using ledger = new SqliteLedger(":memory:");
    ledger.record({ completions: [completionOf("a", { latencyMs: 7 }), completionOf("b")] });
    const { connection } = ledger.database;
    const before = ledger.report({ by: ["hour", "session"] });
    for (const damage of [
      "UPDATE rollups SET output = output + 1 WHERE level = 1",
      "DELETE FROM session_rollups WHERE level = 0",
      "UPDATE latencies SET counts = x'0101'",
      "DELETE FROM latencies",
      "INSERT INTO rollups VALUES (2, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1)",
    ]) {
      connection.exec(damage);
      expect(checkOpenLedger(ledger.database.connection).rollupDamage, damage).not.toEqual([]);
      rebuildRollups(ledger.database);
      expectSound(ledger);
      expect(ledger.report({ by: ["hour", "session"] })).toEqual(before);
    }
  });
});

/** Prices a request at so many nano-dollars by its model. */
function pricerOf(nanos: Readonly<Record<string, number>>): SyncPricer {
  return {
    priceTable: "test",
    price: ({ model }) => {
      const costNanos = nanos[model];
      if (costNanos === undefined) return undefined;
      const parts = {
        inputNanos: costNanos,
        cacheReadNanos: 0,
        cacheWriteNanos: 0,
        outputNanos: 0,
      };
      return {
        ...parts,
        costNanos,
        toolNanos: 0,
        costUsd: costNanos / 1e9,
        priceProvider: "test",
        priceModel: model,
        match: "exact",
        priceTable: "test",
        assumptions: [],
      };
    },
  };
}

function sorted(record: object): object {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, name === "usage" ? sorted(value as object) : value] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SpendLimit } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { openLedger } from "../ledger/open-ledger.ts";
import { SqliteLedger } from "../ledger/sqlite-ledger.ts";
import { SqliteSpendCounter } from "./sqlite-spend-counter.ts";
import { type SpendLimitChange, SqliteSpendLimits } from "./sqlite-spend-limits.ts";

const DAILY: SpendLimit = {
  name: "daily",
  unit: "usd",
  amount: 20,
  period: "day",
  scope: "all",
  warnAt: 0.8,
  hard: true,
  calendar: "utc",
};

function ledgerFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-limits-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "ledger.db");
}

const anyChange = fc.record({
  name: fc.constantFrom("a", "B", "c"),
  at: fc.nat({ max: 5 }),
  amount: fc.option(fc.constantFrom(0, 1, 0.000000001), { nil: undefined }),
  by: fc.constantFrom("alice", undefined),
});

describe("SqliteSpendLimits", () => {
  it("answers the last change of each name up to a time, and keeps them all", () => {
    using ledger = openLedger(":memory:");
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 12 }), (made) => {
        ledger.connection.exec("DELETE FROM spend_limit_changes; DELETE FROM settings");
        const limits = new SqliteSpendLimits(ledger);
        const kept: SpendLimitChange[] = [];
        for (const { name, at, amount, by } of made) {
          const limit = amount === undefined ? undefined : { ...DAILY, name, amount };
          const before = kept.findLast((change) => change.name === name)?.limit;
          const options = { at, by };
          expect(limit ? limits.set(limit, options) : limits.remove(name, options)).toEqual(before);
          if (limit?.amount !== before?.amount) kept.push({ name, at, limit, by });
        }
        expect(limits.changes()).toEqual(kept);
        for (const time of [0, 2, 5, undefined]) {
          const last = new Map(
            kept.filter(({ at }) => at <= (time ?? at)).map(({ name, limit }) => [name, limit]),
          );
          const names = [...last.keys()].sort();
          expect(limits.list(time)).toEqual(names.flatMap((name) => last.get(name) ?? []));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("brings back every field, in the file of a ledger that is open, and leaves that open", () => {
    const file = ledgerFile();
    using ledger = openLedger(file);
    const limits = new SqliteSpendLimits(ledger);
    const burst = { ...DAILY, name: "burst", period: "rolling", windowMs: 5, hard: false } as const;
    const each = { ...DAILY, name: "each", scope: "agent", unit: "tokens" } as const;
    const shop = { ...each, name: "shop", scope: "project", of: "/src/läden" } as const;
    for (const limit of [shop, burst, each]) limits.set(limit, { at: 1 });
    limits.close();
    expect(limits.list()).toEqual([burst, each, shop]);
    expect(() => ledger.immediate(() => setAndFail(limits))).toThrow("undone");
    using other = new SqliteSpendLimits(file, { readOnly: true });
    expect(other.list()).toEqual([burst, each, shop]);
    expect(() => other.set(DAILY, { at: 1 })).toThrow(
      expect.objectContaining({ code: "STORE_READ_ONLY" }),
    );
  });

  it("are kept when what was used and counted is forgotten", () => {
    using ledger = new SqliteLedger(":memory:");
    const limits = new SqliteSpendLimits(ledger.database);
    limits.set(DAILY, { at: 1 });
    ledger.forget({ before: Date.UTC(2026, 10, 23), keepRollups: false });
    new SqliteSpendCounter(ledger.database).prune(Date.UTC(2026, 10, 23));
    expect(limits.changes()).toEqual([{ name: "daily", at: 1, limit: DAILY, by: undefined }]);
  });

  it("takes the system's time where none is given", () => {
    using limits = new SqliteSpendLimits(":memory:");
    const before = Date.now();
    limits.set(DAILY);
    limits.remove("daily");
    for (const { at } of limits.changes()) {
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(Date.now());
    }
    expect(limits.changes()).toHaveLength(2);
  });

  it("refuses what cannot be, and every use after close", () => {
    using limits = new SqliteSpendLimits(":memory:");
    const wrong: readonly (() => unknown)[] = [
      () => limits.set({ ...DAILY, amount: -1 }, { at: 1 }),
      () => limits.set(DAILY, { at: 1.5 }),
      () => limits.set(DAILY, { at: 1, by: "" }),
      () => limits.list(-1),
    ];
    for (const use of wrong) {
      expect(use).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    }
    expect(limits.changes()).toEqual([]);
    limits.close();
    expect(() => limits.list()).toThrow(expect.objectContaining({ code: "STORE_CLOSED" }));
  });

  it("takes a row that was changed for damage, not for a limit", () => {
    using ledger = openLedger(":memory:");
    const limits = new SqliteSpendLimits(ledger);
    limits.set(DAILY, { at: 1 });
    ledger.connection.exec(
      "UPDATE spend_limit_changes SET definition = replace(definition, '20', '99')",
    );
    const damage = expect.objectContaining({ code: "STORE_CORRUPT" });
    for (const use of [() => limits.list(), () => limits.set(DAILY, { at: 2 })]) {
      expect(use).toThrow(damage);
    }
  });
});

function setAndFail(limits: SqliteSpendLimits): never {
  limits.set(DAILY, { at: 2 });
  throw new Error("undone");
}

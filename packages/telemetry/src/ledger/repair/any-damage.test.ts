import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CompletionRecord, isTokenPakError } from "@tokenpak/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SqliteSpendCounter } from "../../spend/sqlite-spend-counter.ts";
import { SqliteSpendLimits } from "../../spend/sqlite-spend-limits.ts";
import {
  ENTRIES,
  LIMIT,
  LIMITS,
  ledgerBytes,
  SAVINGS,
  SOAK_ROUNDS,
  SPENT,
} from "../__fixtures__/real-ledger.ts";
import { checkLedger } from "../check-ledger.ts";
import { SqliteLedger } from "../sqlite-ledger.ts";
import { repairLedger } from "./repair-ledger.ts";

const PAGE = 4096;
const bytes = ledgerBytes();
const RECORDED = new Map(ENTRIES.map((entry) => [entry.id, entry]));

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-damage-"));
  file = join(folder, "ledger.db");
  writeFileSync(file, bytes);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** How a ledger that nothing was done to reports. */
const { forgotten, kept } = (() => {
  const place = mkdtempSync(join(tmpdir(), "tokenpak-whole-"));
  writeFileSync(join(place, "ledger.db"), bytes);
  using ledger = new SqliteLedger(join(place, "ledger.db"));
  const totals = {
    forgotten: totalsOf(ledger, { until: LIMIT }),
    kept: totalsOf(ledger, { since: LIMIT }),
  };
  ledger.close();
  rmSync(place, { recursive: true });
  return totals;
})();

function totalsOf(ledger: SqliteLedger, filter: { since?: number; until?: number }) {
  return ledger.report(filter).totals;
}

function isSound(): boolean {
  try {
    const { damage, rollupDamage } = checkLedger(file);
    return damage.length + rollupDamage.length === 0;
  } catch (error) {
    if (isTokenPakError(error, "STORE_CORRUPT")) return false;
    throw error;
  }
}

const LOST_NAME = /^(?:lost (?:name|series) \d+|unknown)$/;

/** Says what was recorded, but for names that are said to be lost. */
function expectRecorded(record: CompletionRecord): void {
  const { supersedes: _, ...entry } = RECORDED.get(record.id) ?? { id: "none of those recorded" };
  const original: Readonly<Record<string, unknown>> = entry;
  const { tier: __, ...usage } = record.usage;
  expect(original).toMatchObject({ usage });
  for (const [field, value] of Object.entries({ ...record, usage: undefined })) {
    if (field === "usage" || value === original[field]) continue;
    expect([field, value]).toEqual([field, expect.stringMatching(LOST_NAME)]);
  }
}

/** All that is left is right; and what logs still have comes back when it is recorded again, and nothing counts twice. */
function expectRight(): void {
  using ledger = new SqliteLedger(file);
  const rows = [...ledger.exportCompletions()];
  for (const record of rows) expectRecorded(record);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  const totals = totalsOf(ledger, { since: LIMIT });
  expect(totals.requests).toBe(rows.length);
  expect(totals.output).toBe(rows.reduce((sum, { usage }) => sum + usage.output, 0));
  expect(totals.requests).toBeLessThanOrEqual(kept.requests);
  for (const saving of ledger.exportSavings()) {
    const found = SAVINGS.find(({ id }) => id === saving.id);
    expect(found).toMatchObject({ at: saving.at, tokensBefore: saving.tokensBefore });
  }
  for (const [key, settled] of Object.entries(SPENT)) {
    using counter = new SqliteSpendCounter(ledger.database);
    expect(counter.state(key, { at: 2000 }).settled).toBeLessThanOrEqual(settled);
  }
  for (const { limit } of new SqliteSpendLimits(ledger.database).changes()) {
    expect(LIMITS.map((was) => ({ ...was, amount: limit?.amount }))).toContainEqual(limit);
  }
  ledger.record({ completions: ENTRIES, savings: SAVINGS });
  const { firstAt: _, lastAt: __, ...again } = totalsOf(ledger, { since: LIMIT });
  expect(kept).toMatchObject(again);
  expect(totalsOf(ledger, { until: LIMIT }).requests).toBeLessThanOrEqual(forgotten.requests);
}

describe("checkLedger and repairLedger", { timeout: 30_000 * SOAK_ROUNDS }, () => {
  it("save what can be read from any damage, and never give out what is wrong", () => {
    const range = fc.record({
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.oneof(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 100, max: PAGE }),
        fc.constant(4 * PAGE),
      ),
      how: fc.constantFrom("zero", "flip", "fill"),
    });
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), (ranges) => {
        for (const name of readdirSync(folder)) rmSync(join(folder, name));
        const content = Buffer.from(bytes);
        for (const { from, length, how } of ranges) {
          const start = Math.floor(from * content.length);
          const end = Math.min(content.length, start + length);
          for (let at = start; at < end; at++) {
            content[at] = how === "zero" ? 0 : how === "fill" ? 0xa5 : ~(content[at] as number);
          }
        }
        writeFileSync(file, content);
        const sound = isSound();
        const before = readFileSync(file);
        const report = repairLedger(file);
        expect(report.repaired).toBe(!sound);
        if (report.keptAs !== undefined) {
          expect(readFileSync(report.keptAs).equals(before)).toBe(true);
        }
        expect(isSound()).toBe(true);
        expectRight();
      }),
      { numRuns: 6 * SOAK_ROUNDS },
    );
  });

  it("lose nothing of names, settled amounts and forgotten days to one destroyed page but sums and rows on it", () => {
    const pages = bytes.length / PAGE;
    for (let page = 1; page < pages; page += SOAK_ROUNDS > 1 ? 1 : 13) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      writeFileSync(file, Buffer.from(bytes).fill(0, page * PAGE, (page + 1) * PAGE));
      const { lost, completions } = repairLedger(file);
      expect([page, lost.names, lost.settlements, lost.limits]).toEqual([page, 0, 0, 0]);
      using ledger = new SqliteLedger(file);
      expect(new SqliteSpendLimits(ledger.database).list()).toEqual(LIMITS);
      expect(completions).toBeGreaterThan(kept.requests - 40);
      expect(ledger.report({ by: ["model", "session"] }).groups.length).toBeGreaterThan(20);
      using counter = new SqliteSpendCounter(ledger.database);
      for (const [key, settled] of Object.entries(SPENT)) {
        expect([page, counter.state(key, { at: 2000 }).settled]).toEqual([page, settled]);
      }
      expect(ledger.record({ completions: ENTRIES.filter(({ at }) => at < LIMIT) }).added).toBe(0);
    }
  });
});

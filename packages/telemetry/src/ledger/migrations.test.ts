import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SqliteSpendCounter } from "../spend/sqlite-spend-counter.ts";
import { SqliteSpendLimits } from "../spend/sqlite-spend-limits.ts";
import { ENTRIES, fillLedger, LIMIT, LIMITS, SAVINGS, SPENT } from "./__fixtures__/real-ledger.ts";
import { checkLedger } from "./check-ledger.ts";
import { LEDGER_MIGRATIONS } from "./migrations.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";

let folder: string;
let file: string;

/** The fixture is a file that `fillLedger` made under schema 1. It must open for ever. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-ledger-migrations-"));
  file = join(folder, "ledger.db");
  const packed = readFileSync(join(import.meta.dirname, "__fixtures__", "ledger-schema-1.db.gz"));
  writeFileSync(file, gunzipSync(packed));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("LEDGER_MIGRATIONS", () => {
  it("keep everything of a file of version 1, which goes on as a new one", () => {
    using old = new SqliteLedger(file);
    expect(checkLedger(file)).toMatchObject({
      schemaVersion: LEDGER_MIGRATIONS.length,
      damage: [],
      rollupDamage: [],
    });
    const fresh = join(folder, "fresh.db");
    fillLedger(fresh);
    using now = new SqliteLedger(fresh);
    for (const by of [["hour"], ["day", "model", "project"], ["session", "provider"]] as const) {
      expect(old.report({ by })).toEqual(now.report({ by }));
    }
    expect([...old.exportCompletions()]).toEqual([...now.exportCompletions()]);
    expect([...old.exportSavings()]).toEqual(SAVINGS.filter(({ at }) => at >= LIMIT));
    expect(old.latencies()).toEqual(now.latencies());
    expect(old.checkpoints("codex")).toEqual(now.checkpoints("codex"));
    expect(old.record({ completions: ENTRIES, savings: SAVINGS }).added).toBe(0);
  });

  it("give a file of version 1 a place for spend limits", () => {
    using limits = new SqliteSpendLimits(file);
    expect(limits.list()).toEqual([]);
    for (const limit of LIMITS) limits.set(limit, { at: 1 });
    expect(limits.list()).toEqual(LIMITS);
    expect(checkLedger(file).damage).toEqual([]);
  });

  it("keep what was settled and reserved", () => {
    using counter = new SqliteSpendCounter(file);
    for (const [key, settled] of Object.entries(SPENT)) {
      expect(counter.state(key, { at: 2000 }).settled).toBe(settled);
    }
    expect(counter.settle({ id: "spend 1", amounts: { x: 1 }, at: 5000 })).toBe(false);
    expect(counter.settle({ id: "spend 128", amounts: { "agent 0": 1 }, at: 5000 })).toBe(true);
    expect(counter.state("agent 0", { at: 6000, windowMs: 2000 }).settled).toBe(1);
  });
});

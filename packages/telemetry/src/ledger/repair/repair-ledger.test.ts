import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SqliteConnection } from "@tokenpak/core/sqlite";
import { completionOf } from "@tokenpak/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SqliteSpendCounter } from "../../spend/sqlite-spend-counter.ts";
import { SqliteSpendLimits } from "../../spend/sqlite-spend-limits.ts";
import { ENTRIES, LIMIT, LIMITS, ledgerBytes, SAVINGS } from "../__fixtures__/real-ledger.ts";
import { checkLedger } from "../check-ledger.ts";
import { checkRows } from "../check-rows.ts";
import { CHECKED_TABLES } from "../checked-tables.ts";
import { openLedger } from "../open-ledger.ts";
import { SqliteLedger } from "../sqlite-ledger.ts";
import { repairLedger } from "./repair-ledger.ts";

const bytes = ledgerBytes();

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-repair-"));
  file = join(folder, "ledger.db");
  writeFileSync(file, bytes);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CORRUPT = expect.objectContaining({ code: "STORE_CORRUPT" });
const NOTHING_LOST = { records: 0, names: 0, sums: 0, settlements: 0, limits: 0 };

function change(work: (connection: SqliteConnection) => unknown): void {
  using database = openLedger(file);
  database.immediate(() => work(database.connection));
}

function reportOf(path: string) {
  using ledger = new SqliteLedger(path);
  return ledger.report({ by: ["hour", "session", "model", "project"] });
}

function limitsIn(path: string) {
  using limits = new SqliteSpendLimits(path);
  return { set: limits.list(), kept: limits.changes().length };
}

/** Changes bytes in the file that stand there once or twice, as a disk would. */
function overwrite(text: string, by: string, places = 1): void {
  const content = readFileSync(file);
  for (let place = 0, at = -1; place < places; place++) {
    at = content.indexOf(text, at + 1);
    expect(at).toBeGreaterThan(0);
    content.write(by, at, "utf8");
  }
  writeFileSync(file, content);
}

describe("checkLedger", () => {
  it("notices a change of any column of any row that is no derived sum", () => {
    using database = openLedger(file);
    const { connection } = database;
    for (const table of CHECKED_TABLES) {
      const columns = table.number === "free" ? table.columns.slice(1) : table.columns;
      for (const column of [...columns, "checksum"]) {
        connection.exec("BEGIN");
        const other = `CASE typeof(${column}) WHEN 'null' THEN 7 WHEN 'text' THEN ${column} || 'x' WHEN 'blob' THEN x'0101' ELSE ${column} + 100000 END`;
        const { changes } = connection
          .prepare(
            `UPDATE ${table.name} SET ${column} = ${other} WHERE checksum = (SELECT min(checksum) FROM ${table.name})`,
          )
          .run();
        expect([table.name, column, changes]).toEqual([table.name, column, 1]);
        const note = (message: string): never => {
          throw new Error(message);
        };
        expect(
          () => checkRows(connection, { note, onProgress: undefined }),
          `${table.name}.${column}`,
        ).toThrow("does not have its checksum");
        connection.exec("ROLLBACK");
      }
    }
  });

  it("notices what is wrong between rows", () => {
    for (const sql of [
      "DELETE FROM names WHERE id = 2",
      "DELETE FROM series WHERE id = 2",
      "DELETE FROM spend_open",
      "UPDATE spend_open SET amount = 1",
      "UPDATE session_rollups SET checksum = NULL",
      "DELETE FROM spend_settled WHERE at = 1050",
      "DELETE FROM spend_limit_changes WHERE seq = 6",
    ]) {
      change((connection) => connection.exec(sql));
      expect(checkLedger(file).damage, sql).not.toEqual([]);
      writeFileSync(file, bytes);
    }
  });

  it("tells how far it is", () => {
    const stages = new Set<string>();
    checkLedger(file, { onProgress: ({ stage }) => stages.add(stage) });
    expect([...stages]).toEqual(["structure", "sums"]);
  });
});

describe("SqliteLedger over a damaged row", () => {
  it("exports, replaces and prices none that is not what was written", () => {
    change((connection) =>
      connection.exec("UPDATE completions SET output = output + 1 WHERE id = 'req 98'"),
    );
    using ledger = new SqliteLedger(file);
    expect(() => [...ledger.exportCompletions()]).toThrow(CORRUPT);
    expect(() => ledger.record({ completions: ENTRIES })).toThrow(CORRUPT);
    const pricer = { priceTable: "t", price: () => undefined };
    expect(() => ledger.repriceUnpriced(pricer)).toThrow(CORRUPT);
  });

  it("gives out no name, no time of forgetting and no checkpoint that is not what was written", () => {
    change((connection) =>
      connection.exec("UPDATE checkpoints SET read_to = read_to + 1 WHERE ino = '31'"),
    );
    using ledger = new SqliteLedger(file);
    expect(ledger.checkpoints("codex").map(({ ino }) => ino)).not.toContain(31);
    change((connection) =>
      connection.exec("UPDATE names SET value = 'model 9' WHERE value = 'model 3'"),
    );
    expect(() => new SqliteLedger(file).report({ by: ["model"] })).toThrow(CORRUPT);
    writeFileSync(file, bytes);
    change((connection) => connection.exec("UPDATE settings SET value = 0"));
    using other = new SqliteLedger(file);
    expect(() => other.report()).toThrow(CORRUPT);
  });
});

describe("repairLedger", () => {
  it("leaves a sound ledger alone", () => {
    expect(repairLedger(file)).toEqual({
      repaired: false,
      damage: [],
      keptAs: undefined,
      completions: 102,
      savings: 20,
      lost: NOTHING_LOST,
      readsLogsAgain: false,
    });
    expect(existsSync(`${file}.damaged-1`)).toBe(false);
  });

  it("makes sums anew in their place where they alone are wrong", () => {
    const before = reportOf(file);
    change((connection) =>
      connection.exec("UPDATE rollups SET output = 0; DELETE FROM session_rollups WHERE level > 0"),
    );
    expect(repairLedger(file)).toMatchObject({
      repaired: true,
      keptAs: undefined,
      lost: NOTHING_LOST,
      readsLogsAgain: false,
    });
    expect(reportOf(file)).toEqual(before);
    using ledger = new SqliteLedger(file);
    expect(ledger.checkpoints("codex")).toHaveLength(6);
  });

  it("saves everything where header and schema are destroyed, but lets logs be read again", () => {
    const before = reportOf(file);
    writeFileSync(file, Buffer.from(bytes).fill(0, 0, 4096));
    expect(repairLedger(file)).toMatchObject({
      repaired: true,
      keptAs: `${file}.damaged-1`,
      completions: 102,
      lost: NOTHING_LOST,
      readsLogsAgain: true,
    });
    expect(reportOf(file)).toEqual(before);
    using ledger = new SqliteLedger(file);
    expect(ledger.checkpoints("codex")).toEqual([]);
    expect(ledger.record({ completions: ENTRIES })).toMatchObject({ added: 0, replaced: 0 });
  });

  it("loses the one request that was changed, and lets the next best report of it count", () => {
    const [one, other] = [ENTRIES[123], ENTRIES[122]].map((entry) => entry?.id);
    change((connection) => {
      const rows = connection.prepare("SELECT id, counted FROM completions WHERE id IN (?, ?)");
      expect(rows.raw().all(one, other).sort()).toEqual(
        [
          [other, 1],
          [one, 0],
        ].sort(),
      );
      connection.prepare("UPDATE completions SET cost_nanos = 1 WHERE id = ?").run(other);
    });
    const { damage, lost, completions } = repairLedger(file);
    expect([damage.length, lost, completions]).toEqual([1, { ...NOTHING_LOST, records: 1 }, 102]);
    using ledger = new SqliteLedger(file);
    expect(Array.from(ledger.exportCompletions(), ({ id }) => id)).toContain(one);
    expect(ledger.record({ completions: ENTRIES })).toMatchObject({ added: 0, replaced: 1 });
    expect(ledger.report().totals.requests).toBe(153);
  });

  it("keeps figures under a name that says that it is lost, until a log tells it again", () => {
    const before = reportOf(file);
    change((connection) => {
      connection.exec("UPDATE names SET checksum = 1 WHERE value = 'model 4'");
      connection.exec("UPDATE series SET checksum = 1 WHERE id = 1");
    });
    const { lost } = repairLedger(file);
    expect(lost).toEqual({ ...NOTHING_LOST, names: 2 });
    using ledger = new SqliteLedger(file);
    const models = ledger.report({ by: ["model"] }).groups.map(({ key }) => key.model);
    expect(models).toEqual(expect.arrayContaining([expect.stringMatching(/^lost name \d+$/)]));
    expect(models).not.toContain("model 4");
    expect(ledger.report().totals).toEqual(before.totals);
    ledger.record({ completions: ENTRIES, savings: SAVINGS });
    const since = ledger.report({ by: ["model"], since: LIMIT }).groups.map(({ key }) => key.model);
    expect(since.sort()).toEqual(["model 0", "model 1", "model 2", "model 3", "model 4"]);
  });

  it("knows from what is forgotten up to when it was, where that itself is lost", () => {
    change((connection) => connection.exec("DELETE FROM settings"));
    expect(checkLedger(file).rollupDamage).not.toEqual([]);
    change((connection) => connection.exec("UPDATE superseded SET at = 0"));
    expect(repairLedger(file)).toMatchObject({ lost: NOTHING_LOST });
    using ledger = new SqliteLedger(file);
    expect(ledger.record({ completions: ENTRIES })).toMatchObject({ added: 0, replaced: 0 });
    expect(ledger.report().totals.requests).toBe(153);
  });

  it("says how many sums of forgotten days are lost", () => {
    change((connection) =>
      connection.exec(
        "UPDATE session_rollups SET requests = 9 WHERE level = 0 AND checksum = (SELECT min(checksum) FROM session_rollups)",
      ),
    );
    expect(repairLedger(file).lost).toEqual({ ...NOTHING_LOST, sums: 1 });
    using ledger = new SqliteLedger(file);
    expect(ledger.report().totals.requests).toBe(152);
  });

  it("ends a forgetting that was ended in the middle", () => {
    const early = [0, 1, 2].map((number) =>
      completionOf(`early ${number}`, { at: LIMIT + 1000 * number, latencyMs: 5 }),
    );
    const place = join(folder, "other.db");
    using ledger = new SqliteLedger(place);
    ledger.record({ completions: early });
    ledger.forget({ before: 1 });
    const { connection } = ledger.database;
    connection.exec("CREATE TEMP TABLE old AS SELECT * FROM completions WHERE id = 'early 1'");
    ledger.forget({ before: LIMIT + 86_400_000 });
    connection.exec("INSERT INTO completions SELECT * FROM old; DELETE FROM superseded");
    connection.exec("UPDATE names SET checksum = 1 WHERE id = 1");
    ledger.close();
    repairLedger(place);
    using repaired = new SqliteLedger(place);
    expect([...repaired.exportCompletions()]).toEqual([]);
    expect(repaired.report().totals.requests).toBe(3);
    expect(repaired.record({ completions: early })).toMatchObject({ added: 0 });
  });

  it("adds a settled amount that is lost to the next one, and makes reservations again", () => {
    change((connection) =>
      connection.exec("DELETE FROM spend_settled WHERE at = 1050; DELETE FROM spend_open"),
    );
    expect(repairLedger(file).lost).toEqual({ ...NOTHING_LOST, settlements: 1 });
    using counter = new SqliteSpendCounter(file);
    const whole = counter.state("agent 0", { at: 2000 });
    expect(whole).toEqual({ key: "agent 0", settled: 8064, reserved: 128 });
    const ofWindow = counter.state("agent 0", { at: 2000, windowMs: 950 });
    expect(ofWindow.settled).toBe(6764 + 100);
  });

  it("says how many changes of limits are lost, and lets the ones before them hold", () => {
    change((connection) =>
      connection.exec("UPDATE spend_limit_changes SET set_by = 'mallory' WHERE seq IN (2, 6)"),
    );
    expect(repairLedger(file).lost).toEqual({ ...NOTHING_LOST, limits: 2 });
    const { set, kept } = limitsIn(file);
    expect(set).toEqual([{ ...LIMITS[0], amount: 5 }, LIMITS[1], { ...LIMITS[2], amount: 5 }]);
    expect(kept).toBe(4);
    const limits = new SqliteSpendLimits(file);
    limits.remove("daily:pi", { at: 99 });
    limits.close();
    expect(checkLedger(file).damage).toEqual([]);
    writeFileSync(file, bytes);
    overwrite("claude-code", "mallorycode", 2);
    expect(repairLedger(file).lost).toEqual(NOTHING_LOST);
    expect(limitsIn(file)).toEqual({ set: LIMITS, kept: 6 });
  });

  it("refuses what is nothing of a ledger", () => {
    writeFileSync(file, "no database, by its bytes");
    expect(() => repairLedger(file)).toThrow(/nothing of a ledger/);
    expect(readFileSync(file, "utf8")).toBe("no database, by its bytes");
  });

  it("saves all but a name whose bytes changed in both of its copies", () => {
    overwrite("model 2", "model 8", 2);
    expect(repairLedger(file).lost).toEqual({ ...NOTHING_LOST, names: 1 });
    writeFileSync(file, bytes);
    overwrite("model 2", "model 8");
    expect(repairLedger(file).lost).toEqual(NOTHING_LOST);
    expect(reportOf(file).groups.some(({ key }) => key.model === "model 8")).toBe(false);
  });
});

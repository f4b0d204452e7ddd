import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isTokenPakError } from "@tokenpak/core";
import { spendCounterContract } from "@tokenpak/testing";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openLedger } from "../ledger/open-ledger.ts";
import type { SpenderPlan } from "./__fixtures__/spender.ts";
import { startSpender } from "./__fixtures__/start-spender.ts";
import { SqliteSpendCounter } from "./sqlite-spend-counter.ts";

/** To make a ledger's tables takes longer than most of what is tested with them: all cases empty the same ones. */
const shared = openLedger(":memory:");

afterAll(() => shared.close());

spendCounterContract("SqliteSpendCounter", () => {
  for (const table of ["spend_ids", "spend_open", "spend_settled"]) {
    shared.connection.exec(`DELETE FROM ${table}`);
  }
  return new SqliteSpendCounter(shared);
});

const NOW = 1_795_000_000_000;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-spend-"));
  file = join(folder, "ledger.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function reserve(counter: SqliteSpendCounter, id: string, amount: number) {
  const charges = [{ key: "a", amount, limit: 100 }];
  return counter.reserve({ id, at: NOW, ttlMs: 1000, charges });
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return isTokenPakError(error) ? error.code : String(error);
  }
}

describe("SqliteSpendCounter", () => {
  it("keeps what it has in the user's ledger, over processes that come and go", () => {
    vi.stubEnv("TOKENPAK_HOME", folder);
    try {
      using counter = new SqliteSpendCounter();
      reserve(counter, "1", 60);
      counter.settle({ id: "2", amounts: { a: 30 }, at: NOW });
    } finally {
      vi.unstubAllEnvs();
    }
    using counter = new SqliteSpendCounter(file);
    expect(counter.state("a", { at: NOW })).toEqual({ key: "a", settled: 30, reserved: 60 });
    expect(reserve(counter, "3", 11)).toMatchObject({ granted: false });
    expect(counter.release("1", NOW)).toBe(true);
    expect(counter.settle({ id: "2", amounts: { a: 30 }, at: NOW })).toBe(false);
  });

  it("counts in the database of a ledger that is open, and leaves it open", () => {
    using ledger = openLedger(file);
    const counter = new SqliteSpendCounter(ledger);
    reserve(counter, "1", 60);
    counter.close();
    expect(counter.state("a", { at: NOW })).toMatchObject({ reserved: 60 });
    using other = new SqliteSpendCounter(file);
    expect(other.state("a", { at: NOW })).toMatchObject({ reserved: 60 });
    expect(() => ledger.immediate(() => reserveAndFail(counter))).toThrow("undone");
    expect(other.state("a", { at: NOW })).toMatchObject({ reserved: 60 });
  });

  it("names the keys that begin so, of what is settled and what is reserved, each once", () => {
    using counter = new SqliteSpendCounter(":memory:");
    for (const [at, key] of ["a", "a/", "a/x", "a/x", "a/ü", "b/x"].entries()) {
      counter.settle({ id: `${at}`, amounts: { [key]: 1 }, at: NOW + at });
    }
    const charges = ["a/open", "a/x", "b/y"].map((key) => ({ key, amount: 1 }));
    counter.reserve({ id: "open", at: NOW, ttlMs: 1, charges });
    expect(counter.keys("a/").toSorted()).toEqual(["a/", "a/open", "a/x", "a/ü"]);
    expect(counter.keys("b").toSorted()).toEqual(["b/x", "b/y"]);
    expect(counter.keys("c")).toEqual([]);
  });

  it("answers from a file opened for reading, and changes nothing in it", () => {
    using counter = new SqliteSpendCounter(file);
    reserve(counter, "1", 60);
    using reader = new SqliteSpendCounter(file, { readOnly: true });
    expect(reader.state("a", { at: NOW })).toMatchObject({ reserved: 60 });
    expect(codeOf(() => reserve(reader, "2", 1))).toBe("STORE_READ_ONLY");
    expect(codeOf(() => reader.prune(NOW))).toBe("STORE_READ_ONLY");
  });

  it("reserves nothing while another process keeps the file locked, and says so", () => {
    using counter = new SqliteSpendCounter(file, { busyTimeoutMs: 1 });
    using other = openLedger(file);
    other.immediate(() => {
      expect(codeOf(() => reserve(counter, "1", 60))).toBe("STORE_UNAVAILABLE");
      expect(counter.state("a", { at: NOW })).toMatchObject({ reserved: 0 });
    });
    expect(reserve(counter, "1", 60)).toMatchObject({ granted: true });
  });

  it("refuses every use after close, which may come twice", () => {
    const counter = new SqliteSpendCounter(file);
    counter.close();
    counter.close();
    for (const use of [
      () => reserve(counter, "1", 1),
      () => counter.settle({ id: "1", amounts: {}, at: NOW }),
      () => counter.release("1", NOW),
      () => counter.state("a", { at: NOW }),
      () => counter.prune(NOW),
    ]) {
      expect(codeOf(use)).toBe("STORE_CLOSED");
    }
  });

  it.each([
    ["a total below its part", "UPDATE spend_settled SET total = 1"],
    ["an amount that is no number", "UPDATE spend_settled SET amount = 'x'"],
    ["charges that are no JSON", "UPDATE spend_ids SET charges = '[' WHERE state = 'open'"],
  ])("takes a row with %s for damage, not for an amount", (_, sql) => {
    using ledger = openLedger(file);
    using counter = new SqliteSpendCounter(ledger);
    reserve(counter, "1", 60);
    counter.settle({ id: "2", amounts: { a: 30 }, at: NOW });
    ledger.connection.exec(sql);
    expect(codeOf(() => counter.settle({ id: "1", amounts: { a: 3 }, at: NOW }))).toBe(
      "STORE_CORRUPT",
    );
  });
});

function reserveAndFail(counter: SqliteSpendCounter): never {
  expect(reserve(counter, "2", 40)).toMatchObject({ granted: true });
  throw new Error("undone");
}

describe("SqliteSpendCounter in several processes", () => {
  it("spends exactly the limit, and kill -9 of one loses nothing but what it had reserved", async () => {
    const signal = join(folder, "holder is gone");
    const plan: SpenderPlan = { file, signal, at: NOW, later: NOW + 60_000, limit: 500 };
    const answers: { holder: string[]; others: string[] } = { holder: [], others: [] };
    const exits = ["holder", "b", "c"].map(async (name) => {
      const child = startSpender(name, plan);
      const exit = once(child, "exit");
      const own = answers[name === "holder" ? "holder" : "others"];
      for await (const line of createInterface(child.stdout as NodeJS.ReadableStream)) {
        own.push(line);
        if (name !== "holder") continue;
        // The others may leave it nothing to spend: then it is killed while it asks in vain.
        if (line === "held 5") setTimeout(() => child.kill("SIGKILL"), 200);
        if (own.length === 40) child.kill("SIGKILL");
      }
      const [code, killed] = await exit;
      if (name === "holder") writeFileSync(signal, "");
      return killed ?? code;
    });
    expect(await Promise.all(exits)).toEqual(["SIGKILL", 0, 0]);

    const said = [...answers.holder, ...answers.others].map((line) => line.split(" "));
    expect(said.filter(([word]) => word === "over")).toEqual([]);
    const settled = said
      .filter(([word]) => word === "settled")
      .reduce((sum, [, amount]) => sum + Number(amount), 0);
    using counter = new SqliteSpendCounter(file);
    const { at, later, limit } = plan;
    expect(counter.state("shared", { at: later })).toEqual({
      key: "shared",
      settled: limit,
      reserved: 0,
    });
    // What the killed process settled last it may not have said any more.
    expect(limit - settled).toBeGreaterThanOrEqual(0);
    expect(limit - settled).toBeLessThanOrEqual(4);
    const { reserved } = counter.state("shared", { at });
    expect(answers.holder[0]).toBe("held 5");
    expect(reserved).toBeGreaterThanOrEqual(5);
    expect(reserved).toBeLessThanOrEqual(5 + 7);
  });
});

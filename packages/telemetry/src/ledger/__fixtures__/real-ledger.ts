import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompletionEntry, SavingsRecord, SpendLimit } from "@tokenpak/core";
import { completionOf } from "@tokenpak/testing";
import { SqliteSpendCounter } from "../../spend/sqlite-spend-counter.ts";
import { SqliteSpendLimits } from "../../spend/sqlite-spend-limits.ts";
import { SqliteLedger } from "../sqlite-ledger.ts";

const { TOKENPAK_SOAK_ROUNDS: rounds } = process.env;

/** How many times as much the test of any damage does: `TOKENPAK_SOAK_ROUNDS=40 npx vitest run packages/telemetry/src/ledger/repair`. */
export const SOAK_ROUNDS = Number(rounds ?? 1);

/** Midnight before the first of the three days that {@link ledgerBytes} has records of; what is before the second was forgotten. */
export const FIRST_DAY = Date.UTC(2026, 10, 21);
export const LIMIT = FIRST_DAY + 86_400_000;

const ROWS = 180;
const STEP = (3 * 86_400_000) / ROWS;

/** Every report that {@link ledgerBytes} records, in its order. Some are of one request, some supersede others. */
export const ENTRIES: readonly CompletionEntry[] = Array.from({ length: ROWS }, (_, number) => {
  const { usage } = completionOf("");
  return completionOf(`req ${number}`, {
    at: FIRST_DAY + number * STEP + 0.5,
    provider: ["anthropic", "openai"][number % 2] as string,
    model: `model ${number % 5}`,
    agent: `agent ${number % 2}`,
    session: number % 9 === 0 ? undefined : `session ${Math.floor(number / 12)}\ud800`,
    project: `/src/project ${number % 4}`,
    subagent: number % 6 === 0 ? `sub ${number % 4}` : undefined,
    responseId: `resp ${number - (number % 10 === 3 ? 1 : 0)}`,
    requestId: number % 10 === 3 ? undefined : `http ${number}`,
    usage: { ...usage, uncachedInput: 1000 + number, output: 500 - number, tier: "batch" },
    latencyMs: 1000 + number * 1.5,
    ...(number % 7 === 0 ? {} : { costNanos: 1_000_000 + number, costSource: "calculated" }),
    ...(number % 20 === 11 ? { supersedes: [`req ${number - 1}`] } : {}),
  });
});

/** Every saving that {@link ledgerBytes} records. */
export const SAVINGS: readonly SavingsRecord[] = ENTRIES.filter((_, at) => at % 6 === 0).map(
  ({ id, at, agent, model }, number) => ({
    id: `saving of ${id}`,
    at,
    agent,
    model,
    completionId: id,
    tokensBefore: 900 + number,
    tokensAfter: 300,
    tokensFetchedBack: number,
    confidence: "high",
  }),
);

/** What every key of a spend counter holds in {@link ledgerBytes}. */
export const SPENT: Readonly<Record<string, number>> = { "agent 0": 8064, "agent 1": 8192 };

/** Every spend limit that {@link ledgerBytes} has, in the order in which they are set; each is in force. */
export const LIMITS: readonly SpendLimit[] = ["claude-code", "codex", "pi"].map((of, number) => ({
  name: `daily:${of}`,
  unit: "usd",
  amount: 20 + number,
  period: "day",
  scope: "agent",
  of,
  warnAt: 0.8,
  hard: true,
  calendar: "local",
}));

/** Fills a new ledger with all of that. */
export function fillLedger(path: string): void {
  using ledger = new SqliteLedger(path);
  for (let at = 0; at < ROWS; at += 30) {
    const file = {
      path: `/log ${at}`,
      source: "codex",
      dev: 1,
      ino: at + 1,
      size: 1,
      mtimeMs: 2.5,
    };
    ledger.commit({
      entries: { completions: ENTRIES.slice(at, at + 30) },
      checkpoints: [{ ...file, offset: at, headHash: "ab", state: { at } }],
    });
  }
  ledger.record({ savings: SAVINGS });
  ledger.forget({ before: LIMIT });
  const limits = new SqliteSpendLimits(ledger.database);
  for (const [number, limit] of LIMITS.entries()) {
    limits.set({ ...limit, amount: 5 }, { at: number, by: "alice" });
    limits.set(limit, { at: 10 + number });
  }
  using counter = new SqliteSpendCounter(ledger.database);
  for (let number = 1; number <= 128; number++) {
    const charges = [{ key: `agent ${number % 2 === 1 ? 1 : 0}`, amount: number }];
    counter.reserve({ id: `spend ${number}`, charges, at: number, ttlMs: 1e12 });
    const amounts = Object.fromEntries(charges.map(({ key, amount }) => [key, 2 * amount]));
    if (number < 128) counter.settle({ id: `spend ${number}`, amounts, at: 1000 + number });
  }
}

/** The bytes of such a ledger, which is one file. */
export function ledgerBytes(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-ledger-bytes-"));
  const path = join(folder, "ledger.db");
  fillLedger(path);
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { limitPeriod, SpendGuard, spendKey } from "@tokenpak/budget";
import type { SpendLimit } from "@tokenpak/core";
import { SqliteLedger, SqliteSpendCounter, SqliteSpendLimits } from "@tokenpak/telemetry";
import { describe, expect, it } from "vitest";
import { runCli, testFolder } from "../__fixtures__/run-cli.ts";
import type { BudgetDocument, BudgetHistoryDocument } from "../budget/budget-documents.ts";
import type { CostDocument } from "../cost/cost-document.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A Wednesday. */
const NOW = Date.UTC(2025, 10, 19, 15, 30);

/** Thirty days of requests, every five hours: of two agents in four sessions, every eleventh without a price. */
const EVENTS = Array.from({ length: 144 }, (_, number) => ({
  id: `e${number}`,
  at: new Date(NOW - number * 5 * HOUR - 60_000).toISOString(),
  model: number % 11 === 3 ? "acme-large-1" : "gpt-4o",
  tokensIn: 1000 + number,
  tokensOut: 10,
  agent: number % 3 === 0 ? "codex" : "pi",
  session: number % 50 === 49 ? undefined : `s${number % 4}`,
  project: "/src/shop",
  ...(number % 11 === 3 ? {} : { costUsd: 1 + number / 1000 }),
}));

function withEvents(): string {
  const lines = EVENTS.map((event) => `${JSON.stringify(event)}\n`);
  return testFolder({ "events/a.jsonl": lines.join("") });
}

function ledgerOf(cwd: string): string {
  return join(cwd, "home", "ledger.db");
}

async function budget(cwd: string, line: string, date = NOW) {
  return runCli(["budget", ...line.split(" ")], { cwd, date, env: { USER: "alice" } });
}

async function jsonOf<Document>(cwd: string, line: string): Promise<Document> {
  const { code, stdout, stderr } = await budget(cwd, `${line} --json`);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Document;
}

const EVERY_LIMIT = [
  "--daily 5 --weekly 40 --monthly 300 --session 30 --utc",
  "--daily 4 --agent each --utc --warn-only",
  "--weekly 2M --tokens --model gpt-4o --utc",
  "--window 7h --amount 1",
  "--monthly 9000 --project /src/shop --utc",
];

describe("tokenpak budget", () => {
  it("shows of every limit what is spent, as the ledger reports it, with what is reserved", async () => {
    const cwd = withEvents();
    for (const flags of EVERY_LIMIT) await budget(cwd, `set ${flags}`);
    const limits = limitsIn(cwd);
    const daily = limits.find(({ name }) => name === "daily") as SpendLimit;
    reserve(cwd, daily);
    const document = await jsonOf<BudgetDocument>(cwd, "status --logs events");
    expect(document).toMatchObject({ schema: "tokenpak.budget/1", ledger: ledgerOf(cwd) });
    expect(document.limits.map(({ limit }) => limit)).toEqual(limits);
    using ledger = new SqliteLedger(ledgerOf(cwd), { readOnly: true });
    for (const { limit, since, until, spending } of document.limits) {
      const bounds = { since: timeOf(since), until: timeOf(until) };
      expect(bounds).toEqual(boundsOf(limit));
      if (limit.name === "daily:each-agent") expect(spending.length).toBe(2);
      for (const row of spending) {
        const { of, scope, unit, amount } = limit;
        const filter = { ...row.key, ...(scope !== "all" && of && { [scope]: of }) };
        const { totals } = ledger.report({ ...bounds, ...filter });
        const spent = unit === "usd" ? totals.costUsd : totals.totalTokens;
        expect([limit.name, row.spent]).toEqual([limit.name, spent]);
        expect(row.requests).toBe(totals.requests);
        expect(row.unpricedRequests).toBe(unit === "usd" ? totals.unpricedRequests : 0);
        expect(row.reserved).toBe(limit === daily || limit.name === "daily" ? 0.75 : 0);
        expect(row.remaining).toBeCloseTo(Math.max(0, amount - spent - row.reserved), 8);
        expect(row.share).toBeCloseTo((spent + row.reserved) / amount, 8);
      }
    }
    const sessions = document.limits.find(({ limit }) => limit.period === "session");
    expect(sessions?.spending.map(({ key }) => key.session).sort()).toEqual([
      "s0",
      "s1",
      "s2",
      "s3",
    ]);
  });

  it("counts days and months by the clock on the wall, as cost does", async () => {
    const cwd = withEvents();
    await budget(cwd, "set --daily 5 --monthly 300");
    const { limits } = await jsonOf<BudgetDocument>(cwd, "--logs events");
    for (const [at, flag] of ["--today", "--month"].entries()) {
      const { stdout } = await runCli(["cost", flag, "--stored", "--json"], { cwd, date: NOW });
      const { totals, since } = JSON.parse(stdout) as CostDocument;
      expect(limits[at]).toMatchObject({
        since,
        spending: [{ spent: totals.costUsd, unpricedRequests: totals.unpricedRequests }],
      });
    }
  });

  it("says how much is used, what is over, and what has no price", async () => {
    const cwd = withEvents();
    const empty = await budget(cwd, "--logs events");
    expect(empty.stdout).toContain('No limits are set. Set some: "tokenpak budget set --daily 20');
    await budget(cwd, "set --daily 5 --monthly 300 --utc");
    const { stdout } = await budget(cwd, "status --stored");
    expect(stdout).toMatch(/\ndaily +█{9}░{7} +60 % +≥ \$3.00 +\$5.00 +\$2.00 +11-20 00:00 UTC\n/);
    expect(stdout).toMatch(/\nmonthly +█+░+ +29 % +≥ \$85.67 +\$300.00 /);
    expect(stdout).toContain("daily: 1 request without a price, not in the sum");
    expect(stdout).toContain("cannot be stopped");
    expect((await budget(cwd, "status --stored --check")).code).toBe(0);
    await budget(cwd, "set daily 2");
    const over = await budget(cwd, "--stored --check");
    expect([over.code, over.stdout]).toEqual([1, expect.stringMatching(/\ndaily .* OVER\n/)]);
    await budget(cwd, "set daily --warn-only");
    expect((await budget(cwd, "--stored --check")).code).toBe(0);
  });

  it("says what SpendGuard has settled where the ledger does not know it", async () => {
    const cwd = testFolder();
    await budget(cwd, "set --daily 5 --utc");
    const [daily] = limitsIn(cwd) as [SpendLimit];
    const key = spendKey(daily, {}, limitPeriod(daily, NOW)) as string;
    using counter = new SqliteSpendCounter(ledgerOf(cwd));
    counter.settle({ id: "1", amounts: { [key]: 4.5e9 }, at: NOW });
    const { stdout } = await budget(cwd, "status");
    expect(stdout).toMatch(/\ndaily +█{14}░{2} +90 % +\$0.00 +\$5.00 +\$0.50 .* warning\n/);
    expect(stdout).toContain("daily: SpendGuard has settled $4.50, more than the ledger has");
  });

  it("sets what a SpendGuard over the same ledger refuses from then on, agents' spending included", async () => {
    const cwd = withEvents();
    await budget(cwd, "set --daily 10k --tokens --agent codex --utc");
    await budget(cwd, "status --logs events");
    using ledger = new SqliteLedger(ledgerOf(cwd));
    const limits = new SqliteSpendLimits(ledger.database);
    const counter = new SqliteSpendCounter(ledger.database);
    const guard = new SpendGuard({
      counter,
      ledger,
      limits: () => limits.list(),
      now: () => NOW,
    });
    const call = { model: "gpt-4o", agent: "codex", inputTokens: 3000, maxOutputTokens: 500 };
    expect(await guard.reserve(call)).toMatchObject({ granted: true });
    const [, row] = (await budget(cwd, "status --stored")).stdout.split("\n");
    expect(row).toMatch(/^daily-tokens:codex +55 % +2,023 +3,500 +10,000 +4,477 /);
    await budget(cwd, "set daily-tokens:codex 9k");
    expect(await guard.reserve(call)).toMatchObject({ granted: false });
  });

  it("tells past periods by the limit of then, and every change", async () => {
    const cwd = withEvents();
    await budget(cwd, "set --daily 4 --utc", NOW - 2 * DAY);
    await budget(cwd, "set daily 9", NOW - DAY);
    await budget(cwd, "set --monthly 100 --tokens", NOW - DAY);
    await budget(cwd, "set monthly-tokens off");
    const document = await jsonOf<BudgetHistoryDocument>(
      cwd,
      "history daily --limit 4 --logs events",
    );
    expect(document.periods.map(({ since, limit, over }) => [since, limit?.amount, over])).toEqual([
      ["2025-11-19T00:00:00.000Z", 9, false],
      ["2025-11-18T00:00:00.000Z", 9, false],
      ["2025-11-17T00:00:00.000Z", 4, true],
      ["2025-11-16T00:00:00.000Z", undefined, false],
    ]);
    using ledger = new SqliteLedger(ledgerOf(cwd), { readOnly: true });
    for (const { since, until, spent } of document.periods) {
      const { totals } = ledger.report({ since: timeOf(since), until: timeOf(until) });
      expect(spent).toBe(totals.costUsd);
    }
    const { stdout } = await budget(cwd, "history --stored --limit 3");
    expect(stdout).toMatch(/\n2025-11-19 \(now\) +daily +\$3.00 \+ 1 unpriced +\$9.00 +33 %\n/);
    expect(stdout).toMatch(/monthly-tokens removed \(alice\)\n/);
    expect(stdout).toMatch(
      /daily set to \$9.00 a day \(UTC\), warns from 80 %, hard \(alice\)\n\nlogs: not read\n$/,
    );
    expect(stdout).not.toContain("daily set to $4.00");
    expect((await budget(cwd, "history daily --week")).stderr).toContain("Leave out --week");
    const weeks = await budget(cwd, "history --stored --week --utc --csv");
    const [head, row, ...rest] = weeks.stdout.trimEnd().split("\r\n");
    expect(head).toMatch(/^since,until,limit,of,unit,spent,amount,/);
    expect(row).toMatch(/^2025-11-17T00:00:00.000Z,2025-11-24T00:00:00.000Z,week,,usd,\d+\.\d+,/);
    expect(rest).toHaveLength(4);
  });

  it("sets all limits of a line or none, and says what was before", async () => {
    const cwd = testFolder();
    const first = await budget(cwd, "set --daily 20 --monthly 300 --alert-at 70% --hard-stop");
    expect(first.stdout).toMatch(/^daily {4}\$20.00 a day, warns from 70 %, hard {2}\(new\)\n/);
    expect((await budget(cwd, "set --daily 25 --weekly x")).code).toBe(2);
    const { stdout } = await budget(cwd, "set daily 30");
    expect(stdout).toContain("(before: $20.00 a day, warns from 70 %, hard)");
    expect((await budget(cwd, "set daily 30")).stdout).toContain("(as it was)");
    const changed = await jsonOf<object>(cwd, "set monthly off");
    expect(changed).toEqual({
      schema: "tokenpak.budget.set/1",
      ledger: ledgerOf(cwd),
      changes: [{ name: "monthly", before: expect.objectContaining({ amount: 300 }) }],
    });
    const shown = await budget(cwd, "show");
    expect(shown.stdout).toMatch(/^daily {2}\$30.00 a day, .*\nHard .*\nledger: .*ledger.db\n$/);
    expect(await jsonOf(cwd, "show")).toEqual({
      schema: "tokenpak.budget.limits/1",
      ledger: ledgerOf(cwd),
      limits: limitsIn(cwd),
    });
  });

  it("refuses wrong use with a fix, before anything is made", async () => {
    const cwd = testFolder();
    const refusals: readonly (readonly [line: string, message: string])[] = [
      ["stauts", 'Unknown command "budget stauts". Did you mean budget status?'],
      ["set --dayly 3", "Did you mean --daily?"],
      ["set --daily nothing", "--daily must be dollars"],
      ["set --window soon --amount 3", "--window must be a time such as 90m"],
      ["set --daily 3 --alert-at 0.8", "--alert-at must be percent from 1 to 100"],
      ["set --daily 99999999", "A spend limit cannot have amount"],
      ["set two words 3", "Unexpected argument"],
      ["status --stored --logs x", "leave out --logs"],
      ["history --day --month", "--day and --month exclude each other"],
      ["history --csv --json", "exclude each other"],
    ];
    for (const [line, message] of refusals) {
      const { code, stderr } = await budget(cwd, line);
      expect([line, code, stderr]).toEqual([line, 2, expect.stringContaining(message)]);
    }
    expect((await budget(cwd, "show")).stdout).toContain("No limits are set.");
    expect(existsSync(join(cwd, "home"))).toBe(false);
  });

  it("says clearly where there can be no ledger, or it is damaged", async () => {
    const cwd = testFolder({ file: "" });
    const env = { TOKENPAK_HOME: join(cwd, "file", "home") };
    for (const line of [["set", "daily", "5"], ["status"], ["history"]]) {
      const { code, stderr } = await runCli(["budget", ...line], { cwd, env });
      expect([code, stderr]).toEqual([1, expect.stringContaining("cannot be opened")]);
    }
    mkdirSync(join(cwd, "home"));
    writeFileSync(ledgerOf(cwd), "no database, but long enough to be looked at".repeat(99));
    for (const line of ["set daily 5", "show", "status"]) {
      const { code, stderr } = await budget(cwd, line);
      expect([code, stderr]).toEqual([1, expect.stringContaining("tokenpak doctor --repair")]);
    }
  });

  it("says which named agent, project or model no request in the ledger is of", async () => {
    const cwd = withEvents();
    expect((await budget(cwd, "set --daily 3 --agent codx")).stderr).toBe("");
    await budget(cwd, "status --logs events");
    const agent = await budget(cwd, "set --daily 3 --agent codx");
    expect(agent).toMatchObject({
      code: 0,
      stderr: "No request in the ledger is of the agent codx yet. Did you mean codex?\n",
    });
    expect((await budget(cwd, "set --daily 3 --model gpt-4o")).stderr).toBe("");
    expect((await budget(cwd, "set --daily 3 --agent each")).stderr).toBe("");
  });

  it("helps with each of its commands", async () => {
    const cwd = testFolder();
    for (const name of ["set", "status", "show", "history"]) {
      const { code, stdout } = await budget(cwd, `--json ${name} --bogus --help`);
      expect([code, stdout]).toEqual([
        0,
        expect.stringMatching(
          new RegExp(`^Usage: tokenpak budget ${name} .*tokenpak budget ${name}`, "s"),
        ),
      ]);
      expect((await runCli(["help", "budget", name], { cwd })).stdout).toBe(stdout);
    }
    const { stdout } = await budget(cwd, "--ledger x --help");
    expect(stdout).toMatch(/^Usage: tokenpak budget \[set\|status\|show\|history\] \[flags\]\n/);
  });
});

function limitsIn(cwd: string): readonly SpendLimit[] {
  using limits = new SqliteSpendLimits(ledgerOf(cwd), { readOnly: true });
  return limits.list();
}

function reserve(cwd: string, limit: SpendLimit): void {
  using counter = new SqliteSpendCounter(ledgerOf(cwd));
  const key = spendKey(limit, {}, limitPeriod(limit, NOW)) as string;
  counter.reserve({ id: "1", charges: [{ key, amount: 0.75e9 }], at: NOW, ttlMs: HOUR });
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

/** By hand: of the Wednesday that is now. */
function boundsOf({ period }: SpendLimit) {
  const bounds = {
    day: [Date.UTC(2025, 10, 19), Date.UTC(2025, 10, 20)],
    week: [Date.UTC(2025, 10, 17), Date.UTC(2025, 10, 24)],
    month: [Date.UTC(2025, 10, 1), Date.UTC(2025, 11, 1)],
    rolling: [NOW - 7 * HOUR + 1, undefined],
    session: [undefined, undefined],
  } as const;
  const [since, until] = bounds[period];
  return { since, until };
}

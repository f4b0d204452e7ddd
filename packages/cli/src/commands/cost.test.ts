import { appendFileSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SqliteLedger } from "@tokenpak/telemetry";
import { describe, expect, it } from "vitest";
import { runCli, testFolder } from "../__fixtures__/run-cli.ts";
import type { CostDocument } from "../cost/cost-document.ts";

const LOG = "user/.claude/projects/-srv-app/5f0d.jsonl";

interface Line {
  readonly id: string;
  readonly model?: string;
  readonly at?: string;
  readonly usage: Readonly<Record<string, number>>;
}

function line({
  id,
  model = "claude-sonnet-4-5",
  at = "2026-11-20T10:00:00.000Z",
  usage,
}: Line): string {
  const entry = {
    type: "assistant",
    uuid: `u-${id}`,
    timestamp: at,
    sessionId: "5f0d",
    cwd: "/srv/app",
    requestId: `req_${id}`,
    message: { id: `msg_${id}`, model, role: "assistant", content: [], usage },
  };
  return `${JSON.stringify(entry)}\n`;
}

// 10*3 + 1000*3.75 + 2000*0.30 + 100*15 = 5880 millionths of a dollar.
const FIRST = line({
  id: "1",
  usage: {
    input_tokens: 10,
    cache_creation_input_tokens: 1000,
    cache_read_input_tokens: 2000,
    output_tokens: 100,
  },
});
// A line a block, of which the last has the whole output: 4*3 + 3000*0.30 + 200*15 = 3912.
const second = (output: number): string =>
  line({
    id: "2",
    at: "2026-11-21T09:00:00.000Z",
    usage: { input_tokens: 4, cache_read_input_tokens: 3000, output_tokens: output },
  });
const UNPRICED = line({
  id: "3",
  model: "acme-large-1",
  at: "2026-11-21T09:30:00.000Z",
  usage: { input_tokens: 100, output_tokens: 10 },
});

const ALL = ["cost", "--utc", "--since", "2026-11-19"];

function home(log = FIRST + second(5) + second(200) + UNPRICED): string {
  return testFolder({ [LOG]: log });
}

async function costOf(cwd: string, ...flags: string[]): Promise<CostDocument> {
  const { code, stdout, stderr } = await runCli([...ALL, "--json", ...flags], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as CostDocument;
}

describe("tokenpak cost", () => {
  it("reads the session logs that are there, counts each request once, and prices it", async () => {
    const document = await costOf(home());
    expect(document).toMatchObject({
      schema: "tokenpak.cost/1",
      since: "2026-11-19T00:00:00.000Z",
      days: "UTC",
      by: ["model"],
      totals: {
        requests: 3,
        uncachedInput: 114,
        cacheRead: 5000,
        cacheWrite: 1000,
        output: 310,
        totalTokens: 6424,
        costUsd: 0.009792,
        unpricedRequests: 1,
        usageSources: { provider_reported: 3 },
        confidences: { medium: 3 },
      },
      unpricedModels: ["acme-large-1"],
      collected: { added: 3, agents: ["claude-code"] },
      warnings: [],
    });
    expect(document.groups.map(({ key, costUsd }) => [key.model, costUsd])).toEqual([
      ["claude-sonnet-4-5", 0.009792],
      ["acme-large-1", 0],
    ]);
  });

  it("shows sum, chart, table, and where each number comes from", async () => {
    const cwd = home();
    const { stdout } = await runCli([...ALL, "--by", "model"], { cwd });
    expect(stdout).toContain("Since 2026-11-19: $0.0098 and 1 unpriced, 3 requests, 6,424 tokens");
    expect(stdout).toContain("input 114 · cache read 5,000 · cache write 1,000 · output 310");
    expect(stdout).toMatch(/\$0\.0059 ┤/);
    expect(stdout).toMatch(/11-20 +11-21/);
    expect(stdout).toMatch(/model +requests +input +cache r +cache w +output +cost/);
    expect(stdout).toMatch(/claude-sonnet-4-5 +2 +14 +5,000 +1,000 +300 +\$0\.0098/);
    expect(stdout).toMatch(/acme-large-1 +1 +100 +0 +0 +10 +unpriced/);
    expect(stdout).toContain("usage: all reported by the provider, confidence medium");
    expect(stdout).toMatch(/cost: 2 calculated, 1 without a price, not in the sum; prices /);
    expect(stdout).toContain("unpriced: acme-large-1; give dollars per million tokens in ");
    const first = await runCli([...ALL, "--top", "1", "--stored"], { cwd });
    expect(first.stdout).toMatch(/\n1 more +1 +100 +0 +0 +10 +unpriced\n/);
    const flags = ["--by", "day", "--top", "1", "--stored"];
    const days = await runCli([...ALL, ...flags], { cwd });
    expect(days.stdout).toMatch(/2026-11-21 +2 .*\n1 earlier +1 +10 /);
  });

  it("takes up what came since, and counts nothing twice", async () => {
    const cwd = home(FIRST + second(5).slice(0, 40));
    expect((await costOf(cwd)).totals.requests).toBe(1);
    appendFileSync(join(cwd, LOG), second(5).slice(40) + second(200));
    const document = await costOf(cwd);
    expect(document.totals).toMatchObject({ requests: 2, costUsd: 0.009792 });
    expect((await costOf(cwd)).collected).toMatchObject({ added: 0, replaced: 0 });
    expect((await costOf(cwd, "--stored")).totals).toEqual(document.totals);
  });

  it("divides by day, project and session, and selects", async () => {
    const cwd = home();
    const keys = async (...flags: string[]) =>
      (await costOf(cwd, ...flags)).groups.map(({ key, requests }) => [
        ...Object.values(key),
        requests,
      ]);
    expect(await keys("--by", "day")).toEqual([
      ["2026-11-20", 1],
      ["2026-11-21", 2],
    ]);
    expect(await keys("--by", "project,session")).toEqual([["/srv/app", "5f0d", 3]]);
    expect(await keys("--by", "agent", "--model", "acme-large-1")).toEqual([["claude-code", 1]]);
    expect(await keys("--until", "2026-11-20")).toEqual([["claude-sonnet-4-5", 1]]);
    expect(await keys("--session", "none")).toEqual([]);
  });

  it("writes CSV in which nothing unpriced is 0, and one row a request", async () => {
    const cwd = home();
    const csv = (await runCli([...ALL, "--csv"], { cwd })).stdout.split("\r\n");
    expect(csv[0]).toMatch(/^model,requests,failed_requests,uncached_input_tokens,.*,cost_usd,/);
    const row = (name: string) => {
      const cells = csv.find((text) => text.startsWith(`${name},`))?.split(",") ?? [];
      return Object.fromEntries((csv[0] ?? "").split(",").map((head, at) => [head, cells[at]]));
    };
    expect(row("claude-sonnet-4-5")).toMatchObject({ requests: "2", cost_usd: "0.009792" });
    expect(row("acme-large-1")).toMatchObject({ requests: "1", cost_usd: "" });
    const records = await runCli([...ALL, "--records", "--csv"], { cwd });
    expect(records.stdout.trimEnd().split("\r\n")).toHaveLength(4);
    const json = await runCli([...ALL, "--records", "--json"], { cwd });
    const { schema, records: rows } = JSON.parse(json.stdout);
    expect([schema, rows.length]).toEqual(["tokenpak.cost.records/1", 3]);
    expect(rows[0]).toMatchObject({ model: "claude-sonnet-4-5", costNanos: 5_880_000 });
  });

  it("takes prices of the user's own, also for what was read before", async () => {
    const cwd = home();
    expect((await costOf(cwd)).totals.unpricedRequests).toBe(1);
    writeFileSync(
      join(cwd, "home", "prices.json"),
      JSON.stringify({
        "acme-large-1": { input_cost_per_token: 1e-6, output_cost_per_token: 5e-6 },
      }),
    );
    const { totals } = await costOf(cwd);
    expect(totals).toMatchObject({ unpricedRequests: 0, costUsd: 0.009942 });
    writeFileSync(
      join(cwd, "home", "prices.json"),
      '{"acme-large-1": {"input_cost_per_token": -1}}',
    );
    const { code, stderr } = await runCli(ALL, { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining("prices.json")]);
  });

  it("reads a folder of events beside the known agents' logs", async () => {
    const cwd = home("");
    mkdirSync(join(cwd, "events"));
    writeFileSync(
      join(cwd, "events", "a.jsonl"),
      `${JSON.stringify({ model: "gpt-4o", tokensIn: 1000, tokensOut: 10, at: "2026-11-20T00:00:00Z" })}\n`,
    );
    const { totals, warnings } = await costOf(cwd, "--logs", "events", "--logs", "none");
    expect(totals).toMatchObject({ requests: 1, uncachedInput: 1000, output: 10 });
    expect(warnings).toEqual([expect.stringMatching(/none does not exist/)]);
  });

  it("is of use where nothing can be kept, and says so", async () => {
    const cwd = home();
    writeFileSync(join(cwd, "file"), "");
    const env = { TOKENPAK_HOME: join(cwd, "file", "home") };
    const { code, stdout } = await runCli([...ALL, "--json"], { cwd, env });
    const { totals, ledger, warnings } = JSON.parse(stdout) as CostDocument;
    expect([code, totals.requests, ledger]).toEqual([0, 3, ":memory:"]);
    expect(warnings[0]).toContain("Nothing is kept");
  });

  it("makes no ledger where only one that is there should be read", async () => {
    const cwd = home();
    const { code, stderr } = await runCli(["cost", "--stored"], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining("There is no ledger")]);
    expect(existsSync(join(cwd, "home"))).toBe(false);
  });

  it("keeps the ledger to its owner, and nothing of what was said", async () => {
    const cwd = home(
      line({ id: "9", usage: { input_tokens: 1, output_tokens: 1 } }).replace(
        '"content":[]',
        '"content":[{"type":"text","text":"SECRET WORDS"}]',
      ),
    );
    await costOf(cwd);
    const path = join(cwd, "home", "ledger.db");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    using ledger = new SqliteLedger(path, { readOnly: true });
    expect(JSON.stringify([...ledger.exportCompletions()])).not.toContain("SECRET");
  });

  it("shows what comes in, until it is stopped", async () => {
    const cwd = home(FIRST);
    const stop = new AbortController();
    let shown = 0;
    const { code, stdout } = await runCli([...ALL, "--watch", "--json"], {
      cwd,
      signal: stop.signal,
      onOutput: () => {
        shown++;
        if (shown === 1) appendFileSync(join(cwd, LOG), second(200));
        else stop.abort();
      },
    });
    const documents = stdout
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text) as CostDocument);
    expect([code, ...documents.map(({ totals }) => totals.requests)]).toEqual([0, 1, 2]);
  });

  it("says that there is nothing, and what to do", async () => {
    const { code, stdout } = await runCli(["cost"], { cwd: testFolder() });
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/no requests\. No session logs of Claude Code, .* Try --since all\./),
    ]);
    const cwd = home();
    expect((await runCli([...ALL, "--until", "2026-11-19"], { cwd })).stdout).toMatch(
      /1 session log of claude-code and the ledger have none in this period/,
    );
    expect((await runCli([...ALL, "--model", "nobody"], { cwd })).stdout).toMatch(
      /none of that name in this period\. See --by model,agent,project/,
    );
  });

  it("refuses what cannot be, before it opens anything", async () => {
    const cwd = testFolder();
    const refusals: readonly (readonly [readonly string[], string])[] = [
      [["--by", "colour"], "--by must be of day, hour, model"],
      [["--since", "soon"], "--since must be a date"],
      [["--today", "--week"], "exclude each other"],
      [["--csv", "--json"], "exclude each other"],
      [["--records"], "--records goes with --csv or --json"],
      [["--watch", "--stored"], "--watch goes with --json or alone"],
      [["--stored", "--logs", "x"], "leave out --logs"],
      [["--logs", ""], "--logs must name a folder or a file"],
      [["--top", "0"], "--top must be an integer"],
    ];
    for (const [flags, message] of refusals) {
      const { code, stderr } = await runCli(["cost", ...flags], { cwd });
      expect([flags, code, stderr]).toEqual([flags, 2, expect.stringContaining(message)]);
    }
    expect(() => statSync(join(cwd, "home"))).toThrow("ENOENT");
    mkdirSync(dirname(join(cwd, "home", "ledger.db")), { recursive: true });
    writeFileSync(
      join(cwd, "home", "ledger.db"),
      "no database, but long enough to be looked at".repeat(99),
    );
    const { code, stderr } = await runCli(["cost"], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining("damaged or not a database")]);
  });
});

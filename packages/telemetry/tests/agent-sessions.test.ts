import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompletionEntry, UsageTotals } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TelemetryCollector } from "../src/collect/telemetry-collector.ts";
import type { TelemetrySource } from "../src/collect/telemetry-source.ts";
import { SqliteLedger } from "../src/ledger/sqlite-ledger.ts";
import { createPricer } from "../src/prices/create-pricer.ts";
import { claudeCodeSource } from "../src/sources/claude-code/claude-code-source.ts";
import { codexSource } from "../src/sources/codex/codex-source.ts";
import { readLogLines, type TestLog } from "./read-log-lines.ts";

const claudeCode = claudeCodeSource(["/home/dev/.claude"]);
const codex = codexSource("/home/dev/.codex");
const claudeLogs = recorded("claude-code", "projects");
const codexLogs = recorded("codex", "sessions");

function recorded(source: string, root: string): readonly TestLog[] {
  const folder = join(fixtures(source), root);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".jsonl"))
    .sort()
    .map((path) => ({ path, lines: linesOf(readFileSync(join(folder, path), "utf8")) }));
}

function fixtures(source: string): string {
  return fileURLToPath(new URL(`../src/sources/${source}/__fixtures__`, import.meta.url));
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** What Claude Code wrote of its own at the end of a recorded session. */
function statedCost(session: string): number {
  const lines = claudeLogs.find(
    ({ path }) => path.endsWith(".jsonl") && path.includes(`/${session}`),
  )?.lines;
  const states = (lines ?? []).filter((line) => line.includes('"cost-state"'));
  return JSON.parse(states.at(-1) ?? "{}").totalCostUSD;
}

/** A ledger of all that the logs say, in their order. */
function ledgerOf(entries: readonly (readonly CompletionEntry[])[]): SqliteLedger {
  const ledger = new SqliteLedger(":memory:");
  for (const completions of entries) ledger.record({ completions });
  return ledger;
}

function totalsOf(source: TelemetrySource, logs: readonly TestLog[]): UsageTotals {
  using ledger = ledgerOf(logs.map((log) => readLogLines(source, log)));
  return ledger.report().totals;
}

/** The logs in any order, each read up to twice, interrupted anywhere. */
function anyReading(logs: readonly TestLog[]) {
  const twice = [...logs, ...logs.slice(0, 2)];
  return fc.tuple(
    fc.shuffledSubarray(twice, { minLength: twice.length, maxLength: twice.length }),
    fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
  );
}

function sum(of: (n: number) => number): number {
  return [1, 2, 3, 4, 5, 6, 7, 8].reduce((total, n) => total + of(n), 0);
}

describe("claudeCodeSource in a ledger", () => {
  const expected = {
    requests: 8,
    uncachedInput: sum((n) => n + 3),
    cacheWrite: sum((n) => 100 * n),
    cacheRead: sum((n) => 1000 * n),
    output: sum((n) => 10 * n + 5),
    partialRequests: 0,
  };

  it("counts each recorded request once, where its lines say it nearly twice", () => {
    expect(totalsOf(claudeCode, claudeLogs)).toMatchObject(expected);
    const lines = claudeLogs.flatMap((log) => readLogLines(claudeCode, log));
    const naive = lines.reduce((total, { usage }) => total + usage.output, 0);
    expect([lines.length, naive, expected.output]).toEqual([14, 580, 400]);
  });

  it("counts the same in any order of files, interrupted anywhere, read again", () => {
    const whole = totalsOf(claudeCode, claudeLogs);
    fc.assert(
      fc.property(anyReading(claudeLogs), ([logs, cuts]) => {
        using ledger = ledgerOf(
          logs.map((log) =>
            readLogLines(claudeCode, log, (line) => cuts[line % cuts.length] === true),
          ),
        );
        expect(ledger.report().totals).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  });

  it("costs what Claude Code itself says that each session cost", async () => {
    using ledger = new SqliteLedger(":memory:");
    const sources = [claudeCodeSource([fixtures("claude-code")])];
    await new TelemetryCollector({ sources, store: ledger, pricer: createPricer() }).backfill();
    const { groups, totals } = ledger.report({ by: ["session"] });
    expect(totals).toMatchObject(expected);
    const costOf = (session: string) =>
      groups.find(({ key }) => key.session?.startsWith(session))?.costUsd ?? Number.NaN;
    expect(costOf("1e1417d6")).toBeCloseTo(statedCost("1e1417d6"), 9);
    expect(costOf("82244f27")).toBeCloseTo(statedCost("82244f27"), 9);
    // A fork begins with the cost of the session that it goes on from.
    expect(costOf("82244f27") + costOf("f1118eee")).toBeCloseTo(statedCost("f1118eee"), 9);
  });

  it("counts a fork's requests to the session that made them, and a sub-agent's to its session", () => {
    using ledger = ledgerOf(claudeLogs.toReversed().map((log) => readLogLines(claudeCode, log)));
    const { groups } = ledger.report({ by: ["session"] });
    const requests = groups.map(({ key, requests }) => [key.session?.slice(0, 8), requests]);
    expect(Object.fromEntries(requests)).toEqual({ "1e1417d6": 4, "82244f27": 2, f1118eee: 2 });
    expect(ledger.report({ by: ["project"] }).groups.map(({ key }) => key.project)).toEqual([
      "/home/dev/shop",
    ]);
  });

  const answer = (line: object, message: object, output: number): string =>
    JSON.stringify({
      type: "assistant",
      timestamp: "2026-11-20T10:00:00.000Z",
      sessionId: "s",
      ...line,
      message: {
        model: "claude-sonnet-5",
        usage: { input_tokens: 10, output_tokens: output },
        ...message,
      },
    });
  const totals = (...files: (readonly string[])[]) =>
    totalsOf(
      claudeCode,
      files.map((lines, index) => ({ path: `-p/${index}.jsonl`, lines })),
    );

  it("keeps the whole line with the most output, in whichever file and order it stands", () => {
    const message = { id: "msg_1" };
    const line = { requestId: "req_1" };
    const usage = { input_tokens: 12, cache_read_input_tokens: 500, output_tokens: 90 };
    const last = answer(line, { ...message, usage }, 0);
    const early = [answer(line, message, 1), answer(line, message, 40)];
    const expected = { requests: 1, uncachedInput: 12, cacheRead: 500, output: 90 };
    expect(totals([...early, last])).toMatchObject(expected);
    expect(totals([last, ...early])).toMatchObject(expected);
    expect(totals([last], early)).toMatchObject(expected);
    expect(totals(early, [last])).toMatchObject(expected);
  });

  it("drops a side chain's copy of a message under another request", () => {
    const original = answer({ requestId: "req_1" }, { id: "msg_1" }, 50);
    const copy = answer({ requestId: "req_2", isSidechain: true }, { id: "msg_1" }, 50);
    const own = answer({ requestId: "req_3", isSidechain: true }, { id: "msg_2" }, 7);
    expect(totals([original, copy, own])).toMatchObject({ requests: 2, output: 57 });
    expect(totals([copy, own], [original])).toMatchObject({ requests: 2, output: 57 });
  });

  it("takes a line without a request id for another of the same message", () => {
    const named = answer({ requestId: "req_1" }, { id: "msg_1" }, 50);
    const bare = answer({}, { id: "msg_1" }, 50);
    expect(totals([bare, bare])).toMatchObject({ requests: 1, output: 50 });
    expect(totals([bare], [named])).toMatchObject({ requests: 1, output: 50 });
    expect(totals([named], [bare])).toMatchObject({ requests: 1, output: 50 });
  });

  it("counts requests apart that share a message id, where neither is a copy", () => {
    const [one, other] = ["req_1", "req_2"].map((requestId) =>
      answer({ requestId }, { id: "x" }, 5),
    );
    expect(totals([one ?? "", other ?? ""])).toMatchObject({ requests: 2, output: 10 });
  });
});

describe("codexSource in a ledger", () => {
  const expected = { requests: 16, input: 144_000, cached: 86_400, written: 4_320, output: 7_200 };

  it("counts each recorded answer once", () => {
    const totals = totalsOf(codex, codexLogs);
    expect(totals).toMatchObject({
      requests: expected.requests,
      uncachedInput: expected.input - expected.cached - expected.written,
      cacheRead: expected.cached,
      cacheWrite: expected.written,
      output: expected.output,
      reasoning: 2880,
      partialRequests: 0,
    });
  });

  it("counts the same in any order of files, interrupted anywhere, read again", () => {
    const whole = totalsOf(codex, codexLogs);
    fc.assert(
      fc.property(anyReading(codexLogs), ([logs, cuts]) => {
        using ledger = ledgerOf(
          logs.map((log) => readLogLines(codex, log, (line) => cuts[line % cuts.length] === true)),
        );
        expect(ledger.report().totals).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  });

  it("counts nothing anew where a session is in the archive too", () => {
    const archived = codexLogs.map((log) => ({
      ...log,
      path: log.path.split("/").at(-1) ?? "",
      root: 1,
    }));
    const whole = totalsOf(codex, codexLogs);
    expect(totalsOf(codex, [...codexLogs, ...archived])).toEqual(whole);
    expect(totalsOf(codex, [...archived, ...codexLogs])).toEqual(whole);
    expect(totalsOf(codex, archived)).toEqual(whole);
  });

  it("counts nothing anew where Codex wrote the files again, as `codex migrate-rollouts` does", () => {
    const migrated = codexLogs.map(({ path, lines }) => {
      // It numbers the lines, and leaves out the parents' descriptions and messages that are said twice.
      const values = lines.map((line) => JSON.parse(line));
      const kept = values.filter(({ type }, index) => type !== "session_meta" || index === 0);
      const written = kept.map(({ timestamp, ...rest }, ordinal) => ({
        timestamp,
        ordinal,
        ...rest,
      }));
      return { path, lines: written.map((value) => JSON.stringify(value)) };
    });
    const whole = totalsOf(codex, codexLogs);
    expect(totalsOf(codex, migrated)).toEqual(whole);
    expect(totalsOf(codex, [...codexLogs, ...migrated])).toEqual(whole);
  });

  it("counts the same from the files", async () => {
    const { requests, output } = expected;
    using ledger = new SqliteLedger(":memory:");
    const sources = [codexSource(fixtures("codex"))];
    await new TelemetryCollector({ sources, store: ledger, pricer: createPricer() }).backfill();
    expect(ledger.report().totals).toMatchObject({ requests, output, unpricedRequests: 0 });
  });

  it("counts a sub-agent to the session of its parent", () => {
    using ledger = ledgerOf(codexLogs.map((log) => readLogLines(codex, log)));
    const { groups } = ledger.report({ by: ["session"] });
    const inputs = groups.map(({ key, requests }) => [key.session?.slice(-7), requests]);
    expect(Object.fromEntries(inputs)).toEqual({
      fdb5515: 4,
      "2a5271f": 2,
      f688845: 4,
      "1ef2492": 4,
      ca20d39: 2,
    });
  });

  it("knows how long the only answer of a turn took", () => {
    using ledger = ledgerOf(codexLogs.map((log) => readLogLines(codex, log)));
    expect(ledger.latencies()).toMatchObject({ p50: expect.closeTo(80, -1) });
  });
});

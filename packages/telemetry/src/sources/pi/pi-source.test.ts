import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CompletionEntry } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { readLogLines } from "../../../tests/read-log-lines.ts";
import { SqliteLedger } from "../../ledger/sqlite-ledger.ts";
import { piSource } from "./pi-source.ts";

const source = piSource("/home/dev/.pi/agent");

const DATA =
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  process.env["TOKENPAK_BENCH_DATA"] ?? join(import.meta.dirname, "../../../../../../shared/data");

const HEADER = {
  type: "session",
  version: 3,
  id: "s-1",
  timestamp: "2026-11-23T10:00:00.000Z",
  cwd: "/home/dev/shop",
};

const USAGE = {
  input: 3,
  output: 191,
  cacheRead: 1000,
  cacheWrite: 1684,
  cost: {
    input: 0.000009,
    output: 0.002865,
    cacheRead: 0.0003,
    cacheWrite: 0.006315,
    total: 0.009489,
  },
};

function line(usage: object, more: object = {}): object {
  const message = {
    role: "assistant",
    content: [],
    api: "anthropic-messages",
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    usage,
    stopReason: "toolUse",
    timestamp: Date.parse("2026-11-23T10:00:05.000Z"),
    ...more,
  };
  return { type: "message", timestamp: "2026-11-23T10:00:09.500Z", message };
}

function read(values: readonly unknown[], path = "--home-dev-shop--/a.jsonl"): CompletionEntry[] {
  return readLogLines(source, { path, lines: values.map((value) => JSON.stringify(value)) });
}

describe("piSource", () => {
  it("reads every session in every folder", () => {
    expect(source.roots).toEqual(["/home/dev/.pi/agent/sessions"]);
    expect(source.formatOf("--home-dev-shop--/2026-11-23_a.jsonl")?.kind).toBe("lines");
    expect(source.formatOf("--home-dev-shop--/notes.md")).toBeUndefined();
  });

  it("reads provider, model, counts and the cost that pi states", () => {
    const [entry] = read([HEADER, line(USAGE)]);
    expect(entry).toMatchObject({
      at: Date.parse("2026-11-23T10:00:09.500Z"),
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      agent: "pi",
      session: "s-1",
      project: "/home/dev/shop",
      usage: { uncachedInput: 3, cacheRead: 1000, cacheWriteOther: 1684, output: 191 },
      costNanos: 9_489_000,
      costSource: "reported",
      latencyMs: 4500,
      outcome: "ok",
      observer: "pi",
    });
  });

  it("passes over requests that used nothing, and marks those that were given up or failed", () => {
    const nothing = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cost: { total: 0 } };
    const entries = read([
      HEADER,
      line(nothing, { stopReason: "aborted" }),
      line(USAGE, { stopReason: "aborted", timestamp: 1795394923133 }),
      line(USAGE, { stopReason: "error", timestamp: 1795394923134 }),
      line(USAGE, { role: "user" }),
    ]);
    expect(entries.map(({ outcome }) => outcome)).toEqual(["aborted", "error"]);
  });

  it("counts a branch's copies of messages once, to the session that made the requests, in any order", () => {
    const branch = {
      ...HEADER,
      id: "s-2",
      timestamp: "2026-11-23T11:00:00.000Z",
      parentSession: "a.jsonl",
    };
    const own = line(USAGE, { timestamp: Date.parse("2026-11-23T11:05:00.000Z") });
    const logs = [
      read([HEADER, line(USAGE)]),
      read([branch, line(USAGE), { ...own, timestamp: "2026-11-23T11:05:02.000Z" }], "b.jsonl"),
    ];
    for (const order of [logs, [...logs].reverse()]) {
      using ledger = new SqliteLedger(":memory:");
      for (const completions of order) ledger.record({ completions });
      const { groups } = ledger.report({ by: ["session"] });
      const requests = groups.map(({ key, requests: count }) => [key.session, count]);
      expect(requests.sort()).toEqual([
        ["s-1", 1],
        ["s-2", 1],
      ]);
    }
  });

  it("takes what was cached out of an input whose total says that it is in there", () => {
    const said = { input: 1500, output: 300, cacheRead: 1024, cacheWrite: 0 };
    const [inclusive] = read([HEADER, line({ ...said, totalTokens: 1800 })]);
    const [exclusive] = read([HEADER, line({ ...said, totalTokens: 2824 })]);
    expect(inclusive?.usage).toMatchObject({ uncachedInput: 476, cacheRead: 1024 });
    expect(exclusive?.usage).toMatchObject({ uncachedInput: 1500, cacheRead: 1024 });
  });

  const session = join(DATA, "sessions/pi-mono/large-session.jsonl.gz");
  it.skipIf(!existsSync(session))(
    "adds up to the tokens and dollars of a real session (skipped: the public data sets are not beside this repository)",
    () => {
      const lines = gunzipSync(readFileSync(session)).toString().trimEnd().split("\n");
      const entries = readLogLines(source, { path: "x/large-session.jsonl", lines });
      const charged = readFileSync(join(DATA, "pricing/pi-mono_usage_cost.jsonl"), "utf8")
        .trimEnd()
        .split("\n")
        .map((text) => JSON.parse(text))
        .filter((record) => record.session === "large-session");
      using ledger = new SqliteLedger(":memory:");
      ledger.record({ completions: [...entries, ...entries] });
      const { totals } = ledger.report();
      const sum = (of: (record: (typeof charged)[number]) => number): number =>
        charged.reduce((total, record) => total + of(record), 0);
      expect(totals).toMatchObject({
        requests: 439,
        reportedCostRequests: 439,
        uncachedInput: sum(({ usage }) => usage.input),
        output: sum(({ usage }) => usage.output),
        cacheRead: sum(({ usage }) => usage.cacheRead),
        cacheWrite: sum(({ usage }) => usage.cacheWrite),
      });
      expect(totals.costUsd).toBeCloseTo(
        sum(({ cost }) => cost.total),
        9,
      );
    },
  );
});

import { readdirSync, rmSync } from "node:fs";
import type { CompletionEntry, JsonValue } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { OpencodeFile, opencodeCounts, opencodeMessage } from "../../../tests/opencode-file.ts";
import { SqliteLedger } from "../../ledger/sqlite-ledger.ts";
import { opencodeDatabase } from "./opencode-database.ts";

/** What there is to read, and the cursor behind it, which went through JSON. */
function read(path: string, from?: JsonValue) {
  let cursor = from;
  const entries: CompletionEntry[] = [];
  for (const batch of opencodeDatabase.read(path, cursor)) {
    entries.push(...batch.entries);
    cursor = JSON.parse(JSON.stringify(batch.cursor)) as JsonValue;
  }
  return { entries, cursor };
}

const outputs = (entries: readonly CompletionEntry[]): number[] =>
  entries.map(({ usage }) => usage.output);

describe("opencodeDatabase", () => {
  it("reads recorded messages: one request through each of two providers, one in a fork, and one that was given up", () => {
    using file = new OpencodeFile();
    file.addRecorded();
    const { entries } = read(file.path);
    expect(entries).toHaveLength(4);
    using ledger = new SqliteLedger(":memory:");
    ledger.record({ completions: entries });
    const { totals, groups } = ledger.report({ by: ["model"] });
    expect(totals).toMatchObject({
      requests: 3,
      uncachedInput: 12 + 476 + 12,
      cacheRead: 2000 + 1024 + 2000,
      cacheWrite: 200,
      output: 76 + 300 + 79,
      reasoning: 256,
      reportedCostRequests: 3,
      unpricedRequests: 0,
    });
    expect(totals.costUsd).toBeCloseTo(0.002151 + 0.003723 + 0.002196, 12);
    expect(groups.map(({ key }) => key.model)).toEqual(["claude-sonnet-4-5", "gpt-5.1"]);
    expect(entries[0]).toMatchObject({
      id: "opencode:msg_205e06a7d001hGjS7wLmMFqa7T",
      at: 1795394923827,
      provider: "anthropic",
      agent: "opencode",
      session: "ses_dfa1f99f3ffeEGtAFyV2tGg5qO",
      project: "/home/dev/shop",
      costNanos: 2_151_000,
      costSource: "reported",
      latencyMs: 694,
      outcome: "ok",
      observer: "opencode",
    });
  });

  it("counts a fork's copies of messages once, to the session that made the requests, in any order", () => {
    using file = new OpencodeFile();
    file.addRecorded();
    const { entries } = read(file.path);
    for (const order of [entries, [...entries].reverse()]) {
      using ledger = new SqliteLedger(":memory:");
      for (const entry of order) ledger.record({ completions: [entry] });
      const { groups } = ledger.report({ by: ["session"], model: "gpt-5.1" });
      expect(groups).toMatchObject([
        { key: { session: "ses_dfa1f8cf8ffeKEYLuX7QfHSUjC" }, requests: 1, output: 300 },
      ]);
    }
  });

  it("reads a message again until it is completed, and whatever is changed after that", () => {
    using file = new OpencodeFile();
    const put = (updated: number, numbers: readonly number[], time: object): void =>
      file.put({ id: "msg_1", updated, data: opencodeMessage(opencodeCounts(numbers), { time }) });
    const started = { created: 1000_000_000_000 };
    const done = { ...started, completed: 1000_000_005_000 };
    put(1000_000_000_000, [0, 0, 0, 0, 0], started);
    const first = read(file.path);
    expect(first.entries).toEqual([]);
    put(1000_000_001_000, [10, 20, 0, 0, 0], started);
    const second = read(file.path, first.cursor);
    expect(second.entries[0]).toMatchObject({
      usage: { output: 20, partial: true, confidence: "low" },
    });
    put(1000_000_005_000, [10, 30, 0, 0, 0], done);
    const third = read(file.path, second.cursor);
    expect(third.entries[0]).toMatchObject({
      usage: { output: 30, partial: false, confidence: "medium" },
    });
    put(1000_000_900_000, [10, 45, 0, 0, 0], done);
    const fourth = read(file.path, third.cursor);
    expect(outputs(fourth.entries)).toEqual([45]);
    using ledger = new SqliteLedger(":memory:");
    for (const { entries } of [first, second, third, fourth])
      ledger.record({ completions: entries });
    expect(ledger.report().totals).toMatchObject({ requests: 1, output: 45, partialRequests: 0 });
  });

  it("does not miss a message that is completed by a program whose clock runs behind", () => {
    using file = new OpencodeFile();
    const open = { time: { created: 2000_000_000_000 } };
    file.put({ id: "msg_1", updated: 2000_000_000_000, data: opencodeMessage({}, open) });
    file.put({
      id: "msg_2",
      updated: 2000_009_000_000,
      data: opencodeMessage(opencodeCounts([1, 2, 0, 0, 0])),
    });
    const first = read(file.path);
    file.put({ id: "msg_1", updated: 1, data: opencodeMessage(opencodeCounts([5, 6, 0, 0, 0])) });
    expect(outputs(read(file.path, first.cursor).entries)).toContain(6);
  });

  it("reads a message that took the number of a deleted one, or got a lower one when the file was compacted", () => {
    using file = new OpencodeFile();
    const put = (id: string, updated: number): void => {
      file.put({ id, updated, data: opencodeMessage(opencodeCounts([updated, 2, 0, 0, 0])) });
    };
    for (const id of ["msg_1", "msg_2", "msg_3"]) put(id, 9_000_000);
    const { cursor } = read(file.path);
    file.remove("msg_3");
    put("msg_4", 1000);
    const inputs = (from?: JsonValue): number[] =>
      read(file.path, from).entries.map(({ usage }) => usage.uncachedInput);
    expect(inputs(cursor)).toContain(1000);
    const second = read(file.path, cursor);
    file.remove("msg_1");
    file.database.exec("VACUUM");
    put("msg_5", 2000);
    expect(inputs(second.cursor)).toContain(2000);
  });

  it("reads on behind the last message, in batches of bounded size", () => {
    using file = new OpencodeFile();
    const put = (from: number, to: number): void => {
      for (let n = from; n < to; n += 1) {
        const data = opencodeMessage(opencodeCounts([n, 1, 0, 0, 0]));
        file.put({ id: `msg_${n}`, data, updated: n * 100_000 });
      }
    };
    file.database.transaction(() => put(1, 1201))();
    const batches = [...opencodeDatabase.read(file.path, undefined)];
    expect(batches.map(({ entries }) => entries.length)).toEqual([500, 500, 200, 0]);
    const [, second] = batches;
    expect(
      read(file.path, second?.cursor).entries.map(({ usage }) => usage.uncachedInput),
    ).toContain(1200);
    put(1201, 1203);
    const { entries } = read(file.path, batches.at(-1)?.cursor);
    // The one before the two new ones changed within a minute of the last reading.
    expect(entries.map(({ usage }) => usage.uncachedInput)).toEqual([1200, 1201, 1202]);
  });

  it("says nothing new of a database that did not change, and begins anew in another one", () => {
    using file = new OpencodeFile();
    using other = new OpencodeFile();
    file.put({ id: "msg_1", data: opencodeMessage(opencodeCounts([1, 2, 0, 0, 0])) });
    other.put({ id: "msg_9", data: opencodeMessage(opencodeCounts([1, 7, 0, 0, 0])) });
    const { cursor } = read(file.path);
    expect(read(file.path, cursor).cursor).toEqual(cursor);
    expect(outputs(read(other.path, cursor).entries)).toEqual([7]);
  });

  it("marks requests of a session that another one called as a sub-agent's", () => {
    using file = new OpencodeFile();
    file.database.exec(`INSERT INTO session (id, project_id, parent_id, slug, directory, title, version, time_created, time_updated)
      VALUES ('ses_2', 'p', 'ses_1', '', '/srv/tree', '', '', 1, 1)`);
    const data = opencodeMessage(opencodeCounts([1, 2, 0, 0, 0]), { agent: "explore", path: null });
    file.put({ id: "msg_1", session: "ses_2", data });
    expect(read(file.path).entries).toMatchObject([
      { subagent: "explore", session: "ses_2", project: "/srv/tree" },
    ]);
  });

  it("tells aborted and failed requests from others, and takes a cost of 0 for unknown", () => {
    using file = new OpencodeFile();
    const counts = opencodeCounts([1, 2, 0, 0, 0]);
    const names = [undefined, "MessageAbortedError", "APIError"];
    for (const [index, name] of names.entries()) {
      const error = name === undefined ? {} : { error: { name, data: {} } };
      const data = opencodeMessage(counts, { ...error, cost: index === 2 ? 0.5 : 0 });
      file.put({ id: `msg_${index}`, data });
    }
    const { entries } = read(file.path);
    expect(entries.map(({ outcome }) => outcome)).toEqual(["ok", "aborted", "error"]);
    expect(entries.map(({ costNanos }) => costNanos)).toEqual([undefined, undefined, 500_000_000]);
  });

  it("creates no file beside a database that nobody has open, and changes nothing in it", () => {
    using file = new OpencodeFile();
    file.addRecorded();
    file.close();
    expect(readdirSync(file.folder)).toEqual(["opencode.db"]);
    expect(read(file.path).entries).toHaveLength(4);
    expect(readdirSync(file.folder)).toEqual(["opencode.db"]);
  });

  it("lets OpenCode write and empty its log while it is being read", () => {
    using file = new OpencodeFile();
    file.addRecorded();
    for (const { cursor } of opencodeDatabase.read(file.path, undefined)) {
      expect(cursor).toBeDefined();
      file.put({ id: "msg_late", data: opencodeMessage(opencodeCounts([1, 2, 0, 0, 0])) });
      expect(file.database.pragma("wal_checkpoint(TRUNCATE)")).toMatchObject([{ busy: 0 }]);
    }
    expect(outputs(read(file.path).entries)).toContain(2);
  });

  it("reads tables that lack every column but id and data", () => {
    using file = new OpencodeFile("CREATE TABLE message (id TEXT PRIMARY KEY, data TEXT)");
    const data = JSON.stringify(opencodeMessage(opencodeCounts([1, 2, 0, 0, 0])));
    file.database.prepare("INSERT INTO message VALUES ('msg_1', ?)").run(data);
    expect(read(file.path).entries).toMatchObject([{ id: "opencode:msg_1", usage: { output: 2 } }]);
  });

  it("refuses in words what is no database of OpenCode, or is gone", () => {
    using empty = new OpencodeFile("CREATE TABLE other (a)");
    expect(() => read(empty.path)).toThrow(/no table of messages that is known/);
    using unnumbered = new OpencodeFile(
      "CREATE TABLE message (id TEXT PRIMARY KEY, data) WITHOUT ROWID",
    );
    expect(() => read(unnumbered.path)).toThrow(/SQLITE_ERROR/);
    rmSync(empty.path);
    expect(() => read(empty.path)).toThrow(/cannot be read \(ENOENT\)/);
  });

  it("passes over rows that are no messages, whatever they are", () => {
    using file = new OpencodeFile("CREATE TABLE message (id, data)");
    const insert = file.database.prepare("INSERT INTO message VALUES (?, ?)");
    const good = JSON.stringify(opencodeMessage(opencodeCounts([1, 2, 0, 0, 0])));
    const rows = [
      [null, good],
      [7, good],
      ["msg_1", null],
      ["msg_2", "{"],
      ["msg_3", Buffer.from(good)],
      ["msg_4", "[]"],
      ["msg_5", `${"[".repeat(50_000)}"assistant"${"]".repeat(50_000)}`],
      ["msg_6", good],
    ] as const;
    for (const row of rows) insert.run(...row);
    expect(read(file.path).entries.map(({ id }) => id)).toEqual(["opencode:msg_6"]);
  });
});

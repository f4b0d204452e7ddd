import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TokenPakError } from "@tokenpak/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SqliteLedger } from "../ledger/sqlite-ledger.ts";
import { collectAsUser } from "./__fixtures__/collecting-child.ts";
import { lineOf, sourceOf } from "./__fixtures__/event-lines.ts";
import { MemoryStore } from "./__fixtures__/memory-store.ts";
import { TelemetryCollector } from "./telemetry-collector.ts";
import type { TelemetryEvent } from "./telemetry-event.ts";

let folder: string;
let logs: string;
let log: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-collector-"));
  logs = join(folder, "logs");
  log = join(logs, "log.jsonl");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function linesOf(from: number, until: number): string {
  return Array.from({ length: until - from }, (_, index) => lineOf(`e${from + index}`)).join("");
}

async function take(
  iterator: AsyncIterator<TelemetryEvent, undefined>,
  count = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const next = await iterator.next();
    if (next.done) break;
    ids.push(next.value.record.id);
  }
  return ids;
}

describe("TelemetryCollector", () => {
  it("watches: what is appended, created, renamed and in folders that come later", async () => {
    await using collector = new TelemetryCollector({
      sources: [sourceOf([logs])],
      store: new MemoryStore(),
      pollMs: 50,
    });
    const events = collector[Symbol.asyncIterator]();
    await collector.start();
    mkdirSync(logs);
    writeFileSync(log, linesOf(0, 1));
    expect(await take(events, 1)).toEqual(["e0"]);
    appendFileSync(log, linesOf(1, 2));
    expect(await take(events, 1)).toEqual(["e1"]);
    renameSync(log, `${log}.1`);
    writeFileSync(log, linesOf(2, 3));
    expect(await take(events, 1)).toEqual(["e2"]);
    mkdirSync(join(logs, "deep", "er"), { recursive: true });
    writeFileSync(join(logs, "deep", "er", "other.jsonl"), linesOf(3, 4));
    expect(await take(events, 1)).toEqual(["e3"]);
    rmSync(logs, { recursive: true });
    mkdirSync(logs);
    writeFileSync(log, linesOf(4, 5));
    expect(await take(events, 1)).toEqual(["e4"]);
  });

  it("stops when all that was there is recorded and given out, and not before", async () => {
    mkdirSync(logs);
    writeFileSync(log, linesOf(0, 10));
    const path = join(folder, "ledger.db");
    const collector = new TelemetryCollector({
      sources: [sourceOf([logs])],
      store: path,
      pollMs: 60_000,
    });
    const events = collector[Symbol.asyncIterator]();
    await collector.start();
    await collector.start();
    expect(await take(events, 10)).toHaveLength(10);
    appendFileSync(log, `${linesOf(10, 500)}{"id":`);
    await Promise.all([collector.stop(), collector.stop()]);
    expect(await take(events)).toHaveLength(490);
    expect(await take(collector[Symbol.asyncIterator]())).toEqual([]);
    using ledger = new SqliteLedger(path);
    expect(ledger.report().totals.requests).toBe(500);
  });

  it("starts again after a stop, where it was", async () => {
    mkdirSync(logs);
    writeFileSync(log, linesOf(0, 3));
    const path = join(folder, "ledger.db");
    const collector = new TelemetryCollector({ sources: [sourceOf([logs])], store: path });
    await collector.start();
    await collector.stop();
    appendFileSync(log, linesOf(3, 5));
    await collector.start();
    const events = collector[Symbol.asyncIterator]();
    await collector.stop();
    expect(await take(events)).toEqual(["e3", "e4"]);
  });

  it("can be stopped within its own loop", async () => {
    mkdirSync(logs);
    writeFileSync(log, linesOf(0, 700));
    const collector = new TelemetryCollector({
      sources: [sourceOf([logs])],
      store: new MemoryStore(),
    });
    await collector.start();
    const ids: string[] = [];
    for await (const { record } of collector) {
      ids.push(record.id);
      if (ids.length === 1) await collector.stop();
    }
    expect(ids).toHaveLength(700);
  });

  it("pauses while an iterator is not read, and loses nothing for it", async () => {
    mkdirSync(logs);
    const project = "p".repeat(400);
    const lines = Array.from({ length: 6000 }, (_, index) => lineOf(`e${index}`, { project }));
    writeFileSync(log, lines.join(""));
    const store = new MemoryStore();
    const collector = new TelemetryCollector({ sources: [sourceOf([logs])], store });
    const events = collector[Symbol.asyncIterator]();
    const reading = collector.backfill();
    const first = await take(events, 1);
    expect(store.records.size).toBeLessThan(3000);
    const rest = await take(events, 5999);
    expect([...first, ...rest]).toEqual(lines.map((_, index) => `e${index}`));
    expect(await reading).toMatchObject({ added: 6000 });
    await collector.stop();
    expect(await take(events)).toEqual([]);
  });

  it("stops without an iterator that takes nothing: the rest is read next time", async () => {
    mkdirSync(logs);
    const project = "p".repeat(400);
    const lines = Array.from({ length: 3000 }, (_, index) => lineOf(`e${index}`, { project }));
    writeFileSync(log, lines.join(""));
    const store = new MemoryStore();
    const collector = new TelemetryCollector({ sources: [sourceOf([logs])], store });
    const unread = collector[Symbol.asyncIterator]();
    await collector.start();
    await collector.stop();
    const given = store.records.size;
    expect(given).toBeLessThan(2000);
    expect(await take(unread)).toHaveLength(given);
    const rest = await new TelemetryCollector({ sources: [sourceOf([logs])], store }).backfill();
    expect(given + rest.added).toBe(3000);
  });

  it("warns once while the store cannot be written, goes on when it can, and says so", async () => {
    mkdirSync(logs);
    writeFileSync(log, linesOf(0, 3));
    const store = new MemoryStore();
    const commit = store.commit.bind(store);
    let failures = 0;
    store.commit = (batch) => {
      if (failures === 3) return commit(batch);
      failures += 1;
      throw new TokenPakError("STORE_UNAVAILABLE", "The disk is full.");
    };
    const warnings: string[] = [];
    const settled: string[] = [];
    const collector = new TelemetryCollector({
      sources: [sourceOf([logs])],
      store,
      pollMs: 5,
      onWarning: (warning) => warnings.push(warning),
      onSettled: (warning) => settled.push(warning),
    });
    const events = collector[Symbol.asyncIterator]();
    await collector.start();
    expect(await take(events, 3)).toEqual(["e0", "e1", "e2"]);
    expect(warnings).toEqual(["The disk is full. It is tried again."]);
    await vi.waitFor(() => expect(settled).toEqual(warnings));
    await collector.stop();
  });

  it("without options reads the logs of this user's agents into this user's ledger", async () => {
    const project = join(folder, ".claude", "projects", "-home-dev");
    mkdirSync(project, { recursive: true });
    const usage = { input_tokens: 3, output_tokens: 5 };
    const message = { id: "msg_1", model: "claude-sonnet-4-5", role: "assistant", usage };
    const line = { type: "assistant", sessionId: "s1", timestamp: "2026-06-01T11:00:00Z", message };
    writeFileSync(join(project, "s1.jsonl"), `${JSON.stringify(line)}\n`);
    expect(await collectAsUser(folder)).toBe(0);
    using ledger = new SqliteLedger(join(folder, ".tokenpak", "ledger.db"));
    expect(ledger.report().totals).toMatchObject({ requests: 1, totalTokens: 8 });
  });

  it("reads what is there without being started, says how far it is, and counts by source", async () => {
    mkdirSync(logs);
    writeFileSync(log, linesOf(0, 3));
    writeFileSync(join(logs, "b.jsonl"), `${linesOf(2, 5)}{"id"\n`);
    const path = join(folder, "ledger.db");
    const collector = new TelemetryCollector({
      sources: [sourceOf([logs]), sourceOf([join(folder, "none")], "second")],
      store: path,
    });
    const steps: unknown[] = [];
    const counts = await collector.backfill({ onProgress: (step) => steps.push(step) });
    const expected = {
      files: 2,
      changedFiles: 2,
      bytes: expect.any(Number),
      lines: 7,
      added: 5,
      replaced: 0,
      ignored: 1,
      badLines: 1,
      oversizedLines: 0,
      refused: 0,
      retimed: 0,
    };
    const { bySource, agents, ...totals } = counts;
    expect(totals).toEqual(expected);
    const { test, second } = bySource;
    expect(test).toEqual(expected);
    expect(second).toMatchObject({ files: 0, lines: 0 });
    expect(agents).toEqual(["test"]);
    expect(steps).toEqual([
      { done: 1, total: 2, label: "b.jsonl" },
      { done: 2, total: 2, label: "log.jsonl" },
    ]);
    expect(await collector.backfill()).toMatchObject({ files: 2, lines: 0, added: 0 });
    // The ledger is closed: on Windows it could not be removed otherwise.
    rmSync(path);
    expect(existsSync(path)).toBe(false);
  });

  it("collects JSON events of folders and files that it is told of", async () => {
    mkdirSync(logs);
    const event = (tokens: number) =>
      `${JSON.stringify({
        model: "gpt-4o",
        provider: "openai",
        timestamp: "2026-06-01T11:00:00Z",
        usage: { input_tokens: tokens, output_tokens: 2 },
      })}\n`;
    writeFileSync(log, event(1));
    const collector = new TelemetryCollector({ sources: [], store: new MemoryStore() });
    collector.watch(logs);
    collector.watch(logs);
    expect(await collector.backfill()).toMatchObject({ added: 1, agents: ["json-events"] });
    collector.watch(join(folder, "single.log"));
    writeFileSync(join(folder, "single.log"), event(2));
    const events = collector[Symbol.asyncIterator]();
    expect(await collector.backfill()).toMatchObject({ files: 2, added: 1 });
    const { value } = await events.next();
    expect(value).toMatchObject({
      kind: "completion",
      change: "added",
      source: "json-events",
      file: join(folder, "single.log"),
      record: { model: "gpt-4o", costSource: "calculated" },
    });
    await collector.stop();
  });

  it("refuses options that cannot be", () => {
    for (const options of [{ pollMs: 0 }, { maxLineBytes: Number.NaN }]) {
      expect(() => new TelemetryCollector({ sources: [], ...options })).toThrow(
        expect.objectContaining({ code: "INVALID_OPTION" }),
      );
    }
  });
});

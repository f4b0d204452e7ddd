import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CompletionEntry } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { readLogLines } from "../../../tests/read-log-lines.ts";
import type { LogFile } from "../../collect/telemetry-source.ts";
import { SqliteLedger } from "../../ledger/sqlite-ledger.ts";
import { geminiCliSource } from "./gemini-cli-source.ts";

const ROOT = fileURLToPath(new URL("./__fixtures__", import.meta.url));
const CHATS = `${ROOT}/tmp/shop/chats`;
const source = geminiCliSource(ROOT);

const ID = "f53ffaa5-7413-492e-bddb-6b6fdd8d3964";
const HEADER = {
  sessionId: "s-1",
  projectHash: "h".repeat(64),
  startTime: "2026-11-23T10:00:00.000Z",
  kind: "main",
};

function message(tokens: unknown, more: object = {}): object {
  return {
    id: ID,
    timestamp: "2026-11-23T10:01:00.000Z",
    type: "gemini",
    content: "",
    tokens,
    model: "gemini-2.5-pro",
    ...more,
  };
}

const TOKENS = { input: 1000, output: 40, cached: 600, thoughts: 25, tool: 7, total: 1072 };

function read(values: readonly unknown[], path = "shop/chats/session-x.jsonl"): CompletionEntry[] {
  return readLogLines(source, { path, lines: values.map((value) => JSON.stringify(value)) });
}

function recorded(entries: readonly CompletionEntry[]) {
  using ledger = new SqliteLedger(":memory:");
  ledger.record({ completions: entries });
  return ledger.report().totals;
}

describe("geminiCliSource", () => {
  it("reads the chats of every project, those of sub-agents and the documents of older versions, and nothing else", () => {
    const kinds = [
      "shop/chats/session-2026-11-23T00-48-25b1608e.jsonl",
      "shop/chats/session-2025-09-01T00-48-25b1608e.json",
      "shop/chats/25b1608e-40e3-40a2-af69-25192ebe8e98/explorer-1.jsonl",
      "shop/chats/notes.jsonl",
      "shop/logs.json",
      "shop/tool-outputs/session-1.json",
      "shop/chats/a/b/session-1.jsonl",
      "shop/chats/session-1.txt",
    ].map((path) => source.formatOf(path)?.kind);
    expect(kinds).toEqual(["lines", "document", "lines", ...new Array(5).fill(undefined)]);
    expect(source.roots).toEqual([`${ROOT}/tmp`]);
  });

  it("counts four requests in recorded sessions, of which one has a line twice and one is resumed", () => {
    using ledger = new SqliteLedger(":memory:");
    for (const name of readdirSync(CHATS)) {
      const lines = readFileSync(`${CHATS}/${name}`, "utf8").trimEnd().split("\n");
      ledger.record({ completions: readLogLines(source, { path: `shop/chats/${name}`, lines }) });
    }
    const { totals, groups } = ledger.report({ by: ["session"] });
    // Inputs 1001 to 1004 with 600 cached in three of them, outputs 41 to 44, each with 25 thoughts.
    expect(totals).toMatchObject({
      requests: 4,
      uncachedInput: 1001 + 1002 + 1003 + 1004 - 3 * 600,
      cacheRead: 1800,
      output: 41 + 42 + 43 + 44 + 4 * 25,
      reasoning: 100,
      totalTokens: 1067 + 1069 + 1071 + 1073,
    });
    expect(groups.map((group) => group.requests).sort()).toEqual([1, 3]);
  });

  it("takes what was cached out of the input, adds tool tokens to it, and thoughts to the output", () => {
    const [entry] = read([HEADER, message(TOKENS)]);
    expect(entry?.usage).toMatchObject({
      uncachedInput: 1000 - 600 + 7,
      cacheRead: 600,
      output: 65,
      reasoning: 25,
      usageSource: "provider_reported",
      confidence: "medium",
    });
    expect(entry).toMatchObject({
      id: `gemini-cli:${ID}`,
      at: Date.parse("2026-11-23T10:01:00.000Z"),
      provider: "google",
      model: "gemini-2.5-pro",
      agent: "gemini-cli",
      observer: "gemini-cli",
      session: "s-1",
      project: "shop",
    });
  });

  it("lets the last report of a message count, whether its output grew or fell", () => {
    for (const outputs of [
      [10, 40],
      [40, 10],
      [40, 10, 5, 20],
      [5, 40, 40],
    ]) {
      const lines = outputs.map((output) => message({ input: 100, output }));
      const { requests, output } = recorded(read([HEADER, ...lines]));
      expect({ requests, output }).toEqual({ requests: 1, output: outputs.at(-1) });
    }
  });

  it("keeps what was said of a message when a later line of it, or all messages anew, say no tokens", () => {
    const bare = { id: ID, type: "gemini", content: [], timestamp: "2026-11-23T11:00:00.000Z" };
    const entries = read([
      HEADER,
      message(TOKENS),
      { ...bare, tokens: null },
      { $set: { messages: [bare] } },
    ]);
    expect(recorded(entries)).toMatchObject({ requests: 1, output: 65 });
  });

  it("reads messages that stand in $set", () => {
    const entries = read([HEADER, { $set: { messages: [message(TOKENS)], sessionId: "s-2" } }]);
    expect(entries).toMatchObject([{ id: `gemini-cli:${ID}`, session: "s-2" }]);
  });

  it("counts turns that were rewound: they were paid for", () => {
    const other = message(TOKENS, { id: "00000000-0000-4000-8000-000000000002" });
    const entries = read([HEADER, message(TOKENS), { $rewindTo: ID }, other]);
    expect(recorded(entries).requests).toBe(2);
  });

  it("counts a session once that was moved from a document into lines", () => {
    const format = source.formatOf("shop/chats/session-x.json");
    const document = JSON.stringify({ ...HEADER, messages: [message(TOKENS)] });
    const file: LogFile = { root: "/r", path: "/r/p", relativePath: "shop/chats/session-x.json" };
    const before = format?.kind === "document" ? format.read(document, file) : [];
    expect(before).toMatchObject([{ session: "s-1", project: "shop", usage: { output: 65 } }]);
    expect(recorded([...before, ...read([HEADER, message(TOKENS)])]).requests).toBe(1);
  });

  it("takes a document that is not written to its end for empty", () => {
    const format = source.formatOf("shop/chats/session-x.json");
    const file: LogFile = { root: "/r", path: "/r/p", relativePath: "shop/chats/session-x.json" };
    expect(format?.kind === "document" && format.read('{"sessionId":"s-1","messa', file)).toEqual(
      [],
    );
  });

  it("counts a sub-agent's requests to the session that called it", () => {
    const sub = {
      ...HEADER,
      sessionId: "explorer-1",
      kind: "subagent",
      directories: ["/home/dev/shop"],
    };
    const [entry] = read([sub, message(TOKENS)], "shop/chats/s-parent/explorer-1.jsonl");
    expect(entry).toMatchObject({
      session: "s-parent",
      subagent: "explorer-1",
      project: "/home/dev/shop",
    });
  });

  it("tells messages apart whose ids are no UUIDs by their session", () => {
    const short = message(TOKENS, { id: "1" });
    const second = { ...HEADER, sessionId: "s-2" };
    expect(recorded([...read([HEADER, short]), ...read([second, short])]).requests).toBe(2);
  });

  it("passes over other messages, tokens that are all 0, and counts that cannot be", () => {
    const silent = [
      message(TOKENS, { type: "user" }),
      message({ input: 0, output: 0 }),
      message({ input: -5, output: 1.5, cached: "7", thoughts: null }),
      message(TOKENS, { id: 7 }),
    ];
    expect(read([HEADER, ...silent])).toEqual([]);
  });

  it("takes the time, model and project from what the session said before where a message does not", () => {
    const poor = message(TOKENS, { timestamp: "yesterday", model: "" });
    const [entry] = read([HEADER, poor]);
    expect(entry).toMatchObject({
      at: Date.parse(HEADER.startTime),
      model: "unknown",
      project: "shop",
    });
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CompletionEntry, JsonValue, UsageTotals } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TelemetrySource } from "../src/collect/telemetry-source.ts";
import { checkEntries } from "../src/ledger/check-entries.ts";
import { SqliteLedger } from "../src/ledger/sqlite-ledger.ts";
import { claudeCodeSource } from "../src/sources/claude-code/claude-code-source.ts";
import { codexSource } from "../src/sources/codex/codex-source.ts";
import { copilotSource } from "../src/sources/copilot/copilot-source.ts";
import { geminiCliSource } from "../src/sources/gemini-cli/gemini-cli-source.ts";
import { jsonEventsSource } from "../src/sources/json-events/json-events-source.ts";
import { opencodeSource } from "../src/sources/opencode/opencode-source.ts";
import { piSource } from "../src/sources/pi/pi-source.ts";
import { DEEP_TEXT, hostileJson } from "./hostile-json.ts";
import { lineFormatOf, readLogLines, type TestLog } from "./read-log-lines.ts";

const FIXTURES = join(import.meta.dirname, "../src/sources/gemini-cli/__fixtures__/tmp");
const SECOND = 1000;
const EPOCH = 1795394923133;

interface Sample {
  readonly source: TelemetrySource;
  readonly logs: readonly TestLog[];
}

const SAMPLES: readonly Sample[] = [geminiSample(), piSample(), copilotSample(), eventSample()];

function log(path: string, values: readonly unknown[]): TestLog {
  return { path, lines: values.map((value) => JSON.stringify(value)) };
}

function geminiSample(): Sample {
  const recorded = readdirSync(join(FIXTURES, "shop/chats")).map((name) => {
    const path = `shop/chats/${name}`;
    return { path, lines: readFileSync(join(FIXTURES, path), "utf8").trimEnd().split("\n") };
  });
  const said = (id: number, output: number): object => ({
    id: `00000000-0000-4000-8000-00000000000${id}`,
    timestamp: "2026-11-23T10:01:00.000Z",
    type: "gemini",
    tokens: { input: 100, output },
    model: "gemini-2.5-flash",
  });
  const falling = [
    said(1, 9),
    said(2, 5),
    said(1, 4),
    { $set: { messages: [said(2, 3), said(1, 2)] } },
  ];
  const child = { sessionId: "explorer-1", projectHash: "h", kind: "subagent" };
  return {
    source: geminiCliSource("/home/dev/.gemini"),
    logs: [
      ...recorded,
      log("shop/chats/session-falling.jsonl", [{ sessionId: "s", projectHash: "h" }, ...falling]),
      log("shop/chats/s/explorer-1.jsonl", [child, said(3, 7), { $rewindTo: "x" }, said(4, 8)]),
    ],
  };
}

function piSample(): Sample {
  const line = (seconds: number, output: number): object => ({
    type: "message",
    timestamp: new Date(EPOCH + seconds * SECOND + 500).toISOString(),
    message: {
      role: "assistant",
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      usage: { input: 3, output, cacheRead: 50, cacheWrite: 7, cost: { total: output / 1000 } },
      timestamp: EPOCH + seconds * SECOND,
    },
  });
  const header = (id: string, seconds: number, more: object = {}): object => ({
    type: "session",
    id,
    cwd: "/home/dev/shop",
    timestamp: new Date(EPOCH + seconds * SECOND).toISOString(),
    ...more,
  });
  const branch = header("s-2", 60, { parentSession: "a.jsonl" });
  return {
    source: piSource("/home/dev/.pi/agent"),
    logs: [
      log("--home--/a.jsonl", [header("s-1", 0), line(1, 10), line(2, 20), line(90, 5)]),
      log("--home--/b.jsonl", [branch, line(1, 10), line(2, 20), line(70, 30)]),
    ],
  };
}

function spanOf(id: number, more: object = {}): object {
  return {
    traceId: "t".repeat(32),
    spanId: `${id}`,
    name: "chat gpt-5.6-sol",
    endTime: [1795394923 + id, 0],
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "github",
      "gen_ai.response.model": "gpt-5.6-sol",
      "gen_ai.response.id": `resp_${id}`,
      "gen_ai.usage.input_tokens": 1000 + id,
      "gen_ai.usage.cache_read.input_tokens": 900,
      "gen_ai.usage.output_tokens": 10 * id,
      "github.copilot.nano_aiu": 5_000_000_000,
      ...more,
    },
  };
}

function copilotSample(): Sample {
  const summary = spanOf(9, { "gen_ai.operation.name": "invoke_agent" });
  return {
    source: copilotSource("/var/log/otel"),
    logs: [
      log("a.jsonl", [spanOf(1), spanOf(2), summary, { hrTime: [1795394923, 0], ...spanOf(2) }]),
      log("b.jsonl", [spanOf(3), spanOf(1)]),
    ],
  };
}

function eventSample(): Sample {
  const event = { model: "claude-sonnet-4-5", tokens_in: 1200, tokens_out: 300, cost_usd: 0.015 };
  const named = { ...event, id: "event-0001", timestamp: EPOCH };
  const mixed = piSample().logs.flatMap(({ lines }) => lines.map((line) => JSON.parse(line)));
  return {
    source: jsonEventsSource(["/var/log/llm"]),
    logs: [
      log("a.jsonl", [event, { ...event, timestamp: EPOCH }, named, spanOf(4), event]),
      log("b.jsonl", [named, event, ...mixed]),
      log("c.jsonl", [
        {
          id: "chatcmpl-1",
          object: "chat.completion",
          model: "gpt-5",
          choices: [],
          usage: { prompt_tokens: 9, completion_tokens: 8, total_tokens: 17 },
        },
      ]),
    ],
  };
}

function totalsOf(batches: Iterable<readonly CompletionEntry[]>): UsageTotals {
  using ledger = new SqliteLedger(":memory:");
  for (const completions of batches) ledger.record({ completions });
  return ledger.report().totals;
}

const DEEP: unknown = JSON.parse(DEEP_TEXT);

/** Every value that differs from this one in one field, of itself or of what it holds, which is nested deeply. */
function deepAnywhere(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    [DEEP, ...deepAnywhere(field)].map((deep) => ({ ...value, [name]: deep })),
  );
}

describe.each(SAMPLES)("$source.name", ({ source, logs }) => {
  const expected = totalsOf(logs.map((each) => readLogLines(source, each)));

  it("says something in its samples", () => {
    expect(expected.requests).toBeGreaterThan(2);
    expect(expected.output).toBeGreaterThan(20);
  });

  it("gives the same totals in any order of files, with any cut between lines, read once or more often", () => {
    const order = fc.shuffledSubarray([...logs, ...logs], { minLength: logs.length * 2 });
    fc.assert(
      fc.property(order, fc.infiniteStream(fc.boolean()), (files, cuts) => {
        const cut = (): boolean => cuts.next().value === true;
        expect(totalsOf(files.map((file) => readLogLines(source, file, cut)))).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it("leaves out no line that says something when it looks at bytes alone", () => {
    for (const each of logs) {
      const { mayMatter: _, ...format } = lineFormatOf(source, each.path);
      const all = { ...source, formatOf: () => format };
      expect(readLogLines(source, each)).toEqual(readLogLines(all, each));
    }
  });

  const values = logs.flatMap(({ lines }) => lines.map((line) => JSON.parse(line) as JsonValue));
  const [{ path }] = logs as readonly [TestLog];
  const format = lineFormatOf(source, path);
  const file = { root: "/r", relativePath: path, path: `/r/${path}` };

  it("throws for no JSON, and gives only records that a ledger takes", () => {
    const lines = fc.array(hostileJson(values), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(lines, (hostile) => {
        const state = format.start(file);
        for (const [offset, value] of hostile.entries()) {
          const completions = format.read(value as JsonValue, { file, state, offset });
          checkEntries({ completions });
        }
        expect(JSON.parse(JSON.stringify(state))).toBeTypeOf("object");
      }),
      { numRuns: 150 },
    );
  });

  it("follows no nesting, however deep and wherever it stands", () => {
    for (const value of values.slice(0, 8).flatMap(deepAnywhere)) {
      const state = format.start(file);
      const completions = format.read(value as JsonValue, { file, state, offset: 0 });
      checkEntries({ completions });
      expect(() => JSON.stringify(state)).not.toThrow();
    }
  });
});

function readDocument(
  source: TelemetrySource,
  { path, text }: { readonly path: string; readonly text: string },
): readonly CompletionEntry[] {
  const format = source.formatOf(path);
  if (format?.kind !== "document") throw new Error(`${path} is a document`);
  return format.read(text, { root: "/r", relativePath: path, path: `/r/${path}` });
}

describe("documents", () => {
  const documents = [
    [geminiCliSource("/home/dev/.gemini"), "shop/chats/session-x.json"],
    [opencodeSource("/home/dev/.local/share/opencode"), "ses_1/msg_1.json"],
  ] as const;
  const bodies = [
    {
      sessionId: "s",
      projectHash: "h",
      messages: [
        { id: "m", type: "gemini", model: "g", timestamp: EPOCH, tokens: { input: 5, output: 6 } },
      ],
    },
    {
      role: "assistant",
      modelID: "m",
      providerID: "p",
      time: { created: EPOCH },
      tokens: { input: 1, output: 2, cache: { read: 3 } },
    },
  ];

  it("throw for no text, and give only records that a ledger takes", () => {
    const text = fc.oneof(
      hostileJson(bodies).map((value) => JSON.stringify(value)),
      fc.string(),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...documents), (content, [source, path]) => {
        checkEntries({ completions: readDocument(source, { path, text: content }) });
      }),
      { numRuns: 100 },
    );
    for (const [source, path] of documents) {
      for (const deep of [DEEP_TEXT, `{"tokens":${DEEP_TEXT},"messages":${DEEP_TEXT}}`]) {
        expect(readDocument(source, { path, text: deep })).toEqual([]);
      }
    }
  });
});

describe("jsonEventsSource over logs of agents", () => {
  const SOURCES = join(import.meta.dirname, "../src/sources");
  const agents = [
    [claudeCodeSource([]), "claude-code/__fixtures__/projects"],
    [codexSource(""), "codex/__fixtures__/sessions"],
    [geminiCliSource(""), "gemini-cli/__fixtures__/tmp"],
  ] as const;

  it.each(agents)("$name: gives the totals that the agent's own source gives", (source, folder) => {
    const events = jsonEventsSource([folder]);
    const root = join(SOURCES, folder);
    const logs = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".jsonl"))
      .map((path) => ({
        path,
        lines: readFileSync(join(root, path), "utf8").trimEnd().split("\n"),
      }));
    const own = totalsOf(logs.map((each) => readLogLines(source, each)));
    expect(own.requests).toBeGreaterThan(2);
    expect(totalsOf(logs.map((each) => readLogLines(events, each)))).toEqual(own);
  });
});

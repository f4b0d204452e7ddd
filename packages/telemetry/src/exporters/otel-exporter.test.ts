import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { type LedgerEntries, NO_TOKENS, UNKNOWN_USAGE } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { recordOf, savingOf } from "./__fixtures__/record-of.ts";
import { loadOpenTelemetry } from "./load-open-telemetry.ts";
import { createOtelExporter } from "./otel-exporter.ts";

/** What the real SDK makes of entries. */
async function exported(entries: LedgerEntries, optIn: readonly string[] = []) {
  const spans = new InMemorySpanExporter();
  const traces = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meters = new MeterProvider({
    readers: [
      new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 60_000 }),
    ],
  });
  createOtelExporter({
    tracer: traces.getTracer("test"),
    meter: meters.getMeter("test"),
    optIn,
  }).record(entries);
  await meters.forceFlush();
  const measured = metrics
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  const finished = spans.getFinishedSpans();
  await Promise.all([meters.shutdown(), traces.shutdown()]);
  return {
    spans: finished,
    names: measured.map(({ descriptor }) => descriptor.name).sort(),
    points: (name: string) =>
      measured.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [],
  };
}

const LATEST = ["gen_ai_latest_experimental"];

describe("createOtelExporter", () => {
  it("makes a span of each request, from its beginning to its end", async () => {
    const { spans } = await exported({ completions: [recordOf({ modelRequested: "opus" })] });
    expect(spans).toHaveLength(1);
    const [span] = spans;
    expect(span).toMatchObject({ name: "chat opus", kind: SpanKind.CLIENT });
    expect(span?.startTime).toEqual([Date.parse("2026-11-01T10:00:00Z") / 1000, 0]);
    expect(span?.endTime).toEqual([Date.parse("2026-11-01T10:00:02Z") / 1000, 500_000_000]);
    expect(span?.attributes).toEqual({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "anthropic",
      "gen_ai.request.model": "opus",
      "gen_ai.response.model": "claude-opus-5-5",
      "gen_ai.response.id": "msg_1",
      "gen_ai.conversation.id": "session-1",
      "gen_ai.agent.name": "claude-code",
      "gen_ai.usage.input_tokens": 2112,
      "gen_ai.usage.output_tokens": 7,
      "gen_ai.usage.cache_read.input_tokens": 2000,
      "gen_ai.usage.cache_creation.input_tokens": 100,
      "gen_ai.usage.reasoning.output_tokens": 3,
      "tokenpak.usage.source": "provider_reported",
      "tokenpak.usage.confidence": "high",
      "tokenpak.usage.partial": false,
      "tokenpak.observer": "proxy",
      "tokenpak.outcome": "ok",
      "tokenpak.first_token.duration": 0.3,
      "tokenpak.cost.usd": 0.001208,
      "tokenpak.cost.source": "calculated",
    });
  });

  it("keeps the project to itself", async () => {
    const { spans } = await exported({ completions: [recordOf({ project: "/home/jane/secret" })] });
    expect(JSON.stringify(spans[0]?.attributes)).not.toContain("jane");
  });

  it("marks failures", async () => {
    const { spans } = await exported({
      completions: [recordOf({ outcome: "error" }), recordOf({ outcome: "aborted" })],
    });
    expect(spans.map(({ status }) => status.code)).toEqual([
      SpanStatusCode.ERROR,
      SpanStatusCode.ERROR,
    ]);
    expect(spans.map(({ attributes }) => attributes["error.type"])).toEqual(["_OTHER", "aborted"]);
  });

  it("names providers as the conventions do", async () => {
    const providers = ["google", "aws", "azure", "x-ai", "openai", "home-made"];
    const { spans } = await exported({
      completions: providers.map((provider) => recordOf({ provider })),
    });
    expect(spans.map(({ attributes }) => attributes["gen_ai.provider.name"])).toEqual([
      "gcp.gemini",
      "aws.bedrock",
      "azure.ai.openai",
      "x_ai",
      "openai",
      "home-made",
    ]);
  });

  it("measures under the widespread names, with the bounds that the conventions give", async () => {
    const { names, points } = await exported({ completions: [recordOf(), recordOf()] });
    expect(names).toEqual([
      "gen_ai.client.operation.duration",
      "gen_ai.client.token.usage",
      "tokenpak.cost.usd",
    ]);
    const usage = points("gen_ai.client.token.usage");
    expect(
      usage.map(({ attributes, value }) => [attributes["gen_ai.token.type"], value]),
    ).toMatchObject([
      ["input", { count: 2, sum: 4224 }],
      ["output", { count: 2, sum: 14 }],
    ]);
    expect(usage[0]?.value).toMatchObject({
      buckets: { boundaries: expect.arrayContaining([1, 4, 16, 16_777_216, 67_108_864]) },
    });
    expect(points("gen_ai.client.operation.duration")[0]).toMatchObject({
      value: { count: 2, sum: 5, buckets: { boundaries: expect.arrayContaining([0.01, 81.92]) } },
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.request.model": "claude-opus-5-5",
        "gen_ai.response.model": "claude-opus-5-5",
      },
    });
    expect(points("tokenpak.cost.usd")[0]?.value).toBeCloseTo(0.002416, 12);
  });

  it("measures under the newest names for whoever opted in", async () => {
    const { names, points, spans } = await exported({ completions: [recordOf()] }, LATEST);
    expect(names).toEqual([
      "gen_ai.client.inference.operation.input_tokens",
      "gen_ai.client.inference.operation.output_tokens",
      "gen_ai.client.inference.usage.cache_read.input_tokens",
      "gen_ai.client.inference.usage.cache_write.input_tokens",
      "gen_ai.client.inference.usage.input_tokens",
      "gen_ai.client.inference.usage.output_tokens",
      "gen_ai.client.inference.usage.reasoning.output_tokens",
      "gen_ai.client.operation.duration",
      "gen_ai.client.operation.time_to_first_chunk",
      "tokenpak.cost.usd",
    ]);
    expect(spans[0]?.attributes).toMatchObject({ "gen_ai.usage.cache_write.input_tokens": 100 });
    const value = (name: string) => points(`gen_ai.client.inference.usage.${name}`)[0]?.value;
    expect(value("input_tokens")).toBe(2112);
    expect(value("cache_read.input_tokens")).toBe(2000);
    expect(value("cache_write.input_tokens")).toBe(100);
    expect(value("reasoning.output_tokens")).toBe(3);
  });

  it("tells modalities apart, and counts a failed request as 0 of an unknown one", async () => {
    const spoken = {
      ...recordOf().usage,
      ...NO_TOKENS,
      uncachedInput: 100,
      audioInput: 80,
      output: 5,
    };
    const { points } = await exported(
      {
        completions: [
          recordOf({ usage: spoken }),
          recordOf({ usage: UNKNOWN_USAGE, outcome: "error", model: "other-model" }),
        ],
      },
      LATEST,
    );
    expect(
      points("gen_ai.client.inference.usage.input_tokens").map(({ attributes, value }) => [
        attributes["gen_ai.token.modality"],
        value,
      ]),
    ).toEqual([
      ["text", 20],
      ["audio", 80],
      ["unknown", 0],
    ]);
  });

  it("claims no tokens and no cost where nobody knows them", async () => {
    const { costNanos: _, ...unpriced } = recordOf({ usage: UNKNOWN_USAGE });
    const { spans, names, points } = await exported({ completions: [unpriced] });
    expect(names).toEqual(["gen_ai.client.operation.duration", "tokenpak.requests.unpriced"]);
    expect(points("tokenpak.requests.unpriced")[0]?.value).toBe(1);
    const attributes = Object.keys(spans[0]?.attributes ?? {});
    expect(attributes.filter((name) => name.startsWith("gen_ai.usage"))).toEqual([]);
    expect(attributes).not.toContain("tokenpak.cost.usd");
  });

  it("measures savings under its own names, losses too", async () => {
    const { spans, points } = await exported({
      savings: [
        savingOf(),
        savingOf({ tokensBefore: 100, tokensAfter: 110, savedNanos: -5_000_000 }),
      ],
    });
    expect(spans).toEqual([]);
    expect(points("tokenpak.tokens.saved")[0]?.value).toBe(700 - 60);
    expect(points("tokenpak.saved.usd")[0]?.value).toBeCloseTo(-0.0022, 12);
    expect(points("tokenpak.compression.ratio")[0]?.value).toMatchObject({ count: 2, sum: 1.35 });
  });

  it("takes the global providers where it is handed none, and leaves out what is switched off", () => {
    expect(() => createOtelExporter().record({ completions: [recordOf()] })).not.toThrow();
    createOtelExporter({ spans: false, metrics: false }).record({ completions: [recordOf()] });
  });
});

describe("loadOpenTelemetry", () => {
  it("says what to install where the package is missing", () => {
    const load = () => {
      throw new Error("Cannot find module");
    };
    expect(() => loadOpenTelemetry(load)).toThrow(
      expect.objectContaining({
        code: "DEPENDENCY_MISSING",
        message: expect.stringContaining("npm install @opentelemetry/api"),
      }),
    );
  });
});

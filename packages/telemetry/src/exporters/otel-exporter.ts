import type { HrTime, Meter, Tracer } from "@opentelemetry/api";
import type { CompletionRecord, LedgerEntries, SavingsRecord } from "@tokenpak/core";
import { telemetryOptIns } from "@tokenpak/core/environment";
import {
  type GenAiConventions,
  metricAttributes,
  spanAttributes,
  spanName,
} from "./gen-ai-attributes.ts";
import { loadOpenTelemetry } from "./load-open-telemetry.ts";
import { tokenMetrics } from "./token-metrics.ts";

/** How requests are shown to OpenTelemetry. */
export interface OtelExporterOptions {
  /** Default: the global meter provider's, named `tokenpak`. */
  readonly meter?: Meter | undefined;
  /** Default: the global tracer provider's, named `tokenpak`. */
  readonly tracer?: Tracer | undefined;
  /** Default: `true`. */
  readonly spans?: boolean | undefined;
  /** Default: `true`. */
  readonly metrics?: boolean | undefined;
  /**
   * Conventions that are opted in to; with `gen_ai_latest_experimental` the newest names take the place of the widespread ones.
   * Default: `OTEL_SEMCONV_STABILITY_OPT_IN`.
   */
  readonly optIn?: readonly string[] | undefined;
}

/** Shows requests and savings to OpenTelemetry. */
export interface OtelExporter {
  /** Each record is a span and measurements of its own: give each request once, such as what a ledger counts as added. */
  record(entries: Pick<LedgerEntries, "completions" | "savings">): void;
}

/**
 * Turns records into spans and metrics of OpenTelemetry's GenAI conventions; TokenPak's own numbers are under `tokenpak.*`. Nothing that
 * was said in a request is in a record, and so none of it is exported. Throws `DEPENDENCY_MISSING` without @opentelemetry/api.
 */
export function createOtelExporter(options: OtelExporterOptions = {}): OtelExporter {
  const optIn = options.optIn ?? telemetryOptIns();
  const conventions = optIn.includes("gen_ai_latest_experimental") ? "latest" : "widespread";
  const tracer =
    options.spans === false
      ? undefined
      : (options.tracer ?? loadOpenTelemetry().trace.getTracer("tokenpak"));
  const measured =
    options.metrics === false
      ? undefined
      : measurements(
          options.meter ?? loadOpenTelemetry().metrics.getMeter("tokenpak"),
          conventions,
        );
  return {
    record({ completions = [], savings = [] }) {
      for (const completion of completions) {
        if (tracer !== undefined) recordSpan(tracer, completion, conventions);
        measured?.completion(completion);
      }
      for (const saving of savings) measured?.saving(saving);
    },
  };
}

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR`: imported, they would load the package for whoever brings a meter and a tracer. */
const CLIENT = 2;
const ERROR = 2;

/** Bounds of the conventions for durations, in seconds. */
const SECOND_BOUNDS = Array.from({ length: 14 }, (_, power) => 2 ** power / 100);

function recordSpan(tracer: Tracer, record: CompletionRecord, conventions: GenAiConventions): void {
  const span = tracer.startSpan(spanName(record), {
    kind: CLIENT,
    attributes: spanAttributes(record, conventions),
    startTime: hrTime(record.at - (record.latencyMs ?? 0)),
  });
  if (record.outcome !== "ok") span.setStatus({ code: ERROR });
  span.end(hrTime(record.at));
}

// As a plain number, a time before the start of the process would be taken for one since that start.
function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}

function measurements(meter: Meter, conventions: GenAiConventions) {
  const recordTokens = tokenMetrics(meter, conventions);
  const seconds = { unit: "s", advice: { explicitBucketBoundaries: SECOND_BOUNDS } } as const;
  const duration = meter.createHistogram("gen_ai.client.operation.duration", {
    ...seconds,
    description: "From the request to the end of the answer",
  });
  const firstChunk = meter.createHistogram("gen_ai.client.operation.time_to_first_chunk", {
    ...seconds,
    description: "From the request to the first part of the answer",
  });
  const cost = meter.createCounter("tokenpak.cost.usd", {
    unit: "USD",
    description: "Cost of the requests that have a price",
  });
  const unpriced = meter.createCounter("tokenpak.requests.unpriced", {
    unit: "{request}",
    description: "Requests whose cost is not known",
  });
  return {
    completion(record: CompletionRecord): void {
      const attributes = metricAttributes(record);
      recordTokens(record);
      if (record.latencyMs !== undefined) duration.record(record.latencyMs / 1000, attributes);
      if (record.firstTokenMs !== undefined && conventions === "latest") {
        firstChunk.record(record.firstTokenMs / 1000, attributes);
      }
      if (record.costNanos === undefined) unpriced.add(1, attributes);
      else cost.add(record.costNanos / 1e9, attributes);
    },
    saving: savingMeasurements(meter),
  };
}

function savingMeasurements(meter: Meter): (saving: SavingsRecord) => void {
  const saved = meter.createUpDownCounter("tokenpak.tokens.saved", {
    unit: "{token}",
    description: "Tokens that packing left out, net of what was fetched back",
  });
  const savedUsd = meter.createUpDownCounter("tokenpak.saved.usd", {
    unit: "USD",
    description: "What packing saved, net of what it did to the provider's cache",
  });
  const ratio = meter.createHistogram("tokenpak.compression.ratio", {
    unit: "1",
    description: "Tokens after packing, by tokens before",
    advice: { explicitBucketBoundaries: [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] },
  });
  return (saving) => {
    const attributes = {
      ...(saving.model === undefined ? {} : { "gen_ai.request.model": saving.model }),
      "tokenpak.savings.confidence": saving.confidence,
    };
    saved.add(saving.tokensBefore - saving.tokensAfter - saving.tokensFetchedBack, attributes);
    if (saving.savedNanos !== undefined) savedUsd.add(saving.savedNanos / 1e9, attributes);
    if (saving.tokensBefore > 0) ratio.record(saving.tokensAfter / saving.tokensBefore, attributes);
  };
}

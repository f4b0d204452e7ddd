import type { CompletionEntry, JsonValue } from "@tokenpak/core";
import type { Fields } from "../../adapters/wire/fields.ts";
import { nameOf } from "../log-name.ts";
import { loggedUsage, reportedNanos } from "../log-usage.ts";
import { providerName } from "../provider-name.ts";
import { type OtelRecord, otelRecords } from "./otel-record.ts";
import { spanTokens } from "./span-tokens.ts";

/** Who wrote the spans. */
export interface SpanReader {
  readonly observer: string;
  /** The agent; without it the span says which. */
  readonly agent?: string | undefined;
}

/**
 * The requests that a line of OpenTelemetry tells of, by the semantic conventions of generative AI: spans of single calls
 * (`chat`, ...), and the log record of the same call, which has the same ids. Spans of whole agents and turns sum up others and are
 * passed over.
 */
export function spanCompletions(value: JsonValue, reader: SpanReader): readonly CompletionEntry[] {
  const entries: CompletionEntry[] = [];
  for (const record of otelRecords(value)) {
    const entry = completionOf(record, reader);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

const CALLS: ReadonlySet<unknown> = new Set([
  "chat",
  "completion",
  "embeddings",
  "generate_content",
  "text_completion",
]);

const CALL_EVENT = "gen_ai.client.inference.operation.details";

function isCall({ name, attributes }: OtelRecord): boolean {
  const operation = attributes["gen_ai.operation.name"] ?? attributes["llm.request.type"];
  if (operation !== undefined) return CALLS.has(operation);
  return (
    name.startsWith("chat ") ||
    attributes["event.name"] === CALL_EVENT ||
    attributes["gen_ai.response.id"] !== undefined
  );
}

function completionOf(record: OtelRecord, reader: SpanReader): CompletionEntry | undefined {
  const { attributes, resource, traceId, spanId, begin, end } = record;
  const usage = loggedUsage(spanTokens(attributes));
  const responseId = first(attributes, ["gen_ai.response.id"]);
  const place = traceId && spanId ? `${traceId}:${spanId}` : responseId;
  if (usage === undefined || place === undefined || !isCall(record)) return undefined;
  const requested = first(attributes, ["gen_ai.request.model"]);
  const model = first(attributes, ["gen_ai.response.model"]) ?? requested ?? "unknown";
  const costNanos = costOf(attributes);
  return {
    id: `otel:${place}`,
    at: end ?? begin ?? 0,
    provider: providerName(attributes["gen_ai.provider.name"] ?? attributes["gen_ai.system"]),
    model,
    modelRequested: requested === model ? undefined : requested,
    agent: reader.agent ?? first(attributes, AGENT) ?? first(resource, ["service.name"]),
    session: first(attributes, SESSION) ?? first(resource, SESSION),
    usage,
    ...(costNanos === undefined ? {} : { costNanos, costSource: "reported" }),
    latencyMs: begin !== undefined && end !== undefined && end >= begin ? end - begin : undefined,
    firstTokenMs: firstTokenMs(attributes),
    outcome: record.failed || attributes["error.type"] !== undefined ? "error" : "ok",
    observer: reader.observer,
    responseId,
  };
}

const AGENT = ["gen_ai.agent.name"];
const SESSION = [
  "gen_ai.conversation.id",
  "copilot_chat.chat_session_id",
  "copilot_chat.session_id",
  "session.id",
];

function first(attributes: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = nameOf(attributes[name]);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** GitHub bills Copilot in AI credits of one cent (its billing documentation, June 2026) and states thousand-millionths of one. */
const NANO_CREDITS_PER_NANO_DOLLAR = 100;

function costOf(attributes: Fields): number | undefined {
  const credits = attributes["github.copilot.nano_aiu"];
  if (typeof credits === "number")
    return reportedNanos(credits / NANO_CREDITS_PER_NANO_DOLLAR / 1e9);
  return reportedNanos(attributes["gen_ai.usage.cost"]);
}

function firstTokenMs(attributes: Fields): number | undefined {
  const seconds = attributes["gen_ai.response.time_to_first_chunk"];
  const value =
    typeof seconds === "number" ? seconds * 1000 : attributes["copilot_chat.time_to_first_token"];
  return typeof value === "number" && value >= 0 && value < 1e9 ? value : undefined;
}

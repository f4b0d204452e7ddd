import { CONFIDENCES, type CompletionEntry, type JsonValue, USAGE_SOURCES } from "@tokenpak/core";
import { type Fields, fieldsOf } from "../../adapters/wire/fields.ts";
import { nameOf } from "../log-name.ts";
import { readTime } from "../log-time.ts";
import { loggedUsage, reportedNanos } from "../log-usage.ts";
import { providerName } from "../provider-name.ts";
import { eventTokens, firstField as first } from "./event-tokens.ts";

/**
 * What an event says of a request, `{ model, tokensIn, tokensOut, costUsd?, ... }` as `CompletionTracker.record` takes it, or with
 * the names of other loggers in camel or snake case; its counts may stand in a field `usage` ({@link eventTokens}). `undefined` for
 * what names no model, or no tokens. `id` is empty where the event has none, `at` is 0 where it says no time.
 */
export function eventCompletion(event: Fields): CompletionEntry | undefined {
  const model = nameOf(first(event, MODEL));
  if (model === undefined) return undefined;
  const { usage: inner } = event;
  const counts = eventTokens(event) ?? eventTokens(fieldsOf(inner));
  const usage = loggedUsage(counts ?? {}, qualityOf(event));
  if (usage === undefined) return undefined;
  return {
    id: idOf(first(event, ID)),
    at: eventTime(event) ?? 0,
    provider: providerName(first(event, PROVIDER)),
    model,
    ...eventSurroundings(event),
    usage,
    outcome: outcomeOf(event),
    observer: "json-events",
    responseId: nameOf(first(event, RESPONSE)),
  };
}

/** What an event says beside the usage: who asked, what it cost, how long it took. */
export function eventSurroundings(event: Fields): Partial<CompletionEntry> {
  const costNanos = reportedNanos(first(event, COST));
  const latencyMs = first(event, LATENCY);
  return {
    agent: nameOf(first(event, AGENT)),
    session: nameOf(first(event, SESSION)),
    project: nameOf(first(event, PROJECT)),
    ...(costNanos === undefined ? {} : { costNanos, costSource: "reported" }),
    latencyMs:
      typeof latencyMs === "number" && latencyMs >= 0 && latencyMs < 1e10 ? latencyMs : undefined,
  };
}

/** When an event says that it was, in milliseconds. */
export function eventTime(event: Fields): number | undefined {
  return readTime(first(event, TIME));
}

const MODEL = ["model", "model_id", "modelId", "model_name", "modelName"];
const PROVIDER = ["provider", "custom_llm_provider", "providerId", "provider_id"];
const COST = ["costUsd", "cost_usd", "costUSD", "response_cost", "cost"];
const LATENCY = ["latencyMs", "latency_ms", "durationMs", "duration_ms"];
const TIME = ["at", "timestamp", "time", "ts", "createdAt", "created_at", "created", "date"];
const ID = ["id", "eventId", "event_id", "requestId", "request_id", "uuid"];
const RESPONSE = ["responseId", "response_id"];
const AGENT = ["agent", "agentName", "agent_name"];
const SESSION = ["session", "sessionId", "session_id", "conversation_id", "conversationId"];
const PROJECT = ["project", "cwd"];

/** What the event says of its own figures, in the words of TokenPak. */
function qualityOf(event: Fields): Parameters<typeof loggedUsage>[1] {
  const { usageSource, usage_source: snake, confidence: said } = event;
  const source = USAGE_SOURCES.find((name) => name === (usageSource ?? snake));
  const confidence = CONFIDENCES.find((name) => name === said);
  return {
    ...(source === undefined ? {} : { usageSource: source }),
    ...(confidence === undefined || confidence === "high" ? {} : { confidence }),
  };
}

function idOf(id: JsonValue | undefined): string {
  return typeof id === "number" && Number.isSafeInteger(id) ? String(id) : (nameOf(id) ?? "");
}

function outcomeOf({ outcome, status, error }: Fields): CompletionEntry["outcome"] {
  const said = [outcome, status].find((word) => word === "error" || word === "aborted");
  if (said === "error" || said === "aborted") return said;
  return (error ?? false) === false || error === "" ? "ok" : "error";
}

import type { Attributes } from "@opentelemetry/api";
import { type CompletionRecord, cacheWriteTokens, inputTokens } from "@tokenpak/core";

/** Which names of the GenAI conventions are used: those that backends know widely, or the newest. */
export type GenAiConventions = "widespread" | "latest";

/** Attributes of few values, for metrics: operation, provider, models, and the sort of an error. */
export function metricAttributes(record: CompletionRecord): Attributes {
  return {
    "gen_ai.operation.name": OPERATION,
    "gen_ai.provider.name": providerAttribute(record.provider),
    "gen_ai.request.model": record.modelRequested ?? record.model,
    "gen_ai.response.model": record.model,
    ...errorAttributes(record),
  };
}

/** All that is known of a request, for its span; never what was said in it, nor the folder of the project. */
export function spanAttributes(
  record: CompletionRecord,
  conventions: GenAiConventions,
): Attributes {
  return defined({
    ...metricAttributes(record),
    "gen_ai.response.id": record.responseId,
    "gen_ai.conversation.id": record.session,
    "gen_ai.agent.name": record.agent,
    ...usageAttributes(record, conventions),
    "tokenpak.agent.subagent": record.subagent,
    "tokenpak.observer": record.observer,
    "tokenpak.outcome": record.outcome,
    "tokenpak.first_token.duration":
      record.firstTokenMs === undefined ? undefined : record.firstTokenMs / 1000,
    "tokenpak.cost.usd": record.costNanos === undefined ? undefined : record.costNanos / 1e9,
    "tokenpak.cost.source": record.costSource,
    "tokenpak.price.model": record.priceModel,
    "tokenpak.price.match": record.priceMatch,
    "tokenpak.price.table": record.priceTable,
  });
}

/** Name of the span: operation and model that was asked for. */
export function spanName(record: CompletionRecord): string {
  return `${OPERATION} ${record.modelRequested ?? record.model}`;
}

/** The conventions' name of a provider. */
export function providerAttribute(provider: string): string {
  return PROVIDERS.get(provider) ?? provider;
}

/** A record does not say which operation it was; all that TokenPak observes are chats. */
const OPERATION = "chat";

const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ["google", "gcp.gemini"],
  ["aws", "aws.bedrock"],
  ["azure", "azure.ai.openai"],
  ["x-ai", "x_ai"],
  ["mistral", "mistral_ai"],
]);

function errorAttributes({ outcome }: CompletionRecord): Attributes {
  if (outcome === "ok") return {};
  return { "error.type": outcome === "aborted" ? "aborted" : "_OTHER" };
}

function usageAttributes(
  { usage }: CompletionRecord,
  conventions: GenAiConventions,
): Record<string, Attributes[string] | undefined> {
  const own = {
    "tokenpak.usage.source": usage.usageSource,
    "tokenpak.usage.confidence": usage.confidence,
    "tokenpak.usage.partial": usage.partial,
  };
  if (usage.usageSource === "unknown") return own;
  const writes = conventions === "latest" ? "cache_write" : "cache_creation";
  return {
    "gen_ai.usage.input_tokens": inputTokens(usage),
    "gen_ai.usage.output_tokens": usage.output,
    "gen_ai.usage.cache_read.input_tokens": usage.cacheRead,
    [`gen_ai.usage.${writes}.input_tokens`]: cacheWriteTokens(usage),
    "gen_ai.usage.reasoning.output_tokens": usage.reasoning,
    ...own,
  };
}

function defined(attributes: Record<string, Attributes[string] | undefined>): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== undefined),
  ) as Attributes;
}

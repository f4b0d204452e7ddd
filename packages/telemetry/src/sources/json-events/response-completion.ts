import { type CompletionEntry, completionId } from "@tokenpak/core";
import type { AdapterRegistry } from "../../adapters/adapter-registry.ts";
import { type Fields, fieldsOf } from "../../adapters/wire/fields.ts";
import { nameOf } from "../log-name.ts";

/**
 * What a provider's own response, which stands in a line as it came or under `response` or `body` of it, says of its request;
 * `undefined` where no adapter knows it or it reports no tokens. `at` is 0, and `id` empty where the response has none.
 */
export function responseCompletion(
  line: Fields,
  registry: AdapterRegistry,
): CompletionEntry | undefined {
  const { response, body } = line;
  const { body: inner } = fieldsOf(response);
  for (const raw of [line, response, body, inner]) {
    const entry = raw === undefined ? undefined : completionOf(raw, registry);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function completionOf(raw: unknown, registry: AdapterRegistry): CompletionEntry | undefined {
  const adapter = registry.detect(raw);
  const usage = adapter.extractUsage(raw);
  if (usage.usageSource !== "provider_reported") return undefined;
  const { provider, id, model } = adapter.toCanonicalResponse(raw);
  const responseId = nameOf(id);
  return {
    id: responseId === undefined ? "" : completionId({ responseId }),
    at: 0,
    provider,
    model: nameOf(model) ?? "unknown",
    usage,
    outcome: "ok",
    observer: "json-events",
    responseId,
  };
}

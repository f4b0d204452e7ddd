import { UNKNOWN_USAGE } from "@tokenpak/core";
import type { CanonicalResponse } from "../../canonical/canonical-response.ts";
import type { ProviderAdapter, WireHints } from "../provider-adapter.ts";
import { extraOf, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { converseContent } from "./converse-content.ts";
import { converseError } from "./converse-error.ts";
import { converseFinish } from "./converse-finish.ts";
import { converseLikeness } from "./converse-likeness.ts";
import { converseRequest } from "./converse-request.ts";
import { converseTarget } from "./converse-target.ts";
import { converseUsage } from "./converse-usage.ts";
import { converseUsageStream } from "./converse-usage-stream.ts";

/**
 * Amazon Bedrock's Converse and ConverseStream. Counts of input exclude what was cached. The model is known from the path alone.
 *
 * A streamed answer comes in AWS's binary framing (`application/vnd.amazon.eventstream`), which a usage tap takes apart, not this: the
 * stream takes the events in it, each with its `:event-type` as its name, or as an SDK gives them, as JSON with the name around it.
 */
export const bedrockConverse: ProviderAdapter = {
  name: "bedrock-converse",
  provider: "aws",
  detect: converseLikeness,
  toCanonicalRequest: converseRequest,
  toCanonicalResponse: readResponse,
  extractUsage: (raw) => converseUsage(fieldsOf(raw)) ?? UNKNOWN_USAGE,
  usageStream: (hints) => converseUsageStream(converseTarget(hints)?.model),
};

function readResponse(raw: unknown, hints?: WireHints): CanonicalResponse {
  const body = fieldsOf(raw);
  const message = fieldsAt(fieldsAt(body, "output"), "message");
  const error = converseError(body);
  const rawFinishReason = textAt(body, "stopReason");
  return {
    provider: "aws",
    model: converseTarget(hints)?.model,
    output: converseContent(itemsAt(message, "content")),
    finishReason: error ? "error" : converseFinish(rawFinishReason),
    rawFinishReason,
    error,
    usage: converseUsage(body) ?? UNKNOWN_USAGE,
    extra: extraOf(body, RESPONSE_FIELDS),
    raw,
  };
}

const RESPONSE_FIELDS: ReadonlySet<string> = new Set([
  "output",
  "stopReason",
  "usage",
  "message",
  "Message",
  "__type",
]);

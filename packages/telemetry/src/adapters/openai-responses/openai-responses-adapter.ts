import { type CanonicalUsage, type JsonValue, UNKNOWN_USAGE } from "@tokenpak/core";
import type { CanonicalResponse } from "../../canonical/canonical-response.ts";
import type { ProviderAdapter, WireHints } from "../provider-adapter.ts";
import {
  extraOf,
  type Fields,
  fieldAt,
  fieldsAt,
  fieldsOf,
  itemsAt,
  textAt,
} from "../wire/fields.ts";
import { openaiBodyError } from "../wire/openai-body-error.ts";
import { usageAdditions } from "../wire/openai-counts.ts";
import { providerOfHost } from "../wire/provider-of-host.ts";
import { hostOf } from "../wire/request-target.ts";
import { responsesFinish } from "./responses-finish.ts";
import { itemParts } from "./responses-item.ts";
import { responsesLikeness } from "./responses-likeness.ts";
import { responsesRequest } from "./responses-request.ts";
import { responsesUsage } from "./responses-usage.ts";
import { responsesUsageStream } from "./responses-usage-stream.ts";

/**
 * The Responses API of OpenAI, and of others who serve it: who bills is said by the host, and is OpenAI without one. Bodies, server-sent
 * events, and frames of a WebSocket, of which an answer's last one (`response.completed`) is read like the answer itself.
 */
export const openaiResponses: ProviderAdapter = {
  name: "openai-responses",
  provider: "openai",
  detect: responsesLikeness,
  toCanonicalRequest: (raw, hints) => responsesRequest(raw, providerOf(hints)),
  toCanonicalResponse: readResponse,
  extractUsage: (raw) => usageOf(responseOf(raw)),
  usageStream: responsesUsageStream,
};

function providerOf(hints?: WireHints): string {
  const host = hostOf(hints);
  return host === undefined ? "openai" : (providerOfHost(host) ?? "unknown");
}

function readResponse(raw: unknown, hints?: WireHints): CanonicalResponse {
  const response = responseOf(raw);
  const error = openaiBodyError(response);
  const { finishReason, rawFinishReason } = responsesFinish(response);
  return {
    provider: providerOf(hints),
    id: textAt(response, "id"),
    model: textAt(response, "model"),
    output: itemsAt(response, "output").flatMap(itemParts),
    finishReason: error ? "error" : finishReason,
    rawFinishReason,
    error,
    usage: usageOf(response),
    extra: { ...extraOf(response, RESPONSE_FIELDS), ...additions(response) },
    raw,
  };
}

/** What the usage states beside its counts, such as a cost. */
function additions(response: Fields): Record<string, JsonValue> {
  const usage = usageAdditions(fieldAt(response, "usage"));
  return Object.keys(usage).length === 0 ? {} : { usage };
}

/** An event holds the response in a field. */
function responseOf(raw: unknown): Fields {
  const fields = fieldsOf(raw);
  const isEvent = textAt(fields, "type")?.startsWith("response.") === true;
  return isEvent ? fieldsAt(fields, "response") : fields;
}

function usageOf(response: Fields): CanonicalUsage {
  return responsesUsage(response) ?? UNKNOWN_USAGE;
}

const RESPONSE_FIELDS: ReadonlySet<string> = new Set([
  "id",
  "model",
  "output",
  "status",
  "error",
  "usage",
]);

import type { CanonicalUsage } from "@tokenpak/core";
import type { CanonicalResponse } from "../../canonical/canonical-response.ts";
import type { ProviderAdapter, WireHints } from "../provider-adapter.ts";
import { errorOf } from "../wire/error-of.ts";
import { extraOf, type Fields, fieldsOf, textOf } from "../wire/fields.ts";
import { pathOf } from "../wire/request-target.ts";
import { anthropicContent } from "./anthropic-content.ts";
import { anthropicFinishReason } from "./anthropic-finish-reason.ts";
import { readAnthropicPath } from "./anthropic-path.ts";
import { readAnthropicRequest } from "./anthropic-request.ts";
import { anthropicUsage, readReportedUsage } from "./anthropic-usage.ts";
import { anthropicUsageStream } from "./anthropic-usage-stream.ts";
import { detectAnthropicMessages } from "./detect-anthropic-messages.ts";

/**
 * Anthropic's Messages API, also as Amazon Bedrock's `invoke` and Google Vertex AI's `rawPredict` carry it, which the path tells: then
 * these bill it (`aws`, `google`). Its requests to count tokens and its batches are not it.
 */
export const anthropicMessages: ProviderAdapter = {
  name: "anthropic-messages",
  provider: "anthropic",
  detect: detectAnthropicMessages,
  toCanonicalRequest: readAnthropicRequest,
  toCanonicalResponse: readResponse,
  extractUsage: (raw) => usageOf(fieldsOf(raw)),
  usageStream: anthropicUsageStream,
};

function readResponse(raw: unknown, hints?: WireHints): CanonicalResponse {
  const fields = fieldsOf(raw);
  const { id, model, content, stop_reason, error: stated } = fields;
  const stopReason = textOf(stop_reason);
  const error = errorOf(stated);
  return {
    provider: readAnthropicPath(pathOf(hints)).provider,
    id: textOf(id),
    model: textOf(model),
    output: anthropicContent(content),
    finishReason: error === undefined ? anthropicFinishReason(stopReason) : "error",
    rawFinishReason: stopReason,
    error,
    usage: usageOf(fields),
    extra: extraOf(fields, knownFields(fields)),
    raw,
  };
}

function usageOf({ usage, model }: Fields): CanonicalUsage {
  return anthropicUsage(readReportedUsage(usage), { model: textOf(model), partial: false });
}

const TEXT_FIELDS = ["id", "model", "stop_reason"];

function knownFields(fields: Fields): ReadonlySet<string> {
  const { type, role } = fields;
  const known = new Set(["content", "usage", "error"]);
  for (const name of TEXT_FIELDS) if (isTextOrNull(fields[name])) known.add(name);
  if (type === "message" || type === "error") known.add("type");
  if (role === "assistant") known.add("role");
  return known;
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}

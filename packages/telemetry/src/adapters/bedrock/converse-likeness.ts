import type { WireHints } from "../provider-adapter.ts";
import { type Fields, fieldAt, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { pathOf } from "../wire/request-target.ts";
import { converseTarget } from "./converse-target.ts";

/** How surely a body, or its path, is of Converse: from 0 to 1. The path decides where there is one. */
export function converseLikeness(raw: unknown, hints?: WireHints): number {
  if (pathOf(hints) !== undefined) return converseTarget(hints) === undefined ? 0 : 1;
  const body = fieldsOf(raw);
  return Math.max(answerLikeness(body), requestLikeness(body));
}

function answerLikeness(body: Fields): number {
  const usage = fieldsAt(body, "usage");
  const hasUsage = "inputTokens" in usage && "outputTokens" in usage;
  if (Array.isArray(fieldAt(fieldsAt(fieldsAt(body, "output"), "message"), "content"))) {
    return hasUsage || "stopReason" in body ? 0.98 : 0.8;
  }
  if (hasUsage && textAt(body, "stopReason") !== undefined) return 0.8;
  const metadata = fieldsAt(fieldsAt(body, "metadata"), "usage");
  if ("inputTokens" in metadata) return 0.9;
  return /Exception$/.test(textAt(body, "__type") ?? "") ? 0.6 : 0;
}

function requestLikeness(body: Fields): number {
  if (!Array.isArray(fieldAt(body, "messages"))) return 0;
  if (OWN.some((name) => name in body)) return 0.95;
  const blocks = itemsAt(body, "messages").flatMap((message) =>
    itemsAt(fieldsOf(message), "content").map(fieldsOf),
  );
  return blocks.length > 0 && blocks.every(isOwnBlock) ? 0.85 : 0;
}

/** Blocks have no type: what they are is the name of their one field. */
function isOwnBlock(block: Fields): boolean {
  return !("type" in block) && BLOCKS.some((name) => name in block);
}

const OWN = ["inferenceConfig", "toolConfig", "additionalModelRequestFields", "guardrailConfig"];

const BLOCKS = [
  "text",
  "image",
  "document",
  "video",
  "audio",
  "toolUse",
  "toolResult",
  "reasoningContent",
  "cachePoint",
  "guardContent",
];

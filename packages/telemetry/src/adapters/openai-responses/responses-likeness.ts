import type { WireHints } from "../provider-adapter.ts";
import { type Fields, fieldAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { pathOf } from "../wire/request-target.ts";

/**
 * How surely a body, or its path, is of the Responses API: from 0 to 1. The path decides where there is one: that of creating a response,
 * of compacting one, or of fetching one by its id, but not of counting its tokens.
 */
export function responsesLikeness(raw: unknown, hints?: WireHints): number {
  const path = pathOf(hints);
  if (path !== undefined) return PATH.test(path) ? 1 : 0;
  const body = fieldsOf(raw);
  const { object, usage, error, input } = body;
  if (object === "response") return 0.98;
  if (isEvent(body)) return 0.95;
  if (Array.isArray(input) || typeof input === "string") return requestLikeness(body);
  const { input_tokens, input_tokens_details } = fieldsOf(usage);
  if (Array.isArray(fieldAt(body, "output")) && input_tokens !== undefined) return 0.9;
  // Anthropic's usage has no such details; Chat Completions has errors of this very form.
  if (input_tokens !== undefined) return input_tokens_details === undefined ? 0 : 0.8;
  return "param" in fieldsOf(error) ? 0.5 : 0;
}

const PATH = /\/responses(?:\/compact|\/resp_[^/]*)?$/;

/** Events of a stream are named after the response; an error is told from Anthropic's by its number in the stream. */
function isEvent(body: Fields): boolean {
  const type = textAt(body, "type") ?? "";
  return type.startsWith("response.") || (type === "error" && "sequence_number" in body);
}

/** Embeddings and moderations have `input`, too, and little else. */
function requestLikeness(body: Fields): number {
  if (OTHERS.some((name) => name in body)) return 0;
  if (OWN.some((name) => name in body)) return 0.95;
  const [first] = itemsAt(body, "input");
  const { role, type, content } = fieldsOf(first);
  if (role !== undefined || (type !== undefined && content === undefined)) return 0.9;
  const model = textAt(body, "model") ?? "";
  return model === "" || /embed|moderation|rerank|tts|voyage/i.test(model) ? 0 : 0.6;
}

const OWN = [
  "instructions",
  "previous_response_id",
  "max_output_tokens",
  "include",
  "store",
  "reasoning",
  "tools",
  "text",
  "truncation",
  "conversation",
  "prompt_cache_key",
];

const OTHERS = ["encoding_format", "dimensions", "voice", "messages", "contents", "input_type"];

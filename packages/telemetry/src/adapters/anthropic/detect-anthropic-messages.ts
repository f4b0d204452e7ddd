import type { JsonValue } from "@tokenpak/core";
import type { WireHints } from "../provider-adapter.ts";
import { type Fields, fieldsOf, itemsOf, textOf } from "../wire/fields.ts";
import { hostOf, pathOf } from "../wire/request-target.ts";
import { readAnthropicPath } from "./anthropic-path.ts";

/**
 * How surely a body is of the Messages API, from 0 to 1: by the path where there is one, else by the body, where headers and host of
 * Anthropic count as evidence beside it but make nothing of a body that has none of the format itself.
 */
export function detectAnthropicMessages(raw: unknown, hints: WireHints = {}): number {
  const path = pathOf(hints);
  if (path !== undefined) return readAnthropicPath(path).isMessages ? 1 : 0;
  const fields = fieldsOf(raw);
  const score = Math.max(answerScore(fields), eventScore(fields), requestScore(fields));
  return score > 0 && isFromAnthropic(hints) ? Math.min(0.95, score + 0.3) : score;
}

function answerScore(fields: Fields): number {
  const { type, role, content, error } = fields;
  if (type === "message" && role === "assistant" && Array.isArray(content)) {
    return "stop_reason" in fields || "usage" in fields ? 0.95 : 0.3;
  }
  if (type !== "error" || "sequence_number" in fields) return 0;
  // OpenAI's stream events of this type have a code and a param as well.
  const { type: kind, message, code, param } = fieldsOf(error);
  const isOthers = code !== undefined || param !== undefined;
  return typeof kind === "string" && typeof message === "string" && !isOthers ? 0.9 : 0;
}

/** What an event of each type holds, by the name of the field. */
const EVENT_FIELDS: ReadonlyMap<string, string> = new Map([
  ["message_start", "message"],
  ["message_delta", "delta"],
  ["message_stop", "type"],
  ["content_block_start", "content_block"],
  ["content_block_delta", "delta"],
  ["content_block_stop", "index"],
]);

function eventScore(fields: Fields): number {
  const { type } = fields;
  const field = EVENT_FIELDS.get(textOf(type) ?? "");
  if (field !== undefined) return field in fields ? 0.9 : 0;
  return type === "ping" && Object.keys(fields).length === 1 ? 0.6 : 0;
}

function requestScore(fields: Fields): number {
  const { messages, model, max_tokens, anthropic_version } = fields;
  if (!Array.isArray(messages)) return 0;
  if (typeof anthropic_version === "string") return 0.9;
  const isOurs = hasOwnFields(fields) || itemsOf(messages).some(hasOwnBlocks);
  const isOthers = hasForeignFields(fields) || itemsOf(messages).some(isForeignMessage);
  if (isOurs) return isOthers ? 0.5 : 0.9;
  if (isOthers) return 0;
  const isClaude = /claude/i.test(textOf(model) ?? "");
  if (typeof max_tokens === "number") return isClaude ? 0.7 : 0.3;
  return isClaude ? 0.4 : 0;
}

/** Fields that no other format with `messages` has. A `system` without typed blocks is Bedrock's. */
function hasOwnFields(fields: Fields): boolean {
  const { system, tools, stop_sequences, mcp_servers } = fields;
  return (
    typeof system === "string" ||
    itemsOf(system).some(hasType) ||
    Array.isArray(stop_sequences) ||
    Array.isArray(mcp_servers) ||
    itemsOf(tools).some(isOwnTool)
  );
}

function hasType(block: JsonValue): boolean {
  const { type } = fieldsOf(block);
  return typeof type === "string";
}

function isOwnTool(tool: JsonValue): boolean {
  const { type, name, input_schema } = fieldsOf(tool);
  if (typeof name !== "string") return false;
  return input_schema !== undefined || /_20\d{6}$/.test(textOf(type) ?? "");
}

const OWN_BLOCKS = new Set([
  "tool_use",
  "tool_result",
  "server_tool_use",
  "thinking",
  "redacted_thinking",
  "search_result",
  "container_upload",
]);

function hasOwnBlocks(message: JsonValue): boolean {
  const { content } = fieldsOf(message);
  return itemsOf(content).some((block) => {
    const { type, source } = fieldsOf(block);
    if (type === "image" || type === "document") return hasType(source ?? null);
    return OWN_BLOCKS.has(textOf(type) ?? "");
  });
}

/** Fields of OpenAI Chat Completions that the Messages API refuses. */
const FOREIGN_FIELDS = [
  "max_completion_tokens",
  "response_format",
  "stream_options",
  "frequency_penalty",
  "presence_penalty",
  "logprobs",
  "logit_bias",
  "parallel_tool_calls",
  "reasoning_effort",
  "n",
  "stop",
];

function hasForeignFields(fields: Fields): boolean {
  const { tools } = fields;
  return (
    FOREIGN_FIELDS.some((name) => fields[name] !== undefined) ||
    itemsOf(tools).some((tool) => "function" in fieldsOf(tool))
  );
}

const OWN_ROLES = new Set(["user", "assistant"]);

function isForeignMessage(message: JsonValue): boolean {
  const { role, content, tool_calls } = fieldsOf(message);
  if (!OWN_ROLES.has(textOf(role) ?? "") || tool_calls !== undefined) return true;
  return itemsOf(content).some((block) => !hasType(block));
}

/** Headers of requests, then of answers. */
const HEADERS = ["anthropic-version", "anthropic-beta", "anthropic-organization-id"];

function isFromAnthropic(hints: WireHints): boolean {
  const { headers = {} } = hints;
  return (
    HEADERS.some((name) => headers[name] !== undefined) || hostOf(hints) === "api.anthropic.com"
  );
}

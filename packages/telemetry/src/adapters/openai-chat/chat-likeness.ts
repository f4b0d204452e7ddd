import type { WireHints } from "../provider-adapter.ts";
import { type Fields, fieldAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { pathOf } from "../wire/request-target.ts";

/**
 * How surely a body, or its path, is of Chat Completions, whoever serves it: from 0 to 1. The path decides where there is one. Of bodies,
 * a request that other formats with `messages` may have written as well is left to them by its model's name and by their own fields.
 */
export function chatLikeness(raw: unknown, hints?: WireHints): number {
  const path = pathOf(hints);
  if (path !== undefined) return path.endsWith("/chat/completions") ? 1 : 0;
  const body = fieldsOf(raw);
  return Math.max(responseLikeness(body), requestLikeness(body));
}

function responseLikeness(body: Fields): number {
  const { object, choices, error, usage } = body;
  if (object === "chat.completion" || object === "chat.completion.chunk") return 0.98;
  if (Array.isArray(choices)) {
    const { message, delta, text } = fieldsOf(choices[0]);
    if (message !== undefined || delta !== undefined || choices.length === 0) return 0.9;
    return typeof text === "string" ? 0.7 : 0;
  }
  if (typeof fieldAt(fieldsOf(usage), "prompt_tokens") === "number") return 0.6;
  // The Responses API writes errors in this very form.
  return "param" in fieldsOf(error) ? 0.55 : 0;
}

function requestLikeness(body: Fields): number {
  if (!Array.isArray(fieldAt(body, "messages")) || OTHERS.some((name) => name in body)) return 0;
  if (OWN.some((name) => name in body)) return 0.9;
  const messages = itemsAt(body, "messages").map(fieldsOf);
  if (messages.some(isForeign) || itemsAt(body, "tools").some(isForeignTool)) return 0;
  if (messages.some(isOwn) || itemsAt(body, "tools").some(isOwnTool)) return 0.9;
  return byModel(textAt(body, "model"), "max_tokens" in body);
}

/** Where nothing but plain messages stands: Anthropic's format demands `max_tokens`. */
function byModel(model: string | undefined, hasLimit: boolean): number {
  if (model === undefined) return 0;
  if (OPENAI_MODEL.test(model)) return 0.9;
  if (/^[^/]*claude/i.test(model)) return hasLimit ? 0 : 0.6;
  return hasLimit ? 0.5 : 0.7;
}

/** Names of OpenAI's own models. */
export const OPENAI_MODEL = /^(?:gpt-|chatgpt-|o\d|codex-|computer-use-|ft:)/;

/** Fields of the formats of Anthropic, Bedrock and the Responses API. */
const OTHERS = [
  "system",
  "anthropic_version",
  "inferenceConfig",
  "toolConfig",
  "input",
  "contents",
];

const OWN = [
  "stream_options",
  "max_completion_tokens",
  "response_format",
  "functions",
  "function_call",
  "reasoning_effort",
  "parallel_tool_calls",
  "frequency_penalty",
  "presence_penalty",
  "logit_bias",
  "logprobs",
  "modalities",
  "n",
];

const OWN_ROLES: ReadonlySet<unknown> = new Set(["system", "developer", "tool", "function"]);
const OWN_PARTS: ReadonlySet<unknown> = new Set(["image_url", "input_audio", "file", "refusal"]);
const FOREIGN_PARTS: ReadonlySet<unknown> = new Set([
  "tool_use",
  "tool_result",
  "thinking",
  "redacted_thinking",
  "server_tool_use",
  "image",
  "document",
]);

function isOwn(message: Fields): boolean {
  const { role, tool_calls } = message;
  return OWN_ROLES.has(role) || tool_calls !== undefined || partTypes(message).some(isOwnPart);
}

function isOwnPart(type: unknown): boolean {
  return OWN_PARTS.has(type);
}

/** Parts of Anthropic's by their type (Mistral's thoughts of the same type are lists); of Bedrock's by having none. */
function isForeign(message: Fields): boolean {
  return itemsAt(message, "content").some((part) => {
    const { type, thinking } = fieldsOf(part);
    return type === undefined || (FOREIGN_PARTS.has(type) && !Array.isArray(thinking));
  });
}

function partTypes(message: Fields): readonly unknown[] {
  return itemsAt(message, "content").map((part) => fieldAt(fieldsOf(part), "type"));
}

function isOwnTool(tool: unknown): boolean {
  return fieldAt(fieldsOf(tool), "function") !== undefined;
}

function isForeignTool(tool: unknown): boolean {
  return "input_schema" in fieldsOf(tool);
}

import { type CanonicalUsage, type JsonValue, UNKNOWN_USAGE } from "@tokenpak/core";
import type { CanonicalResponse, FinishReason } from "../../canonical/canonical-response.ts";
import { errorOf } from "../wire/error-of.ts";
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
import { textParts } from "../wire/plain-parts.ts";
import { MESSAGE_FIELDS, messageParts } from "./chat-message.ts";

/** How a response is read. */
export interface ChatResponseOptions {
  readonly provider: string;
  /** Usage of a body; `undefined` where it states none. */
  usageOf(body: Fields): CanonicalUsage | undefined;
}

/**
 * A whole response in the form of Chat Completions, or an error body. `extra` has what has no other place: of the body by its own name,
 * of the first choice in `choice`, of its message (annotations) in `message`, of the usage (costs that a gateway states) in `usage`, the
 * choices after the first in `choices`.
 */
export function chatResponse(raw: unknown, options: ChatResponseOptions): CanonicalResponse {
  const body = fieldsOf(raw);
  const choices = itemsAt(body, "choices");
  const choice = fieldsOf(choices[0]);
  const message = fieldsAt(choice, "message");
  const error = openaiBodyError(body) ?? errorOf(fieldAt(choice, "error"));
  const rawFinishReason = textAt(choice, "finish_reason");
  const isRefused = (textAt(message, "refusal") ?? "") !== "";
  return {
    provider: options.provider,
    id: textAt(body, "id"),
    model: textAt(body, "model"),
    // Of legacy completions the choice itself has the text.
    output: [...messageParts(message), ...textParts(textAt(choice, "text") ?? "")],
    finishReason: error ? "error" : chatFinishReason(rawFinishReason, isRefused),
    rawFinishReason,
    error,
    usage: options.usageOf(body) ?? UNKNOWN_USAGE,
    extra: { ...extraOf(body, BODY_FIELDS), ...leftOver({ body, choices, choice, message }) },
    raw,
  };
}

/** Why a choice ended; a refusal ends with `stop`, and is told by its text. */
export function chatFinishReason(raw: string | undefined, isRefused = false): FinishReason {
  const reason = FINISH.get(raw ?? "") ?? "unknown";
  return isRefused && reason === "stop" ? "refusal" : reason;
}

/** Of OpenAI first; then of Mistral, Together, DeepSeek and OpenRouter. */
const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["length", "max_tokens"],
  ["tool_calls", "tool_use"],
  ["function_call", "tool_use"],
  ["content_filter", "content_filter"],
  ["model_length", "context_window"],
  ["eos", "stop"],
  ["insufficient_system_resource", "error"],
  ["error", "error"],
]);

interface Read {
  readonly body: Fields;
  readonly choices: readonly JsonValue[];
  readonly choice: Fields;
  readonly message: Fields;
}

function leftOver({ body, choices, choice, message }: Read): Record<string, JsonValue> {
  const rest: Record<string, JsonValue> = {
    choice: extraOf(choice, CHOICE_FIELDS),
    message: extraOf(message, MESSAGE_FIELDS),
    usage: usageAdditions(fieldAt(body, "usage")),
    choices: choices.slice(1),
  };
  return Object.fromEntries(
    Object.entries(rest).filter(([, value]) => Object.keys(value as object).length > 0),
  );
}

const BODY_FIELDS: ReadonlySet<string> = new Set(["id", "model", "choices", "usage", "error"]);
const CHOICE_FIELDS: ReadonlySet<string> = new Set(["index", "message", "text", "finish_reason"]);

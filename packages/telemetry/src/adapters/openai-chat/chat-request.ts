import type { CanonicalRequest } from "../../canonical/canonical-request.ts";
import type { WireHints } from "../provider-adapter.ts";
import {
  extraOf,
  type Fields,
  fieldAt,
  fieldsOf,
  itemsAt,
  numberAt,
  textAt,
} from "../wire/fields.ts";
import { decodedPart, pathOf } from "../wire/request-target.ts";
import { chatMessage } from "./chat-message.ts";
import { chatTools } from "./chat-tools.ts";

/** A request in the form of OpenAI's Chat Completions. Instructions are messages of their own roles, so that `system` is empty. */
export function chatRequest(raw: unknown, provider: string, hints?: WireHints): CanonicalRequest {
  const body = fieldsOf(raw);
  return {
    provider,
    model: textAt(body, "model") ?? deploymentOf(hints) ?? "",
    system: [],
    messages: itemsAt(body, "messages").map(chatMessage),
    tools: chatTools(body),
    params: paramsOf(body),
    stream: fieldAt(body, "stream") === true,
    extra: extraOf(body, REQUEST_FIELDS),
    raw,
  };
}

/** Azure names the model by its deployment, in the path. */
function deploymentOf(hints: WireHints | undefined): string | undefined {
  const name = /\/deployments\/([^/]+)\//.exec(pathOf(hints) ?? "")?.[1];
  return name === undefined ? undefined : decodedPart(name);
}

function paramsOf(body: Fields): CanonicalRequest["params"] {
  return {
    maxOutputTokens: numberAt(body, "max_completion_tokens") ?? numberAt(body, "max_tokens"),
    temperature: numberAt(body, "temperature"),
    topP: numberAt(body, "top_p"),
    topK: numberAt(body, "top_k"),
    stop: stopsOf(body),
    toolChoice: fieldAt(body, "tool_choice") ?? fieldAt(body, "function_call"),
    reasoning: fieldAt(body, "reasoning_effort") ?? fieldAt(body, "reasoning"),
    outputFormat: fieldAt(body, "response_format"),
  };
}

function stopsOf(body: Fields): string[] | undefined {
  const { stop } = body;
  if (typeof stop === "string") return [stop];
  return Array.isArray(stop) ? stop.filter((item) => typeof item === "string") : undefined;
}

const REQUEST_FIELDS: ReadonlySet<string> = new Set([
  "model",
  "messages",
  "tools",
  "functions",
  "max_completion_tokens",
  "max_tokens",
  "temperature",
  "top_p",
  "top_k",
  "stop",
  "tool_choice",
  "function_call",
  "reasoning_effort",
  "reasoning",
  "response_format",
  "stream",
]);

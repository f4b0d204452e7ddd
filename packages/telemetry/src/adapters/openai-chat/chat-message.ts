import type { JsonValue } from "@tokenpak/core";
import type { CanonicalMessage } from "../../canonical/canonical-request.ts";
import type { ContentPart, PlainPart } from "../../canonical/content-part.ts";
import {
  extraOf,
  type Fields,
  fieldAt,
  fieldsOf,
  itemsAt,
  textAt,
  textOf,
} from "../wire/fields.ts";
import { mediaPart } from "../wire/media-part.ts";
import { base64Ref, fileRef } from "../wire/media-ref.ts";
import { parseJson } from "../wire/parse-json.ts";
import { otherPart, textParts } from "../wire/plain-parts.ts";
import { chatContent } from "./chat-content.ts";

/**
 * One message of a request. A result of a tool is one part that names its call: by `tool_call_id`, or in the legacy role `function` by
 * the function's name. A role that is not known is taken as `user` and kept in `extra`.
 */
export function chatMessage(value: JsonValue): CanonicalMessage {
  const message = fieldsOf(value);
  const role = textAt(message, "role") ?? "";
  if (role === "tool" || role === "function") return resultMessage(message, role);
  const known = ROLES.has(role) ? MESSAGE_FIELDS : FIELDS_BUT_ROLE;
  return {
    role: ROLES.get(role) ?? "user",
    content: messageParts(message),
    extra: extraOf(message, known),
  };
}

/** What a message says: reasoning, content, refusal, sound, calls of tools; in this order. */
export function messageParts(message: Fields): PlainPart[] {
  return [
    ...reasoningParts(message),
    ...chatContent(fieldAt(message, "content")),
    ...textParts(textAt(message, "refusal") ?? "", { type: "refusal" }),
    ...audioParts(fieldAt(message, "audio")),
    ...itemsAt(message, "tool_calls").map(toolCall),
    ...functionCall(fieldAt(message, "function_call")),
  ];
}

/** Fields of a message that {@link messageParts} reads, and its role. */
export const MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  "role",
  "content",
  "reasoning_content",
  "reasoning",
  "refusal",
  "audio",
  "tool_calls",
  "function_call",
]);

const FIELDS_BUT_ROLE = new Set([...MESSAGE_FIELDS].filter((name) => name !== "role"));

const ROLES: ReadonlyMap<string, CanonicalMessage["role"]> = new Map([
  ["system", "system"],
  ["developer", "developer"],
  ["user", "user"],
  ["assistant", "assistant"],
]);

function resultMessage(message: Fields, role: "tool" | "function"): CanonicalMessage {
  const names = role === "tool" ? "tool_call_id" : "name";
  const result: ContentPart = {
    type: "tool_result",
    callId: textOf(message[names]) ?? "",
    content: chatContent(fieldAt(message, "content")),
    isError: false,
    byProvider: false,
    extra: {},
  };
  return {
    role: "tool",
    content: [result],
    extra: extraOf(message, new Set([role === "tool" ? "role" : "", "content", names])),
  };
}

/** `reasoning_content` of DeepSeek, vLLM and llama.cpp; `reasoning` of OpenRouter, Groq and Ollama. */
function reasoningParts(message: Fields): PlainPart[] {
  const text = textAt(message, "reasoning_content") ?? textAt(message, "reasoning") ?? "";
  return text === "" ? [] : [{ type: "reasoning", text, extra: {} }];
}

/** Sound of the model: its bytes in an answer, its id when it is said again. */
function audioParts(value: JsonValue | undefined): PlainPart[] {
  const audio = fieldsOf(value);
  const data = textAt(audio, "data");
  const id = textAt(audio, "id");
  if (data === undefined && id === undefined) return [];
  const ref = data === undefined ? fileRef(id ?? "") : base64Ref(data);
  return [mediaPart({ ref }, { type: "audio", extra: extraOf(audio, new Set(["data"])) })];
}

function toolCall(value: JsonValue): PlainPart {
  const call = fieldsOf(value);
  const { id, custom, function: called } = call;
  const inner = fieldsOf(called ?? custom);
  const name = textAt(inner, "name");
  if (name === undefined) return otherPart(value);
  return {
    type: "tool_call",
    id: textOf(id),
    name,
    input:
      called === undefined
        ? (fieldAt(inner, "input") ?? "")
        : argumentsOf(fieldAt(inner, "arguments")),
    byProvider: false,
    extra: {
      ...extraOf(inner, CALLED_FIELDS),
      ...extraOf(call, called === undefined ? CUSTOM_FIELDS : CALL_FIELDS),
    },
  };
}

const CALLED_FIELDS = new Set(["name", "arguments", "input"]);
const CALL_FIELDS = new Set(["id", "type", "function"]);
/** Its type stays in `extra`: it tells that the input is text. */
const CUSTOM_FIELDS = new Set(["id", "custom"]);

function functionCall(value: JsonValue | undefined): PlainPart[] {
  const called = fieldsOf(value);
  const name = textAt(called, "name");
  if (name === undefined) return [];
  const input = argumentsOf(fieldAt(called, "arguments"));
  return [
    { type: "tool_call", name, input, byProvider: false, extra: extraOf(called, CALLED_FIELDS) },
  ];
}

/** Arguments are JSON in text; some servers send them as JSON. */
function argumentsOf(value: JsonValue | undefined): JsonValue {
  return typeof value === "string" ? (parseJson(value) ?? value) : (value ?? "");
}

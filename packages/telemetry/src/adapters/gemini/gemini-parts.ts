import type { JsonValue } from "@tokenpak/core";
import type { ContentPart, PlainPart } from "../../canonical/content-part.ts";
import {
  extraOf,
  type Fields,
  fieldAt,
  fieldsAt,
  fieldsOf,
  itemsAt,
  textAt,
} from "../wire/fields.ts";
import { mediaKind, mediaPart } from "../wire/media-part.ts";
import { base64Ref } from "../wire/media-ref.ts";
import { otherPart } from "../wire/plain-parts.ts";
import { protoFields, protoFieldsAt } from "./proto-fields.ts";

/**
 * The parts of a content. A thought is reasoning, and its signature the seal; that of any other part is in `extra.thoughtSignature`. What
 * is not known is kept whole.
 */
export function geminiParts(content: Fields): ContentPart[] {
  return itemsAt(content, "parts").map(geminiPart);
}

function geminiPart(value: JsonValue): ContentPart {
  const part = protoFields(value);
  return functionResponse(part) ?? codeResult(part) ?? plainPart(value, part);
}

function plainPart(value: JsonValue, part: Fields): PlainPart {
  for (const read of [text, inlineData, fileData, functionCall, executableCode]) {
    const known = read(part);
    if (known !== undefined) return known;
  }
  return otherPart(value);
}

function text(part: Fields): PlainPart | undefined {
  const said = textAt(part, "text");
  if (said === undefined) return undefined;
  if (fieldAt(part, "thought") !== true)
    return { type: "text", text: said, extra: rest(part, "text") };
  const seal = textAt(part, "thoughtSignature");
  const extra = rest(part, "text", "thought", "thoughtSignature");
  return { type: "reasoning", text: said, seal, extra };
}

function inlineData(part: Fields): PlainPart | undefined {
  const data = textAt(protoFieldsAt(part, "inlineData"), "data");
  return data === undefined ? undefined : medium(part, "inlineData", () => base64Ref(data));
}

function fileData(part: Fields): PlainPart | undefined {
  const url = textAt(protoFieldsAt(part, "fileData"), "fileUri");
  return url === undefined ? undefined : medium(part, "fileData", () => ({ by: "url", url }));
}

function medium(
  part: Fields,
  field: "inlineData" | "fileData",
  ref: () => ReturnType<typeof base64Ref>,
): PlainPart {
  const inner = protoFieldsAt(part, field);
  const mediaType = textAt(inner, "mimeType");
  return mediaPart(
    { ref: ref(), mediaType },
    {
      type: mediaKind(mediaType),
      extra: { ...extraOf(inner, MEDIUM_FIELDS), ...rest(part, field) },
    },
  );
}

const MEDIUM_FIELDS: ReadonlySet<string> = new Set(["data", "fileUri", "mimeType"]);

/** Gemini's calls have an id in newer versions only; in a stream its arguments may come in pieces (`partialArgs`), which stay in `extra`. */
function functionCall(part: Fields): PlainPart | undefined {
  const call = protoFieldsAt(part, "functionCall");
  const name = textAt(call, "name");
  if (name === undefined) return undefined;
  return {
    type: "tool_call",
    id: textAt(call, "id"),
    name,
    input: fieldAt(call, "args") ?? {},
    byProvider: false,
    extra: { ...extraOf(call, CALL_FIELDS), ...rest(part, "functionCall") },
  };
}

const CALL_FIELDS: ReadonlySet<string> = new Set(["id", "name", "args"]);

/** The result names its call by its id, or by the function's name where there are no ids. */
function functionResponse(part: Fields): ContentPart | undefined {
  const result = protoFieldsAt(part, "functionResponse");
  const callId = textAt(result, "id") ?? textAt(result, "name");
  if (callId === undefined) return undefined;
  const media = itemsAt(result, "parts").map((value) => plainPart(value, protoFields(value)));
  return {
    type: "tool_result",
    callId,
    content: [...responseParts(result), ...media],
    isError: "error" in fieldsAt(result, "response"),
    byProvider: false,
    extra: { ...extraOf(result, RESULT_FIELDS), ...rest(part, "functionResponse") },
  };
}

const RESULT_FIELDS: ReadonlySet<string> = new Set(["id", "response", "parts"]);

/**
 * A response with nothing but a text in a field that is usual for it is that text. Vercel's AI SDK writes the function's name, which
 * stands beside the response, into it again.
 */
function responseParts(result: Fields): PlainPart[] {
  const response = fieldAt(result, "response");
  if (response === undefined || response === null) return [];
  const [entry, ...others] = Object.entries(fieldsOf(response)).filter(
    ([field, value]) => field !== "name" || value !== fieldAt(result, "name"),
  );
  const [name = "", said] = entry ?? [];
  const isText = typeof said === "string" && TEXT_RESPONSES.has(name) && others.length === 0;
  return [isText ? { type: "text", text: said, extra: {} } : otherPart(response)];
}

const TEXT_RESPONSES: ReadonlySet<string> = new Set(["output", "result", "error", "content"]);

function executableCode(part: Fields): PlainPart | undefined {
  const code = protoFieldsAt(part, "executableCode");
  if (textAt(code, "code") === undefined) return undefined;
  return {
    type: "tool_call",
    id: textAt(code, "id"),
    name: CODE_EXECUTION,
    input: extraOf(code, ID),
    byProvider: true,
    extra: rest(part, "executableCode"),
  };
}

function codeResult(part: Fields): ContentPart | undefined {
  const result = protoFieldsAt(part, "codeExecutionResult");
  const outcome = textAt(result, "outcome");
  if (outcome === undefined) return undefined;
  const output = textAt(result, "output") ?? "";
  return {
    type: "tool_result",
    callId: textAt(result, "id") ?? CODE_EXECUTION,
    content: output === "" ? [] : [{ type: "text", text: output, extra: {} }],
    isError: outcome !== "OUTCOME_OK",
    byProvider: true,
    extra: { ...extraOf(result, CODE_FIELDS), ...rest(part, "codeExecutionResult") },
  };
}

const CODE_EXECUTION = "code_execution";
const ID: ReadonlySet<string> = new Set(["id"]);
const CODE_FIELDS: ReadonlySet<string> = new Set(["id", "output"]);

function rest(part: Fields, ...known: readonly string[]): Record<string, JsonValue> {
  return extraOf(part, new Set(known));
}

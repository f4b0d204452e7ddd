import type { JsonValue } from "@tokenpak/core";
import type { CanonicalMessage } from "../../canonical/canonical-request.ts";
import type { ContentPart, PlainPart } from "../../canonical/content-part.ts";
import { extraOf, type Fields, fieldAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { mediaPart } from "../wire/media-part.ts";
import { base64Ref } from "../wire/media-ref.ts";
import { otherPart, textParts } from "../wire/plain-parts.ts";
import { responsesContent } from "./responses-content.ts";
import { type CallItem, callItem, isOutputByProvider } from "./tool-items.ts";

/** An `input` that is mere text. */
export function textMessage(text: string): CanonicalMessage {
  return { role: "user", content: textParts(text), extra: {} };
}

/**
 * An item of `input` as a message of its own: items of a turn are not joined, so that their order and their ids stay. What the model
 * itself said (calls, reasoning, compaction) is the assistant's, what tools gave back the tools'. An item that is not known is one part,
 * whole, of the user.
 */
export function responsesMessage(value: JsonValue): CanonicalMessage {
  const item = fieldsOf(value);
  const role = ROLES.get(textAt(item, "role") ?? "");
  if (isMessage(item)) {
    return {
      role: role ?? "user",
      content: responsesContent(fieldAt(item, "content")),
      extra: extraOf(item, role === undefined ? MESSAGE_FIELDS_BUT_ROLE : MESSAGE_FIELDS),
    };
  }
  const content = itemParts(value);
  return { role: roleOf(content), content: [...content], extra: {} };
}

/** The parts that an item of `output`, or one of `input` that is no message, stands for. */
export function itemParts(value: JsonValue): readonly ContentPart[] {
  const item = fieldsOf(value);
  if (isMessage(item)) return responsesContent(fieldAt(item, "content"));
  const call = callItem(item);
  if (call !== undefined) return [callPart(item, call), ...resultsWithin(item, call)];
  const byProvider = isOutputByProvider(item);
  if (byProvider !== undefined) return [outputPart(item, byProvider)];
  return [sealedPart(item) ?? otherPart(value)];
}

/** The type of a message may be left out. */
function isMessage(item: Fields): boolean {
  const type = textAt(item, "type");
  return type === "message" || (type === undefined && textAt(item, "role") !== undefined);
}

function roleOf(parts: readonly ContentPart[]): CanonicalMessage["role"] {
  const type = parts[0]?.type;
  if (type === "tool_result") return "tool";
  return type === "tool_call" || type === "reasoning" ? "assistant" : "user";
}

function callPart(item: Fields, call: CallItem): PlainPart {
  return {
    type: "tool_call",
    id: textAt(item, "call_id") ?? textAt(item, "id"),
    name: call.name,
    input: call.input,
    byProvider: call.byProvider,
    extra: extraOf(item, new Set(["call_id", "output", "result", ...call.fields])),
  };
}

/** What a tool of the provider's gave back, where it stands in the item of the call itself: of an MCP server, or an image. */
function resultsWithin(item: Fields, call: CallItem): ContentPart[] {
  const output = fieldAt(item, "output");
  const image = textAt(item, "result");
  const isAnswered = (output !== undefined && output !== null) || image !== undefined;
  if (!call.byProvider || !isAnswered) return [];
  const content =
    image === undefined
      ? responsesContent(output)
      : [mediaPart({ ref: base64Ref(image) }, { type: "image" })];
  const callId = textAt(item, "call_id") ?? textAt(item, "id") ?? "";
  const isError = (fieldAt(item, "error") ?? null) !== null;
  return [{ type: "tool_result", callId, content, isError, byProvider: true, extra: {} }];
}

function outputPart(item: Fields, byProvider: boolean): ContentPart {
  const output = fieldAt(item, "output") ?? fieldAt(item, "result") ?? fieldAt(item, "tools");
  return {
    type: "tool_result",
    callId: textAt(item, "call_id") ?? textAt(item, "id") ?? "",
    content: responsesContent(output),
    isError: textAt(item, "status") === "failed",
    byProvider,
    extra: extraOf(item, OUTPUT_FIELDS),
  };
}

/** Reasoning and compacted history: their encrypted form is their seal. */
function sealedPart(item: Fields): ContentPart | undefined {
  const type = textAt(item, "type") ?? "";
  if (!SEALED.has(type)) return undefined;
  const texts = [...itemsAt(item, "summary"), ...itemsAt(item, "content")];
  return {
    type: "reasoning",
    text: texts.flatMap((part) => textAt(fieldsOf(part), "text") ?? []).join("\n\n"),
    seal: textAt(item, "encrypted_content"),
    extra: extraOf(item, type === "reasoning" ? REASONING_FIELDS : SEALED_FIELDS),
  };
}

const SEALED: ReadonlySet<string> = new Set(["reasoning", "compaction", "compaction_summary"]);

const ROLES: ReadonlyMap<string, CanonicalMessage["role"]> = new Map([
  ["system", "system"],
  ["developer", "developer"],
  ["user", "user"],
  ["assistant", "assistant"],
]);

const MESSAGE_FIELDS: ReadonlySet<string> = new Set(["type", "role", "content"]);
const MESSAGE_FIELDS_BUT_ROLE: ReadonlySet<string> = new Set(["type", "content"]);
const OUTPUT_FIELDS: ReadonlySet<string> = new Set(["call_id", "output", "result", "tools"]);
const SEALED_FIELDS: ReadonlySet<string> = new Set(["summary", "content", "encrypted_content"]);
const REASONING_FIELDS: ReadonlySet<string> = new Set(["type", ...SEALED_FIELDS]);

import type { JsonValue } from "@tokenpak/core";
import type { CacheMarker, ContentPart, PlainPart } from "../../canonical/content-part.ts";
import {
  extraOf,
  type Fields,
  fieldAt,
  fieldsAt,
  fieldsOf,
  itemsAt,
  textAt,
} from "../wire/fields.ts";
import { type MediaAbout, mediaPart } from "../wire/media-part.ts";
import { base64Ref, type MediaSource } from "../wire/media-ref.ts";
import { otherPart } from "../wire/plain-parts.ts";

/**
 * The blocks of a message or of the instructions. A `cachePoint` is a block of its own: it becomes the marker of the part before it, and
 * stays a part where there is none to mark. What is not known is kept whole.
 */
export function converseContent(blocks: readonly JsonValue[]): ContentPart[] {
  const parts: ContentPart[] = [];
  for (const value of blocks) {
    const block = fieldsOf(value);
    const cache = cacheMarker(block);
    const last = parts.at(-1);
    if (cache !== undefined && last !== undefined && last.type !== "other") {
      parts[parts.length - 1] = { ...last, cache };
    } else {
      parts.push(toolResult(block) ?? plainPart(value, block));
    }
  }
  return parts;
}

/** The marker that a block, or an entry among the tools, is; `undefined` where it is none. */
export function cacheMarker(block: Fields): CacheMarker | undefined {
  if (!("cachePoint" in block)) return undefined;
  const point = fieldsAt(block, "cachePoint");
  return { ttl: textAt(point, "ttl"), extra: extraOf(point, POINT_FIELDS) };
}

const POINT_FIELDS: ReadonlySet<string> = new Set(["type", "ttl"]);

function plainPart(value: JsonValue, block: Fields): PlainPart {
  return text(block) ?? medium(block) ?? toolUse(block) ?? reasoning(block) ?? otherPart(value);
}

function text(block: Fields): PlainPart | undefined {
  const said = textAt(block, "text");
  return said === undefined
    ? undefined
    : { type: "text", text: said, extra: extraOf(block, new Set(["text"])) };
}

const MEDIA: readonly MediaAbout["type"][] = ["image", "document", "video", "audio"];

function medium(block: Fields): PlainPart | undefined {
  const type = MEDIA.find((name) => name in block);
  if (type === undefined) return undefined;
  const inner = fieldsAt(block, type);
  const source = sourceOf(fieldsAt(inner, "source"));
  return source && mediaPart(source, { type, extra: extraOf(inner, MEDIUM_FIELDS) });
}

const MEDIUM_FIELDS: ReadonlySet<string> = new Set(["source"]);

function sourceOf(source: Fields): MediaSource | undefined {
  const bytes = textAt(source, "bytes");
  if (bytes !== undefined) return { ref: base64Ref(bytes) };
  const url = textAt(fieldsAt(source, "s3Location"), "uri");
  return url === undefined ? undefined : { ref: { by: "url", url } };
}

function toolUse(block: Fields): PlainPart | undefined {
  const call = fieldsAt(block, "toolUse");
  const name = textAt(call, "name");
  if (name === undefined) return undefined;
  return {
    type: "tool_call",
    id: textAt(call, "toolUseId"),
    name,
    input: fieldAt(call, "input") ?? {},
    byProvider: textAt(call, "type") === "server_tool_use",
    extra: extraOf(call, CALL_FIELDS),
  };
}

const CALL_FIELDS: ReadonlySet<string> = new Set(["toolUseId", "name", "input"]);

function toolResult(block: Fields): ContentPart | undefined {
  const result = fieldsAt(block, "toolResult");
  const callId = textAt(result, "toolUseId");
  if (callId === undefined) return undefined;
  return {
    type: "tool_result",
    callId,
    content: itemsAt(result, "content").map((value) => plainPart(value, fieldsOf(value))),
    isError: textAt(result, "status") === "error",
    byProvider: false,
    extra: extraOf(result, RESULT_FIELDS),
  };
}

const RESULT_FIELDS: ReadonlySet<string> = new Set(["toolUseId", "content", "status"]);

/** Reasoning in the open with its signature, or hidden in `redactedContent`. */
function reasoning(block: Fields): PlainPart | undefined {
  if (!("reasoningContent" in block)) return undefined;
  const content = fieldsAt(block, "reasoningContent");
  const open = fieldsAt(content, "reasoningText");
  return {
    type: "reasoning",
    text: textAt(open, "text") ?? "",
    seal: textAt(open, "signature") ?? textAt(content, "redactedContent"),
    extra: extraOf(content, REASONING_FIELDS),
  };
}

const REASONING_FIELDS: ReadonlySet<string> = new Set(["reasoningText", "redactedContent"]);

import type { JsonValue } from "@tokenpak/core";
import type { CacheMarker, ContentPart, PlainPart } from "../../canonical/content-part.ts";
import { extraOf, type Fields, fieldsOf, itemsOf, textOf } from "../wire/fields.ts";
import { base64Ref, bytesRef, fileRef, type MediaSource, urlSource } from "../wire/media-ref.ts";

/**
 * Reads `content` or `system`: a text, or a list of blocks; nothing for `undefined` and `null`, and what is neither as one `other`. A
 * block whose kind is not known, or that lacks what its kind has, is an `other` too. Where several kinds of block share a canonical
 * one, `extra.type` keeps which it was.
 */
export function anthropicContent(content: JsonValue | undefined): ContentPart[] {
  if (content === undefined || content === null) return [];
  if (typeof content === "string") return [{ type: "text", text: content, extra: {} }];
  if (!Array.isArray(content)) return [{ type: "other", raw: content }];
  return itemsOf(content).map((block) => resultPart(fieldsOf(block)) ?? plainPart(block));
}

/** Reads a `cache_control`; `undefined` where it marks nothing. */
export function anthropicCacheMarker(control: JsonValue | undefined): CacheMarker | undefined {
  if (typeof control !== "object" || control === null) return undefined;
  const fields = fieldsOf(control);
  const { type, ttl } = fields;
  const known = new Set([
    ...(type === "ephemeral" ? ["type"] : []),
    ...(typeof ttl === "string" ? ["ttl"] : []),
  ]);
  return { ttl: textOf(ttl), extra: extraOf(fields, known) };
}

/** The results of tools, whoever ran them; a result within a result is none. */
function resultPart(block: Fields): ContentPart | undefined {
  const { type, tool_use_id, content, is_error } = block;
  if (typeof type !== "string" || typeof tool_use_id !== "string") return undefined;
  const byProvider = type !== "tool_result";
  if (byProvider && !type.endsWith("_tool_result")) return undefined;
  const { type: result } = fieldsOf(content);
  return {
    type: "tool_result",
    callId: tool_use_id,
    content: resultContent(content),
    isError: is_error === true || (textOf(result)?.endsWith("_error") ?? false),
    byProvider,
    ...shared(block, byProvider ? SERVER_RESULT_FIELDS : RESULT_FIELDS),
  };
}

function resultContent(content: JsonValue | undefined): PlainPart[] {
  if (content === undefined || content === null) return [];
  if (typeof content === "string") return [{ type: "text", text: content, extra: {} }];
  return (Array.isArray(content) ? itemsOf(content) : [content]).map(plainPart);
}

function plainPart(raw: JsonValue): PlainPart {
  const block = fieldsOf(raw);
  const { type } = block;
  return READERS.get(textOf(type) ?? "")?.(block) ?? otherPart(raw, block);
}

function otherPart(raw: JsonValue, { cache_control }: Fields): PlainPart {
  const cache = anthropicCacheMarker(cache_control);
  return cache === undefined ? { type: "other", raw } : { type: "other", raw, cache };
}

type Reader = (block: Fields) => PlainPart | undefined;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["text", textPart],
  ["image", (block) => mediaPart(block, "image")],
  ["document", (block) => mediaPart(block, "document")],
  ["container_upload", uploadPart],
  ["tool_use", (block) => callPart(block, { byProvider: false })],
  ["server_tool_use", (block) => callPart(block, { byProvider: true })],
  ["mcp_tool_use", (block) => callPart(block, { byProvider: true })],
  ["thinking", thinkingPart],
  ["redacted_thinking", redactedPart],
]);

const TEXT_FIELDS = new Set(["type", "text", "cache_control"]);
const MEDIA_FIELDS = new Set(["type", "source", "cache_control"]);
const SOURCE_FIELDS = new Set(["type", "url", "file_id", "data", "media_type"]);
const UPLOAD_FIELDS = new Set(["file_id", "cache_control"]);
const CALL_FIELDS = new Set(["type", "id", "name", "input", "cache_control"]);
const SERVER_CALL_FIELDS = new Set(["id", "name", "input", "cache_control"]);
const RESULT_FIELDS = new Set(["type", "tool_use_id", "content", "is_error", "cache_control"]);
const SERVER_RESULT_FIELDS = new Set(["tool_use_id", "content", "is_error", "cache_control"]);
const THINKING_FIELDS = new Set(["type", "thinking", "signature", "cache_control"]);
const REDACTED_FIELDS = new Set(["data", "cache_control"]);

function shared(block: Fields, known: ReadonlySet<string>) {
  const { cache_control } = block;
  const cache = anthropicCacheMarker(cache_control);
  const extra = extraOf(block, known);
  if (cache !== undefined) return { cache, extra };
  return cache_control ? { extra: { ...extra, cache_control } } : { extra };
}

function textPart(block: Fields): PlainPart | undefined {
  const { text } = block;
  return typeof text === "string"
    ? { type: "text", text, ...shared(block, TEXT_FIELDS) }
    : undefined;
}

function mediaPart(block: Fields, type: "image" | "document"): PlainPart | undefined {
  const { source: stated } = block;
  const source = fieldsOf(stated);
  const found = mediaSource(source);
  if (found === undefined) return undefined;
  const { extra, ...part } = shared(block, MEDIA_FIELDS);
  const rest = extraOf(source, SOURCE_FIELDS);
  const { media_type } = source;
  return {
    type,
    ref: found.ref,
    mediaType: textOf(media_type) ?? found.mediaType,
    ...part,
    extra: Object.keys(rest).length > 0 ? { ...extra, source: rest } : extra,
  };
}

function mediaSource({ type, url, file_id, data }: Fields): MediaSource | undefined {
  if (type === "url" && typeof url === "string") return urlSource(url);
  if (type === "file" && typeof file_id === "string") return { ref: fileRef(file_id) };
  if (typeof data !== "string") return undefined;
  if (type === "base64") return { ref: base64Ref(data) };
  return type === "text" ? { ref: bytesRef(Buffer.from(data, "utf8")) } : undefined;
}

function uploadPart(block: Fields): PlainPart | undefined {
  const { file_id } = block;
  return typeof file_id === "string"
    ? { type: "document", ref: fileRef(file_id), ...shared(block, UPLOAD_FIELDS) }
    : undefined;
}

function callPart(
  block: Fields,
  { byProvider }: { readonly byProvider: boolean },
): PlainPart | undefined {
  const { id, name, input = {} } = block;
  if (typeof id !== "string" || typeof name !== "string") return undefined;
  const part = shared(block, byProvider ? SERVER_CALL_FIELDS : CALL_FIELDS);
  return { type: "tool_call", id, name, input, byProvider, ...part };
}

function thinkingPart(block: Fields): PlainPart | undefined {
  const { thinking, signature = "" } = block;
  if (typeof thinking !== "string" || typeof signature !== "string") return undefined;
  return {
    type: "reasoning",
    text: thinking,
    seal: signature === "" ? undefined : signature,
    ...shared(block, THINKING_FIELDS),
  };
}

function redactedPart(block: Fields): PlainPart | undefined {
  const { data } = block;
  return typeof data === "string"
    ? { type: "reasoning", text: "", seal: data, ...shared(block, REDACTED_FIELDS) }
    : undefined;
}

import type { JsonValue } from "@tokenpak/core";
import type { PlainPart } from "../../canonical/content-part.ts";
import { extraOf, type Fields, fieldsAt, fieldsOf, textAt } from "../wire/fields.ts";
import { fileSource } from "../wire/file-source.ts";
import { mediaPart } from "../wire/media-part.ts";
import { base64Ref, type MediaSource, urlSource } from "../wire/media-ref.ts";
import { OPENAI_CACHE_FIELDS, openaiCacheMarker } from "../wire/openai-cache-marker.ts";
import { otherPart, textParts } from "../wire/plain-parts.ts";

/** The parts of an item's `content` or `output`: text, or a list of parts. What is not known is kept whole. */
export function responsesContent(content: JsonValue | undefined): PlainPart[] {
  if (typeof content === "string") return textParts(content);
  if (Array.isArray(content)) return content.map(responsesPart);
  return content === undefined || content === null ? [] : [otherPart(content)];
}

type Reader = (part: Fields) => PlainPart | undefined;

function responsesPart(part: JsonValue): PlainPart {
  const fields = fieldsOf(part);
  return READERS.get(textAt(fields, "type") ?? "")?.(fields) ?? otherPart(part);
}

const text: Reader = (part) => {
  const said = textAt(part, "text");
  return said === undefined ? undefined : { type: "text", text: said, ...sharedOf(part, "text") };
};

/** A refusal is text of its own kind; `extra.type` tells it from an answer. */
const refusal: Reader = (part) => {
  const said = textAt(part, "refusal");
  return said === undefined ? undefined : { type: "text", text: said, extra: { type: "refusal" } };
};

const image: Reader = (part) => {
  const url = textAt(part, "image_url");
  const source = url === undefined ? fileSource(part) : urlSource(url);
  return source && mediaOf(part, source, "image");
};

const file: Reader = (part) => {
  const source = fileSource(part);
  return source && mediaOf(part, source, "document");
};

const audio: Reader = (part) => {
  const inner = fieldsAt(part, "input_audio");
  const data = textAt(inner, "data");
  if (data === undefined) return undefined;
  const format = textAt(inner, "format");
  const mediaType = format === undefined ? undefined : `audio/${format}`;
  return mediaOf(part, { ref: base64Ref(data), mediaType }, "audio");
};

const READERS: ReadonlyMap<string, Reader> = new Map([
  ["input_text", text],
  ["output_text", text],
  ["text", text],
  ["summary_text", text],
  ["reasoning_text", text],
  ["refusal", refusal],
  ["input_image", image],
  ["computer_screenshot", image],
  ["input_file", file],
  ["input_audio", audio],
]);

function mediaOf(part: Fields, source: MediaSource, type: "image" | "document" | "audio") {
  const { cache, extra } = sharedOf(part, ...MEDIA_FIELDS);
  return mediaPart(source, { type, cache, extra });
}

const MEDIA_FIELDS = ["image_url", "file_id", "file_data", "file_url", "input_audio"];

function sharedOf(part: Fields, ...known: readonly string[]) {
  return {
    cache: openaiCacheMarker(part),
    extra: extraOf(part, new Set(["type", ...OPENAI_CACHE_FIELDS, ...known])),
  };
}

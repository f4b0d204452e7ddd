import type { JsonValue } from "@tokenpak/core";
import type { PlainPart } from "../../canonical/content-part.ts";
import {
  extraOf,
  type Fields,
  fieldsAt,
  fieldsOf,
  itemsAt,
  textAt,
  textOf,
} from "../wire/fields.ts";
import { fileSource } from "../wire/file-source.ts";
import { mediaPart } from "../wire/media-part.ts";
import { base64Ref, urlSource } from "../wire/media-ref.ts";
import { OPENAI_CACHE_FIELDS, openaiCacheMarker } from "../wire/openai-cache-marker.ts";
import { otherPart, textParts } from "../wire/plain-parts.ts";

/** The parts of a message's `content`: text, or a list of parts; none for `null`. What is not known is kept whole. */
export function chatContent(content: JsonValue | undefined): PlainPart[] {
  if (typeof content === "string") return textParts(content);
  if (Array.isArray(content)) return content.map(chatPart);
  return content === undefined || content === null ? [] : [otherPart(content)];
}

type Reader = (part: Fields) => PlainPart | undefined;

function chatPart(part: JsonValue): PlainPart {
  const fields = fieldsOf(part);
  const { type } = fields;
  return READERS.get(textOf(type) ?? "")?.(fields) ?? otherPart(part);
}

const text: Reader = (part) => {
  const said = textAt(part, "text");
  if (said === undefined) return undefined;
  return { type: "text", text: said, ...sharedOf(part, "text") };
};

/** A refusal is text of its own kind; `extra.type` tells it from an answer. */
const refusal: Reader = (part) => {
  const said = textAt(part, "refusal");
  return said === undefined ? undefined : { type: "text", text: said, extra: { type: "refusal" } };
};

const urlReader =
  (field: "image_url" | "video_url", type: "image" | "video"): Reader =>
  (part) => {
    const inner = fieldsOf(part[field]);
    const url = textOf(part[field]) ?? textAt(inner, "url");
    if (url === undefined) return undefined;
    const { cache, extra } = sharedOf(part, field);
    return mediaPart(urlSource(url), {
      type,
      cache,
      extra: { ...extraOf(inner, new Set(["url"])), ...extra },
    });
  };

const audio: Reader = (part) => {
  const inner = fieldsAt(part, "input_audio");
  const data = textAt(inner, "data");
  if (data === undefined) return undefined;
  const format = textAt(inner, "format");
  return mediaPart(
    { ref: base64Ref(data), mediaType: format === undefined ? undefined : `audio/${format}` },
    { type: "audio", ...sharedOf(part, "input_audio") },
  );
};

const file: Reader = (part) => {
  const inner = fieldsAt(part, "file");
  const source = fileSource(inner);
  if (source === undefined) return undefined;
  const { cache, extra } = sharedOf(part, "file");
  const known = new Set(["file_id", "file_data", "file_url"]);
  return mediaPart(source, {
    type: "document",
    cache,
    extra: { ...extraOf(inner, known), ...extra },
  });
};

/** Mistral's reasoning, which stands among the parts. */
const thinking: Reader = (part) => {
  const said = itemsAt(part, "thinking").map((item) => textAt(fieldsOf(item), "text") ?? "");
  return { type: "reasoning", text: said.join(""), ...sharedOf(part, "thinking") };
};

const READERS: ReadonlyMap<string, Reader> = new Map([
  ["text", text],
  ["refusal", refusal],
  ["image_url", urlReader("image_url", "image")],
  ["video_url", urlReader("video_url", "video")],
  ["input_audio", audio],
  ["file", file],
  ["thinking", thinking],
]);

function sharedOf(part: Fields, ...known: readonly string[]) {
  return {
    cache: openaiCacheMarker(part),
    extra: extraOf(part, new Set(["type", ...OPENAI_CACHE_FIELDS, ...known])),
  };
}

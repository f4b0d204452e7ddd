import type { JsonValue } from "@tokenpak/core";
import type { CacheMarker, PlainPart } from "../../canonical/content-part.ts";
import type { MediaSource } from "./media-ref.ts";

/** What is known of a medium beside where it is. */
export interface MediaAbout {
  readonly type: "image" | "audio" | "video" | "document";
  /** MIME type; that of the source where this is not given. */
  readonly mediaType?: string | undefined;
  readonly cache?: CacheMarker | undefined;
  readonly extra?: Record<string, JsonValue> | undefined;
}

/** The part of a message that is a medium. */
export function mediaPart(source: MediaSource, about: MediaAbout): PlainPart {
  return {
    type: about.type,
    ref: source.ref,
    mediaType: about.mediaType ?? source.mediaType,
    cache: about.cache,
    extra: about.extra ?? {},
  };
}

/** What a MIME type is of: everything that is no image, sound or video is a document. */
export function mediaKind(mediaType: string | undefined): MediaAbout["type"] {
  const kind = mediaType?.slice(0, mediaType.indexOf("/")).toLowerCase();
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "document";
}

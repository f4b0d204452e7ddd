import type { CacheMarker } from "../../canonical/content-part.ts";
import { extraOf, type Fields, fieldsOf, textOf } from "./fields.ts";

/**
 * The place to cache up to that a content part, message item or tool of OpenAI's formats marks: `prompt_cache_breakpoint` (GPT-5.6 and
 * newer), or `cache_control`, which gateways take for models of Anthropic.
 */
export function openaiCacheMarker(part: Fields): CacheMarker | undefined {
  const { prompt_cache_breakpoint: breakpoint, cache_control: control } = part;
  const marker = breakpoint ?? control ?? false;
  if (marker === false) return undefined;
  const fields = fieldsOf(marker);
  const { ttl } = fields;
  return { ttl: textOf(ttl), extra: extraOf(fields, TTL) };
}

/** Names of the fields that {@link openaiCacheMarker} reads. */
export const OPENAI_CACHE_FIELDS = ["prompt_cache_breakpoint", "cache_control"] as const;

const TTL: ReadonlySet<string> = new Set(["ttl"]);

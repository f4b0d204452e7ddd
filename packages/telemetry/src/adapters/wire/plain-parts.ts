import type { JsonValue } from "@tokenpak/core";
import type { PlainPart } from "../../canonical/content-part.ts";

/** A part that is text; none for an empty one, which says nothing. */
export function textParts(text: string, extra: Record<string, JsonValue> = {}): PlainPart[] {
  return text === "" ? [] : [{ type: "text", text, extra }];
}

/** A part of a kind that is not known, whole. */
export function otherPart(raw: JsonValue): PlainPart {
  return { type: "other", raw };
}

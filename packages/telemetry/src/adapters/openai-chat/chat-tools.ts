import type { JsonValue } from "@tokenpak/core";
import type { CanonicalTool } from "../../canonical/canonical-request.ts";
import { extraOf, type Fields, fieldAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { OPENAI_CACHE_FIELDS, openaiCacheMarker } from "../wire/openai-cache-marker.ts";

/** What a request offers in `tools` and, in the legacy form, in `functions`. */
export function chatTools(request: Fields): CanonicalTool[] {
  return [
    ...itemsAt(request, "tools").map(chatTool),
    ...itemsAt(request, "functions").map((value) => describedTool(fieldsOf(value), {})),
  ];
}

/** `function` and `custom` are the client's; every other type is a tool that the server runs itself. */
function chatTool(value: JsonValue): CanonicalTool {
  const tool = fieldsOf(value);
  const type = textAt(tool, "type") ?? "";
  const described = fieldAt(tool, "function") ?? fieldAt(tool, "custom");
  if (described !== undefined) {
    const extra = extraOf(tool, type === "custom" ? CUSTOM_FIELDS : FUNCTION_FIELDS);
    return { ...describedTool(fieldsOf(described), extra), cached: isMarked(tool) };
  }
  return {
    name: textAt(tool, "name") ?? type,
    byProvider: true,
    cached: isMarked(tool),
    extra: extraOf(tool, PROVIDER_FIELDS),
  };
}

function describedTool(described: Fields, extra: Record<string, JsonValue>): CanonicalTool {
  return {
    name: textAt(described, "name") ?? "",
    description: textAt(described, "description"),
    inputSchema: fieldAt(described, "parameters"),
    byProvider: false,
    cached: isMarked(described),
    extra: { ...extraOf(described, DESCRIBED_FIELDS), ...extra },
  };
}

function isMarked(tool: Fields): boolean {
  return openaiCacheMarker(tool) !== undefined;
}

const DESCRIBED_FIELDS = new Set(["name", "description", "parameters", ...OPENAI_CACHE_FIELDS]);
const FUNCTION_FIELDS = new Set(["type", "function", ...OPENAI_CACHE_FIELDS]);
/** Its type stays in `extra`: it tells that the input is text. */
const CUSTOM_FIELDS = new Set(["custom", ...OPENAI_CACHE_FIELDS]);
const PROVIDER_FIELDS = new Set(["name", ...OPENAI_CACHE_FIELDS]);

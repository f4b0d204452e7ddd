import type { JsonValue } from "@tokenpak/core";
import type { CanonicalTool } from "../../canonical/canonical-request.ts";
import {
  extraOf,
  type Fields,
  fieldAt,
  fieldsAt,
  fieldsOf,
  itemsAt,
  textAt,
} from "../wire/fields.ts";
import { OPENAI_CACHE_FIELDS, openaiCacheMarker } from "../wire/openai-cache-marker.ts";

/** What a request offers: in `tools`, and in items of `input` that add tools later (Codex sends all of its tools so). */
export function responsesTools(request: Fields): CanonicalTool[] {
  const added = itemsAt(request, "input")
    .map(fieldsOf)
    .filter((item) => textAt(item, "type") === "additional_tools");
  return [request, ...added].flatMap((holder) => itemsAt(holder, "tools").map(responsesTool));
}

/** A tool without a name of its own is called as its type is. */
function responsesTool(value: JsonValue): CanonicalTool {
  const tool = fieldsOf(value);
  const type = textAt(tool, "type") ?? "";
  return {
    name: textAt(tool, "name") ?? type,
    description: textAt(tool, "description"),
    inputSchema: fieldAt(tool, "parameters"),
    byProvider: isByProvider(tool, type),
    cached: openaiCacheMarker(tool) !== undefined,
    extra: extraOf(tool, type === "function" ? FUNCTION_FIELDS : TOOL_FIELDS),
  };
}

/** The client runs functions, free-form tools, patches, a shell or a computer of its own. */
function isByProvider(tool: Fields, type: string): boolean {
  if (type === "shell")
    return (textAt(fieldsAt(tool, "environment"), "type") ?? "local") !== "local";
  if (type === "tool_search") return textAt(tool, "execution") !== "client";
  return !OF_CLIENT.has(type);
}

const OF_CLIENT: ReadonlySet<string> = new Set([
  "",
  "function",
  "custom",
  "namespace",
  "local_shell",
  "apply_patch",
  "computer",
  "computer_use_preview",
]);

const TOOL_FIELDS: ReadonlySet<string> = new Set([
  "name",
  "description",
  "parameters",
  ...OPENAI_CACHE_FIELDS,
]);
const FUNCTION_FIELDS: ReadonlySet<string> = new Set(["type", ...TOOL_FIELDS]);

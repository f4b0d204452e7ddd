import type { JsonValue } from "@tokenpak/core";
import type {
  CanonicalMessage,
  CanonicalRequest,
  CanonicalTool,
} from "../../canonical/canonical-request.ts";
import type { WireHints } from "../provider-adapter.ts";
import {
  extraOf,
  type Fields,
  fieldAt,
  fieldsAt,
  fieldsOf,
  itemsAt,
  numberAt,
  textAt,
} from "../wire/fields.ts";
import { cacheMarker, converseContent } from "./converse-content.ts";
import { converseTarget } from "./converse-target.ts";

/** A request to Converse. The model and whether the answer is a stream stand in the path. */
export function converseRequest(raw: unknown, hints?: WireHints): CanonicalRequest {
  const body = fieldsOf(raw);
  const target = converseTarget(hints);
  const config = fieldsAt(body, "inferenceConfig");
  const toolConfig = fieldsAt(body, "toolConfig");
  return {
    provider: "aws",
    model: target?.model ?? textAt(body, "modelId") ?? "",
    system: converseContent(itemsAt(body, "system")),
    messages: itemsAt(body, "messages").map(converseMessage),
    tools: converseTools(itemsAt(toolConfig, "tools")),
    params: {
      maxOutputTokens: numberAt(config, "maxTokens"),
      temperature: numberAt(config, "temperature"),
      topP: numberAt(config, "topP"),
      stop: stopsOf(config),
      toolChoice: fieldAt(toolConfig, "toolChoice"),
      outputFormat: fieldAt(body, "outputConfig"),
    },
    stream: target?.stream ?? false,
    extra: extraOf(body, REQUEST_FIELDS),
    raw,
  };
}

/** A message of nothing but results is the tools'. */
function converseMessage(value: JsonValue): CanonicalMessage {
  const message = fieldsOf(value);
  const content = converseContent(itemsAt(message, "content"));
  const role = textAt(message, "role");
  const isResult = content.length > 0 && content.every((part) => part.type === "tool_result");
  return {
    role: isResult ? "tool" : role === "assistant" ? "assistant" : "user",
    content,
    extra: extraOf(message, role === "assistant" || role === "user" ? MESSAGE_FIELDS : CONTENT),
  };
}

const MESSAGE_FIELDS: ReadonlySet<string> = new Set(["role", "content"]);
const CONTENT: ReadonlySet<string> = new Set(["content"]);

/** A cache point among the tools marks the tool before it. */
function converseTools(entries: readonly JsonValue[]): CanonicalTool[] {
  const tools: CanonicalTool[] = [];
  for (const entry of entries.map(fieldsOf)) {
    const last = tools.at(-1);
    if (cacheMarker(entry) === undefined) tools.push(converseTool(entry));
    else if (last !== undefined) tools[tools.length - 1] = { ...last, cached: true };
  }
  return tools;
}

function converseTool(entry: Fields): CanonicalTool {
  const spec = fieldsAt(entry, "toolSpec");
  const system = fieldsAt(entry, "systemTool");
  return {
    name: textAt(spec, "name") ?? textAt(system, "name") ?? "",
    description: textAt(spec, "description"),
    inputSchema: fieldAt(fieldsAt(spec, "inputSchema"), "json"),
    byProvider: "systemTool" in entry,
    cached: false,
    extra: {
      ...extraOf(entry, ENTRY_FIELDS),
      ...extraOf(spec, SPEC_FIELDS),
      ...extraOf(system, NAME),
    },
  };
}

function stopsOf(config: Fields): string[] | undefined {
  if (!Array.isArray(fieldAt(config, "stopSequences"))) return undefined;
  return itemsAt(config, "stopSequences").filter((item) => typeof item === "string");
}

const ENTRY_FIELDS: ReadonlySet<string> = new Set(["toolSpec", "systemTool"]);
const SPEC_FIELDS: ReadonlySet<string> = new Set(["name", "description", "inputSchema"]);
const NAME: ReadonlySet<string> = new Set(["name"]);
const REQUEST_FIELDS: ReadonlySet<string> = new Set([
  "modelId",
  "system",
  "messages",
  "toolConfig",
  "inferenceConfig",
  "outputConfig",
]);

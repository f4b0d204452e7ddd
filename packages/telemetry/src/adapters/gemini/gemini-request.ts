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
import { geminiParts } from "./gemini-parts.ts";
import { geminiTarget } from "./gemini-target.ts";
import { protoFields, protoFieldsAt } from "./proto-fields.ts";

/**
 * A request to generate content. The model and whether the answer is a stream stand in the path. Code Assist (Gemini CLI's server) has
 * the request in a field, with the model beside it.
 */
export function geminiRequest(raw: unknown, hints?: WireHints): CanonicalRequest {
  const outer = fieldsOf(raw);
  const isWrapped = "request" in outer && !("contents" in outer);
  const body = isWrapped ? protoFieldsAt(outer, "request") : protoFields(raw);
  const target = geminiTarget(hints);
  const config = protoFieldsAt(body, "generationConfig");
  return {
    provider: "google",
    model: target?.model || modelOf(isWrapped ? outer : body),
    system: geminiParts(fieldsAt(body, "systemInstruction")),
    messages: contentsOf(body).map(geminiMessage),
    tools: itemsAt(body, "tools").flatMap(geminiTools),
    params: paramsOf(body, config),
    stream: target?.stream ?? false,
    extra: {
      ...(isWrapped ? extraOf(outer, WRAPPER_FIELDS) : {}),
      ...extraOf(body, REQUEST_FIELDS),
      ...configRest(config),
    },
    raw,
  };
}

function modelOf(fields: Fields): string {
  return (textAt(fields, "model") ?? "").replace(/^(?:.*\/)?models\//, "");
}

/** One content may stand without a list around it. */
function contentsOf(body: Fields): readonly JsonValue[] {
  const contents = fieldAt(body, "contents");
  if (Array.isArray(contents)) return contents;
  return contents === undefined || contents === null ? [] : [contents];
}

function geminiMessage(value: JsonValue): CanonicalMessage {
  if (typeof value === "string") {
    return { role: "user", content: [{ type: "text", text: value, extra: {} }], extra: {} };
  }
  const content = fieldsOf(value);
  const parts = geminiParts(content);
  const named = textAt(content, "role") ?? "user";
  const isResult = parts.length > 0 && parts.every(isClientResult);
  const role = isResult ? "tool" : ROLES.get(named);
  return {
    role: role ?? "user",
    content: parts,
    extra: extraOf(content, role === undefined ? new Set(["parts"]) : CONTENT_FIELDS),
  };
}

function isClientResult(part: CanonicalMessage["content"][number]): boolean {
  return part.type === "tool_result" && !part.byProvider;
}

const ROLES: ReadonlyMap<string, CanonicalMessage["role"]> = new Map([
  ["user", "user"],
  ["model", "assistant"],
  ["function", "tool"],
  ["tool", "tool"],
  ["system", "system"],
]);

const CONTENT_FIELDS: ReadonlySet<string> = new Set(["role", "parts"]);

/** One entry declares functions of the client's, or switches on tools of Google's, each by a field of its name. */
function geminiTools(value: JsonValue): CanonicalTool[] {
  const entry = protoFields(value);
  const declared = itemsAt(entry, "functionDeclarations").map(declaredTool);
  const switched = Object.entries(extraOf(entry, DECLARATIONS)).map(([name, options]) => ({
    name,
    byProvider: true,
    cached: false,
    extra: { ...fieldsOf(options) },
  }));
  return [...declared, ...switched];
}

const DECLARATIONS: ReadonlySet<string> = new Set(["functionDeclarations"]);

function declaredTool(value: JsonValue): CanonicalTool {
  const tool = protoFields(value);
  return {
    name: textAt(tool, "name") ?? "",
    description: textAt(tool, "description"),
    inputSchema: fieldAt(tool, "parametersJsonSchema") ?? fieldAt(tool, "parameters"),
    byProvider: false,
    cached: false,
    extra: extraOf(tool, TOOL_FIELDS),
  };
}

function paramsOf(body: Fields, config: Fields): CanonicalRequest["params"] {
  const format = Object.entries(config).filter(([name]) => FORMAT_FIELDS.has(name));
  return {
    maxOutputTokens: numberAt(config, "maxOutputTokens"),
    temperature: numberAt(config, "temperature"),
    topP: numberAt(config, "topP"),
    topK: numberAt(config, "topK"),
    stop: stopsOf(config),
    toolChoice: fieldAt(body, "toolConfig"),
    reasoning: fieldAt(config, "thinkingConfig"),
    outputFormat: format.length === 0 ? undefined : Object.fromEntries(format),
  };
}

function stopsOf(config: Fields): string[] | undefined {
  if (!Array.isArray(fieldAt(config, "stopSequences"))) return undefined;
  return itemsAt(config, "stopSequences").filter((item) => typeof item === "string");
}

function configRest(config: Fields): Record<string, JsonValue> {
  const rest = extraOf(config, CONFIG_FIELDS);
  return Object.keys(rest).length === 0 ? {} : { generationConfig: rest };
}

const TOOL_FIELDS = new Set(["name", "description", "parameters", "parametersJsonSchema"]);
const WRAPPER_FIELDS = new Set(["request", "model"]);
const REQUEST_FIELDS = new Set([
  "model",
  "contents",
  "systemInstruction",
  "tools",
  "toolConfig",
  "generationConfig",
]);
const FORMAT_FIELDS = new Set(["responseMimeType", "responseSchema", "responseJsonSchema"]);
const CONFIG_FIELDS = new Set([
  "maxOutputTokens",
  "temperature",
  "topP",
  "topK",
  "stopSequences",
  "thinkingConfig",
  ...FORMAT_FIELDS,
]);

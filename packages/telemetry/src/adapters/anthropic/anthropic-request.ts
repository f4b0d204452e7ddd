import type { JsonValue } from "@tokenpak/core";
import type {
  CanonicalMessage,
  CanonicalRequest,
  CanonicalTool,
} from "../../canonical/canonical-request.ts";
import type { WireHints } from "../provider-adapter.ts";
import { extraOf, type Fields, fieldsOf, itemsOf, numberOf, textOf } from "../wire/fields.ts";
import { pathOf } from "../wire/request-target.ts";
import { anthropicCacheMarker, anthropicContent } from "./anthropic-content.ts";
import { readAnthropicPath } from "./anthropic-path.ts";

/** Reads the body of a request; model and stream from the path too, where a cloud has them there. */
export function readAnthropicRequest(raw: unknown, hints: WireHints = {}): CanonicalRequest {
  const fields = fieldsOf(raw);
  const { model, system, messages, tools, stream, cache_control } = fields;
  const path = readAnthropicPath(pathOf(hints));
  const cache = anthropicCacheMarker(cache_control);
  const { params, taken } = readParams(fields);
  const known = new Set([
    "system",
    ...(typeof model === "string" ? ["model"] : []),
    ...(Array.isArray(messages) ? ["messages"] : []),
    ...(Array.isArray(tools) ? ["tools"] : []),
    ...(typeof stream === "boolean" ? ["stream"] : []),
    ...(cache === undefined ? [] : ["cache_control"]),
    ...taken,
  ]);
  return {
    provider: path.provider,
    model: textOf(model) ?? path.model ?? "",
    system: anthropicContent(system),
    messages: itemsOf(messages).map(readMessage),
    tools: itemsOf(tools).map(readTool),
    params,
    stream: stream === true || path.stream,
    cache,
    extra: extraOf(fields, known),
    raw,
  };
}

const ROLES: readonly CanonicalMessage["role"][] = [
  "system",
  "developer",
  "user",
  "assistant",
  "tool",
];

const MESSAGE_FIELDS = new Set(["role", "content"]);
const MESSAGE_FIELDS_WITHOUT_ROLE = new Set(["content"]);

/** A message of an unknown role counts as the user's; `extra.role` says what it was. What is no object is its content. */
function readMessage(raw: JsonValue): CanonicalMessage {
  const fields = fieldsOf(raw);
  if (fields !== raw) return { role: "user", content: [{ type: "other", raw }], extra: {} };
  const { role: stated, content } = fields;
  const role = ROLES.find((known) => known === stated);
  return {
    role: role ?? "user",
    content: anthropicContent(content),
    extra: extraOf(fields, role === undefined ? MESSAGE_FIELDS_WITHOUT_ROLE : MESSAGE_FIELDS),
  };
}

/** Begin the types of tools that Anthropic runs; bash, editor, memory and computer tools are run by the client. */
const RUN_BY_PROVIDER = [
  "web_search_",
  "web_fetch_",
  "code_execution_",
  "tool_search_",
  "advisor_",
];

function readTool(raw: JsonValue): CanonicalTool {
  const fields = fieldsOf(raw);
  if (fields !== raw) return { name: "", byProvider: false, cached: false, extra: { raw } };
  const { name, type, description, input_schema, cache_control } = fields;
  const kind = textOf(type) ?? "custom";
  const known = new Set([
    "input_schema",
    ...(typeof name === "string" ? ["name"] : []),
    ...(type === "custom" ? ["type"] : []),
    ...(typeof description === "string" ? ["description"] : []),
  ]);
  return {
    name: textOf(name) ?? (kind === "custom" ? "" : kind),
    description: textOf(description),
    inputSchema: input_schema,
    byProvider:
      kind === "mcp_toolset" || RUN_BY_PROVIDER.some((beginning) => kind.startsWith(beginning)),
    cached: anthropicCacheMarker(cache_control) !== undefined,
    extra: extraOf(fields, known),
  };
}

interface Params {
  readonly params: CanonicalRequest["params"];
  /** The fields that they were read from. */
  readonly taken: readonly string[];
}

const NUMBERS = ["max_tokens", "temperature", "top_p", "top_k"];

function readParams(fields: Fields): Params {
  const { max_tokens, temperature, top_p, top_k, stop_sequences } = fields;
  const { tool_choice, thinking, output_config, output_format } = fields;
  const stop = textsOf(stop_sequences);
  return {
    params: {
      maxOutputTokens: numberOf(max_tokens),
      temperature: numberOf(temperature),
      topP: numberOf(top_p),
      topK: numberOf(top_k),
      stop,
      toolChoice: tool_choice,
      reasoning: thinking,
      outputFormat: output_config ?? output_format,
    },
    taken: [
      ...NUMBERS.filter((name) => numberOf(fields[name]) !== undefined),
      ...(stop === undefined ? [] : ["stop_sequences"]),
      "tool_choice",
      "thinking",
      output_config === undefined ? "output_format" : "output_config",
    ],
  };
}

/** A list of nothing but texts. */
function textsOf(value: JsonValue | undefined): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = itemsOf(value).filter((item) => typeof item === "string");
  return texts.length === value.length ? texts : undefined;
}

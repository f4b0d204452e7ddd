import type { CanonicalRequest } from "../../canonical/canonical-request.ts";
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
import { responsesContent } from "./responses-content.ts";
import { responsesMessage, textMessage } from "./responses-item.ts";
import { responsesTools } from "./responses-tools.ts";

/**
 * A request to the Responses API, also as a frame `response.create` of a WebSocket. With `previous_response_id` or `conversation` (in
 * `extra`) the provider sees more than stands in it.
 */
export function responsesRequest(raw: unknown, provider: string): CanonicalRequest {
  const body = requestBody(fieldsOf(raw));
  const input = fieldAt(body, "input");
  return {
    provider,
    model: textAt(body, "model") ?? "",
    system: responsesContent(fieldAt(body, "instructions")),
    messages:
      typeof input === "string"
        ? [textMessage(input)]
        : itemsAt(body, "input").map(responsesMessage),
    tools: responsesTools(body),
    params: {
      maxOutputTokens: numberAt(body, "max_output_tokens"),
      temperature: numberAt(body, "temperature"),
      topP: numberAt(body, "top_p"),
      toolChoice: fieldAt(body, "tool_choice"),
      reasoning: fieldAt(body, "reasoning"),
      outputFormat: fieldAt(body, "text"),
    },
    stream: fieldAt(body, "stream") === true || isFrame(fieldsOf(raw)),
    extra: extraOf(body, REQUEST_FIELDS),
    raw,
  };
}

/** A frame of a WebSocket has the request's fields beside its type, or in `response`. */
function requestBody(fields: Fields): Fields {
  return isFrame(fields) && "response" in fields ? fieldsAt(fields, "response") : fields;
}

/** What comes over a WebSocket is answered by events. */
function isFrame(fields: Fields): boolean {
  return textAt(fields, "type") === "response.create";
}

const REQUEST_FIELDS: ReadonlySet<string> = new Set([
  "type",
  "model",
  "input",
  "instructions",
  "tools",
  "max_output_tokens",
  "temperature",
  "top_p",
  "tool_choice",
  "reasoning",
  "text",
  "stream",
]);

import type { ResponseError } from "../../canonical/canonical-response.ts";
import { errorOf } from "./error-of.ts";
import { type Fields, fieldAt, textAt } from "./fields.ts";

/**
 * What an error body in one of OpenAI's formats says: in `error`; of vLLM and Mistral beside `object: "error"`; of servers built with
 * FastAPI and of ChatGPT's, in `detail`. `undefined` for an answer.
 */
export function openaiBodyError(body: Fields): ResponseError | undefined {
  const stated = errorOf(fieldAt(body, "error"));
  if (stated !== undefined) return stated;
  return fieldAt(body, "object") === "error" ? errorOf(body) : errorOf(textAt(body, "detail"));
}

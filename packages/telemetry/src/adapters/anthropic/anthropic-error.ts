import type { ResponseError } from "../../canonical/canonical-response.ts";
import { fieldsOf, textOf } from "../wire/fields.ts";

/** Reads the `error` of an error body or of an error event; `undefined` where there is none. */
export function readAnthropicError(error: unknown): ResponseError | undefined {
  if (error === undefined || error === null) return undefined;
  if (typeof error === "string") return { message: error };
  const { type, message } = fieldsOf(error);
  return { type: textOf(type), message: textOf(message) ?? "" };
}

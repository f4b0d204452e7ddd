import type { ResponseError } from "../../canonical/canonical-response.ts";
import { type Fields, fieldsOf, textAt } from "../wire/fields.ts";

/**
 * What AWS says went wrong: `message` (of some services `Message`), with the kind in `__type` after a `#`, where it is not in a header.
 * An answer has neither field; `undefined` for it.
 */
export function converseError(value: unknown): ResponseError | undefined {
  const fields = fieldsOf(value);
  const message = textAt(fields, "message") ?? textAt(fields, "Message");
  const type = textAt(fields, "__type");
  if (message === undefined && type === undefined) return undefined;
  return { type: type?.slice(type.lastIndexOf("#") + 1), message: message ?? "" };
}

/** The error that an event of a stream is, by the name of its field; `undefined` for every other event. */
export function eventError(event: Fields): ResponseError | undefined {
  const entry = Object.entries(event).find(([name]) => name.endsWith("Exception"));
  if (entry === undefined) return undefined;
  const [type, value] = entry;
  return { type, message: converseError(value)?.message ?? "" };
}

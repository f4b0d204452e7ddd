import type { ResponseError } from "../../canonical/canonical-response.ts";
import { fieldsOf, textOf } from "./fields.ts";

/**
 * What an `error` field says: an object with `message` and `type` or `status` and `code`, or mere text. `undefined` where it says
 * nothing (absent, `null`, empty).
 */
export function errorOf(value: unknown): ResponseError | undefined {
  if (typeof value === "string") return { message: value };
  const fields = fieldsOf(value);
  const { type, status, code, message } = fields;
  if (Object.keys(fields).length === 0) return undefined;
  const error: { type?: string; code?: string; message: string } = {
    message: textOf(message) ?? "",
  };
  const kind = textOf(type) ?? textOf(status);
  if (kind !== undefined) error.type = kind;
  if (typeof code === "string" || typeof code === "number") error.code = String(code);
  return error;
}

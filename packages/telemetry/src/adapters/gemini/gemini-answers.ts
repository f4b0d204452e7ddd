import { type Fields, fieldsAt, fieldsOf } from "../wire/fields.ts";

/**
 * The answers in a body: itself, or, of a stream that was asked for without `alt=sse`, every item of its array. Each as it is, or, from
 * Code Assist, what its `response` holds.
 */
export function geminiAnswers(raw: unknown): readonly Fields[] {
  return (Array.isArray(raw) ? raw : [raw]).map((value) => {
    const fields = fieldsOf(value);
    const isWrapped = "response" in fields && !("candidates" in fields);
    return isWrapped ? fieldsAt(fields, "response") : fields;
  });
}

import type { JsonValue } from "@tokenpak/core";

/** The fields of a JSON object, by their names. */
export type Fields = Readonly<Record<string, JsonValue>>;

const NO_FIELDS: Fields = Object.freeze({});

/** The fields of `value` where it is an object, itself and not a copy; none where it is anything else, an array too. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : NO_FIELDS;
}

/** What `value` lists where it is an array; nothing where it is anything else. */
export function itemsOf(value: unknown): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** `value` where it is text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** `value` where it is a number that JSON can write. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** What the field `name` says. */
export function fieldAt(fields: Fields, name: string): JsonValue | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The field `name` where it is an object, as {@link fieldsOf}. */
export function fieldsAt(fields: Fields, name: string): Fields {
  return fieldsOf(fieldAt(fields, name));
}

/** The field `name` where it is an array, as {@link itemsOf}. */
export function itemsAt(fields: Fields, name: string): readonly JsonValue[] {
  return itemsOf(fieldAt(fields, name));
}

/** The field `name` where it is text. */
export function textAt(fields: Fields, name: string): string | undefined {
  return textOf(fieldAt(fields, name));
}

/** The field `name` where it is a number that JSON can write. */
export function numberAt(fields: Fields, name: string): number | undefined {
  return numberOf(fieldAt(fields, name));
}

/** Every field whose name is not `known`, for `extra`: nothing that was said is dropped. Their values are shared, not copied. */
export function extraOf(fields: Fields, known: ReadonlySet<string>): Record<string, JsonValue> {
  // From entries, since to assign a field named `__proto__` would set the prototype instead.
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== undefined && !known.has(name)),
  );
}

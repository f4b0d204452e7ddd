import { type Fields, fieldAt, fieldsOf } from "../wire/fields.ts";

/**
 * The fields of an object of Google's, which may be written in camel or in snake case (`inlineData`, `inline_data`): under their names in
 * camel case. Only of this object, not of what is in it. A name that stands there in both ways keeps what camel case says.
 */
export function protoFields(value: unknown): Fields {
  const fields = fieldsOf(value);
  const names = Object.keys(fields);
  if (!names.some(isSnake)) return fields;
  return Object.fromEntries([
    ...Object.entries(fields).map(([name, inner]) => [inCamelCase(name), inner] as const),
    ...Object.entries(fields).filter(([name]) => !isSnake(name)),
  ]);
}

/** The field `name` (in camel case) where it is an object, as {@link protoFields}. */
export function protoFieldsAt(fields: Fields, name: string): Fields {
  return protoFields(fieldAt(fields, name));
}

function isSnake(name: string): boolean {
  return /[a-z0-9]_[a-z]/.test(name);
}

function inCamelCase(name: string): string {
  return isSnake(name)
    ? name.replace(
        /([a-z0-9])_([a-z])/g,
        (_, before, after: string) => before + after.toUpperCase(),
      )
    : name;
}

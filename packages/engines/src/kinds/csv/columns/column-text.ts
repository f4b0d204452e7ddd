import type { CellSeparator } from "./column.ts";
import { malformedColumns } from "./malformed-columns.ts";

const UNSAFE = /\p{Control}|\p{Surrogate}/u;
const NAME_ENDS = /[,=?"[\]{}*$^]/;
const VALUE_ENDS = /[,?"[\]{}*$^]/;

/** A column's name in a header, in JSON quotes where it holds a sign of the notation. */
export function nameText(name: string): string {
  return isPlain(name, NAME_ENDS) ? name : JSON.stringify(name);
}

/** Fixed text in a header, in JSON quotes where it holds a sign of the notation. */
export function valueText(text: string): string {
  return isPlain(text, VALUE_ENDS) && text !== "~" ? text : JSON.stringify(text);
}

function isPlain(text: string, ends: RegExp): boolean {
  if (text === "" || text.trim().length !== text.length) return false;
  return !ends.test(text) && !UNSAFE.test(text);
}

/** Fixed text inside a template, where blanks at its ends do no harm. */
export function literalText(text: string): string {
  return text === "" || VALUE_ENDS.test(text) || UNSAFE.test(text) || text.startsWith("~")
    ? JSON.stringify(text)
    : text;
}

/** Where a cell stands. */
export interface CellPlace {
  readonly separator: CellSeparator;
  /** Whether it is the first of its line, where `@` and `^` would say that it is no record. */
  readonly isFirst: boolean;
}

/** Whether a cell of a record's line must stand in JSON quotes; empty cells have a meaning of their own. */
export function needsQuotes(text: string, { separator, isFirst }: CellPlace): boolean {
  const first = text.charCodeAt(0);
  if (first === 34 || text === "~") return true;
  if (isFirst && (first === 64 || first === 94)) return true;
  if (separator === " " && text === "-") return true;
  return text.includes(separator) || UNSAFE.test(text);
}

/** Behind the JSON string that begins at `from`. Throws `NOT_REVERSIBLE` where it does not end. */
export function quotedEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34) return at + 1;
  }
  throw malformedColumns("a quoted text");
}

/** The text of a JSON string. Throws `NOT_REVERSIBLE` on anything else. */
export function unquoted(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "string") return value;
  } catch {
    throw malformedColumns("a quoted text");
  }
  throw malformedColumns("a quoted text");
}

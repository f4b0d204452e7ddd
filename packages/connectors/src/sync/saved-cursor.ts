import type { JsonValue } from "@tokenpak/core";

/** Where a later sync goes on, as the store keeps it. */
export interface SavedCursor {
  /** The connector's own. */
  readonly cursor: JsonValue;
  /** Ids of documents that failed and are to be tried again. */
  readonly retry: readonly string[];
  /** How documents were packed: with another recipe everything has to be looked at again. */
  readonly recipe: string;
}

/** The text that the store keeps. */
export function writeSavedCursor({ cursor, retry, recipe }: SavedCursor): string {
  return JSON.stringify({ cursor, retry, recipe });
}

/** What {@link writeSavedCursor} wrote; `undefined` for anything else, so that the source is read from its beginning. */
export function readSavedCursor(text: string | undefined): SavedCursor | undefined {
  if (text === undefined) return undefined;
  const saved = parsed(text);
  if (typeof saved !== "object" || saved === null) return undefined;
  const { cursor, retry, recipe } = saved as Partial<SavedCursor>;
  if (cursor === undefined || typeof recipe !== "string" || !isTexts(retry)) return undefined;
  return { cursor, retry, recipe };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

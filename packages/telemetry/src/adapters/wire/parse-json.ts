import type { JsonValue } from "@tokenpak/core";

/** What a text says where it is JSON; `undefined` where it is none. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

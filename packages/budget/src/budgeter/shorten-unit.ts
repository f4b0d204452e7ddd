import { isTokenPakError, type TokenCounter } from "@tokenpak/core";
import type { Ladder } from "../ladder.ts";
import { type BudgetUnit, isJson } from "./cut-component.ts";

/** What texts are shortened with. */
export interface Shortening {
  readonly counter: TokenCounter;
  readonly ladder: Ladder;
  readonly query?: string | undefined;
  /** Rooms of fewer tokens are not worth a shortened text. At least 1. */
  readonly leastTokens: number;
}

/** What stands in a unit's place. */
export interface KeptUnit {
  readonly text: string;
  /** Counted as those of the unit. */
  readonly tokens: number;
}

/**
 * The unit in at most `room` tokens, by the ladder: its first rendition that is not empty, fits when counted here, and is JSON where the
 * unit is. `undefined` when it has none, also when it says so by throwing `FLOOR_UNSATISFIABLE`; what else it throws is thrown.
 */
export function shortenUnit(
  { text, prefix, after, json }: BudgetUnit,
  room: number,
  { counter, ladder, query }: Shortening,
): KeptUnit | undefined {
  const maxTokens = room - (prefix === "" ? 0 : counter.count(prefix)) - counter.count(after);
  if (maxTokens < 1) return undefined;
  try {
    for (const rendition of ladder(text.slice(prefix.length), { maxTokens, query, counter })) {
      if (rendition.text.trim() === "") continue;
      const shorter = prefix + rendition.text;
      const tokens = counter.count(shorter + after);
      if (tokens <= room && shorter !== text && (!json || isJson(shorter))) {
        return { text: shorter, tokens };
      }
    }
  } catch (error) {
    if (!isTokenPakError(error, "FLOOR_UNSATISFIABLE")) throw error;
  }
  return undefined;
}

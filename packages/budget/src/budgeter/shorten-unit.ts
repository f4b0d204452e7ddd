import { isTokenPakError, type TokenCounter, TokenPakError } from "@tokenpak/core";
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
 * unit is. `undefined` when it has none, also when it says so by throwing `FLOOR_UNSATISFIABLE`; what else it throws is thrown. Throws
 * `INVALID_OPTION` when what it gives are no renditions.
 */
export function shortenUnit(
  { text, prefix, after, json }: BudgetUnit,
  room: number,
  { counter, ladder, query }: Shortening,
): KeptUnit | undefined {
  const maxTokens = room - (prefix === "" ? 0 : counter.count(prefix)) - counter.count(after);
  if (maxTokens < 1) return undefined;
  try {
    const rungs = ladder(text.slice(prefix.length), { maxTokens, query, counter });
    for (const rung of textsOf(rungs)) {
      if (rung.trim() === "") continue;
      const shorter = prefix + rung;
      const tokens = counter.count(shorter + after);
      if (tokens <= room && (!json || isJson(shorter))) {
        return { text: shorter, tokens };
      }
    }
  } catch (error) {
    if (!isTokenPakError(error, "FLOOR_UNSATISFIABLE")) throw error;
  }
  return undefined;
}

/** So many renditions of a text are looked at: a ladder may have no end. */
const MOST_RUNGS = 100;

function* textsOf(rungs: unknown): Generator<string> {
  if (typeof rungs !== "object" || rungs === null || !(Symbol.iterator in rungs)) throw noLadder();
  let looked = 0;
  for (const rung of rungs as Iterable<{ readonly text?: unknown } | null | undefined>) {
    if (typeof rung?.text !== "string") throw noLadder();
    yield rung.text;
    looked++;
    if (looked === MOST_RUNGS) return;
  }
}

function noLadder(): TokenPakError {
  return new TokenPakError(
    "INVALID_OPTION",
    "Budgeter's ladder gave no renditions: let it return a list of objects with a text, as (text, options) => new HeuristicEngine().ladder(text, options) does.",
  );
}

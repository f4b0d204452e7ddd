import type { LogEvent } from "./log-events.ts";

/** A place with at most this many values, each this often on average, is told: a status, a state, a level. */
const MAX_VALUES = 6;
const LEAST_PER_VALUE = 4;

/** Longer values are not told. */
const MAX_LENGTH = 24;

/** Lines of ours for the places of an event that have few values: `value 2: 200 941x, 404 60x, 500 3x`. */
export function fewValueNotes({ at, valuesAt }: LogEvent): readonly string[] {
  if (at.length < 2 * LEAST_PER_VALUE) return [];
  const counts: (Map<string, number> | undefined)[] = valuesAt(at[0] as number).map(
    () => new Map<string, number>(),
  );
  for (const line of at) {
    for (const [place, value] of valuesAt(line).entries()) {
      const own = counts[place];
      if (own === undefined) continue;
      own.set(value, (own.get(value) ?? 0) + 1);
      if (own.size > MAX_VALUES || value.length > MAX_LENGTH) counts[place] = undefined;
    }
    if (counts.every((own) => own === undefined)) return [];
  }
  return counts.flatMap((own, place) => {
    if (own === undefined || at.length < own.size * LEAST_PER_VALUE) return [];
    const listed = [...own].map(([value, count]) => `${value} ${count}x`);
    return [`value ${place + 1}: ${listed.join(", ")}`];
  });
}

import { checkSession } from "./check-session.ts";
import { drawSession } from "./draw-session.ts";
import { createRandom } from "./random.ts";

/** Violating sessions that are shown; the others are counted. */
const MOST_SHOWN = 10;

/** Packs random sessions and holds every output to the rules of items; answers the exit code: 1 where a rule was violated. */
export function fuzzSessions(
  { print }: { print(line: string): void },
  { seed, count }: { readonly seed: number; readonly count: number },
): number {
  const sums = { items: 0, references: 0, roundTrips: 0, violated: 0 };
  const started = performance.now();
  for (let number = 0; number < count; number++) {
    const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
    const checked = checkSession(drawSession(random), random);
    sums.items += checked.items;
    sums.references += checked.references;
    sums.roundTrips += checked.roundTrips;
    if (checked.violations.length === 0) continue;
    sums.violated++;
    if (sums.violated <= MOST_SHOWN) {
      print(`session ${number}: ${checked.violations.slice(0, 3).join("; ").slice(0, 2000)}`);
    }
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  print(
    `seed ${seed}, ${seconds} s: ${count} sessions, ${sums.items} items, ${sums.references} references looked up, ${sums.roundTrips} round trips, ${sums.violated} sessions with violations`,
  );
  return sums.violated > 0 ? 1 : 0;
}

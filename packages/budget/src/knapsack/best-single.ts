import type { ClassFrontiers } from "./class-frontiers.ts";

/**
 * The rows of the choice that takes one rung, the most useful that fits, and of the other classes what is free. Grows with the capacity.
 * This or the greedy prefix has at least half of the greatest utility.
 */
export function bestSingle(frontiers: ClassFrontiers, capacity: number): Int32Array {
  const { start, owner, tokens, worth } = frontiers;
  const rows = start.slice(0, -1);
  let best = 0;
  let most = 0;
  for (let row = 0; row < (start[rows.length] as number); row += 1) {
    const free = start[owner[row] as number] as number;
    const more = (worth[row] as number) - (worth[free] as number);
    if (more > most && (tokens[row] as number) <= capacity) {
      best = row;
      most = more;
    }
  }
  if (most > 0) {
    rows[owner[best] as number] = best;
  }
  return rows;
}

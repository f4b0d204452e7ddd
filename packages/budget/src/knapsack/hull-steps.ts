import { type ClassFrontiers, stepBetween } from "./class-frontiers.ts";
import { compareEfficiency } from "./compare-efficiency.ts";

/**
 * The steps up the upper convex hulls of the classes, class by class, each no more efficient than the one before it in its class. Rungs
 * below the hull are dominated by a mix of two others: the linear relaxation has no use for them (Sinha and Zoltners 1979).
 */
export interface HullSteps {
  /** The rows of the frontiers that a step leads from and to. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Worth a token, rounded. */
  readonly efficiency: Float64Array;
}

/** Rows on the line between two others stay: they make the steps smaller. */
export function hullSteps(frontiers: ClassFrontiers): HullSteps {
  const { start, tokens, worth } = frontiers;
  const from = new Int32Array(tokens.length);
  const to = new Int32Array(tokens.length);
  let length = 0;
  for (let index = 0; index + 1 < start.length; index += 1) {
    const first = length;
    for (let row = (start[index] as number) + 1; row < (start[index + 1] as number); row += 1) {
      let low = row - 1;
      while (length > first && bendsUp(frontiers, [from[length - 1] as number, low, row])) {
        length -= 1;
        low = from[length] as number;
      }
      from[length] = low;
      to[length] = row;
      length += 1;
    }
  }
  const efficiency = new Float64Array(length);
  for (let step = 0; step < length; step += 1) {
    const low = from[step] as number;
    const high = to[step] as number;
    efficiency[step] =
      ((worth[high] as number) - (worth[low] as number)) /
      ((tokens[high] as number) - (tokens[low] as number));
  }
  return { from: from.subarray(0, length), to: to.subarray(0, length), efficiency };
}

/** Whether the second step between three rows is more efficient than the first. */
function bendsUp(frontiers: ClassFrontiers, rows: readonly [number, number, number]): boolean {
  const [low, middle, high] = rows;
  return (
    compareEfficiency(stepBetween(frontiers, middle, high), stepBetween(frontiers, low, middle)) > 0
  );
}

import { TokenPakError } from "@tokenpak/core";
import type { Rung } from "./rung-choice.ts";

/**
 * Throws `INVALID_OPTION` for a capacity, tokens or a cap of states that are no whole number from 0 to 2^53 - 1, for a utility that is
 * negative or not finite, and for utilities whose sum could not be told.
 */
export function checkRungs(
  classes: readonly (readonly Rung[])[],
  capacity: number,
  maxStates: number,
): void {
  for (const [name, value] of Object.entries({ capacity, maxStates })) {
    if (!isWhole(value)) {
      throw new TokenPakError("INVALID_OPTION", `${name} is a whole number from 0, not ${value}.`);
    }
  }
  let total = 0;
  for (const [index, rungs] of classes.entries()) {
    total += mostUtility(rungs, index);
  }
  if (total > Number.MAX_VALUE / 2) {
    throw new TokenPakError(
      "INVALID_OPTION",
      "The utilities add up to more than a number can hold: divide them all by the largest.",
    );
  }
}

function mostUtility(rungs: readonly Rung[], index: number): number {
  let most = 0;
  for (const rung of rungs) {
    if (!isWhole(rung.tokens)) {
      throw invalid(`tokens from 0, whole; has ${rung.tokens}`, { rungs, rung, index });
    }
    if (!(rung.utility >= 0 && rung.utility < Number.POSITIVE_INFINITY)) {
      throw invalid(`a utility from 0, finite; has ${rung.utility}`, { rungs, rung, index });
    }
    most = Math.max(rung.utility, most);
  }
  return most;
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function invalid(
  what: string,
  { rungs, rung, index }: { rungs: readonly Rung[]; rung: Rung; index: number },
): TokenPakError {
  return new TokenPakError(
    "INVALID_OPTION",
    `Rung ${rungs.indexOf(rung)} of class ${index} needs ${what}.`,
  );
}

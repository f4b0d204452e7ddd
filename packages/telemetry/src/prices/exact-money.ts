import { TokenPakError } from "@tokenpak/core";

/**
 * Money without rounding: whole numbers of 1e-24 dollars, so that a price per million tokens of up to 18 decimals is whole per
 * token. A factor (0.5 for a batch, 1.1 for a region) has up to six decimals.
 */
export type ExactMoney = bigint;

/** The exact price of one token, from dollars per million tokens: the decimal that the number is written as. */
export function perToken(dollarsPerMillion: number): ExactMoney {
  return scaled(dollarsPerMillion, 18);
}

/** The exact price of one call, from dollars a call. */
export function perCall(dollars: number): ExactMoney {
  return scaled(dollars, 24);
}

/** A factor as a whole number of {@link FACTOR_UNIT}s. */
export function factorUnits(factor: number): bigint {
  return scaled(factor, 6);
}

/** The factor 1. */
export const FACTOR_UNIT = 1_000_000n;

/** Factors of a tier, a speed and a region, together. */
export const WHOLE_FACTOR: bigint = FACTOR_UNIT ** 3n;

/**
 * Nano-dollars of money that was multiplied by a factor in units of 1 / {@link WHOLE_FACTOR}, rounded half up. Exact up to 2^53 (nine
 * million dollars), the nearest number above.
 */
export function toNanos(money: ExactMoney): bigint {
  return (money + NANO / 2n) / NANO;
}

/** 1e-9 dollars: 1e15 of the money's unit, times the factor's. */
const NANO = 10n ** 15n * WHOLE_FACTOR;

/** The shortest decimal that names a number, times ten to `decimals`; what is beyond is rounded half up. */
function scaled(value: number, decimals: number): bigint {
  const written = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (written === null) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `A price must be a number from 0, not ${value}. Correct it in the overlay of prices.`,
    );
  }
  const [, whole = "0", fraction = "", exponent = "0"] = written;
  const shift = decimals + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return (digits + divisor / 2n) / divisor;
}

import type { SpendUnit } from "@tokenpak/core";
import { usageError } from "../usage-error.ts";

/** What an amount is of, and where it was given: `--daily`. */
export interface AmountPlace {
  readonly unit: SpendUnit;
  readonly flag: string;
}

/** An amount that somebody typed: `20`, `$12.50`, `1,000`; of tokens `500000`, `500k`, `2M`, `1.5G`. Throws `WRONG_USE`. */
export function readAmount(text: string, { unit, flag }: AmountPlace): number {
  const amount = unit === "usd" ? dollarsOf(text) : tokensOf(text);
  if (amount !== undefined) return amount;
  const what =
    unit === "usd" ? "dollars, for example 20 or 12.50" : "tokens, for example 500k or 2M";
  const hint = unit === "usd" && tokensOf(text) !== undefined ? " For tokens add --tokens." : "";
  throw usageError(`${flag} must be ${what}, or off, not ${JSON.stringify(text)}.${hint}`);
}

function dollarsOf(text: string): number | undefined {
  const [, digits] = /^\$?([\d,]{1,20}(?:\.\d{1,9})?)$/.exec(text) ?? [];
  const plain = digits && withoutCommas(digits);
  return plain === undefined ? undefined : Number(plain);
}

function tokensOf(text: string): number | undefined {
  const [, digits, fraction = "", unit = ""] =
    /^([\d,]{1,20})(?:\.(\d{1,9}))?([kmgb]?)$/i.exec(text) ?? [];
  const plain = digits && withoutCommas(digits);
  const zeros = ZEROS[unit.toLowerCase()] ?? 0;
  if (plain === undefined || fraction.length > zeros) return undefined;
  // Digits are moved, not multiplied: 1.1 times a million is no whole number.
  return Number(plain + fraction.padEnd(zeros, "0"));
}

const ZEROS: Readonly<Record<string, number>> = { k: 3, m: 6, g: 9, b: 9 };

/** `undefined` where commas stand elsewhere than before each three digits. */
function withoutCommas(digits: string): string | undefined {
  const [whole = ""] = digits.split(".");
  const isRight = /^\d+$/.test(whole) || /^\d{1,3}(?:,\d{3})+$/.test(whole);
  return isRight ? digits.replaceAll(",", "") : undefined;
}

import { usageError } from "../usage-error.ts";
import type { ArgumentDefinition } from "./argument.ts";
import { nearestName } from "./nearest-name.ts";

/** The value of a flag by its definition: a text, one of its options, or an integer. Throws `WRONG_USE` for any other. */
export function readValue(
  flag: string,
  value: string,
  definition: ArgumentDefinition,
): string | number {
  if (definition.type === "integer") return readInteger(flag, value, definition.least);
  if (definition.type === "choice") return readChoice(flag, value, definition.options);
  return value;
}

function readInteger(flag: string, value: string, least: number): number {
  const number = /^[+-]?\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw usageError(`${flag} must be an integer, at least ${least}, not ${JSON.stringify(value)}.`);
}

function readChoice(flag: string, value: string, options: readonly string[]): string {
  if (options.includes(value)) return value;
  const near = nearestName(value, options);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  throw usageError(
    `${flag} must be one of ${options.join(", ")}, not ${JSON.stringify(value)}.${hint}`,
  );
}

import { createTokenCounter, ENCODINGS, type TokenCounter, TokenPakError } from "@tokenpak/core";
import { validatedOptions } from "../validated-options.ts";
import type { PlainPackOptions } from "./pack-message.ts";
import type { PoolPackOptions } from "./pack-pool.ts";

/** Options that can cross to a thread, and those that say what crosses. */
export interface ThreadOptions {
  readonly plain: PlainPackOptions;
  /** What to count in; `undefined` where the options do not say. */
  readonly encoding: string | undefined;
  readonly omissions: boolean | undefined;
}

/** Checks options and makes them ready to cross; what is a function or holds one is refused with `INVALID_OPTION`. */
export function threadOptions(options: Omit<PoolPackOptions, "signal">): ThreadOptions {
  const { omissions, ...rest } = options;
  const { counter, ...plain } = validatedOptions(rest);
  if ("store" in plain) {
    throw new TokenPakError(
      "INVALID_OPTION",
      "A pool of threads takes no store, because its methods cannot cross to a thread. Leave it out, and put the content into the store yourself before using what was packed.",
    );
  }
  return { plain, encoding: counter && encodingOf(counter), omissions };
}

/** Throws `INVALID_OPTION` unless a number is an integer from 1 to `most`. */
export function countFrom1<Value extends number | undefined>(
  name: string,
  value: Value,
  most: number,
): Value {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)) return value;
  throw new TokenPakError(
    "INVALID_OPTION",
    `Option ${name} must be an integer from 1 to ${most}, not ${String(value)}.`,
  );
}

function encodingOf(counter: TokenCounter): string {
  const encoding = ENCODINGS.find((name) => name === counter.encoding);
  if (encoding !== undefined && createTokenCounter({ encoding }) === counter) return encoding;
  throw new TokenPakError(
    "INVALID_OPTION",
    "A pool of threads takes only counters of createTokenCounter({ encoding }), which it finds again in the thread by their encoding; a function of yours cannot cross. Use a HeuristicEngine for other counters.",
  );
}

import {
  type CanonicalUsage,
  checkSpendName,
  checkSpendNumber,
  TOKEN_COUNTS,
  TokenPakError,
  totalTokens,
} from "@tokenpak/core";
import type { Spender } from "./spend-key.ts";

/** A call to a model that is about to be made. */
export type GuardedCall = CallByTokens | CallByUsage;

/** Who calls what. */
interface CallOfModel extends Spender {
  /**
   * Names this piece of work for the counter, and so for all that share it: the same id with the same amounts in the same period is
   * the same work (a retry after a crash), and counted once, however often it is granted: give other work another one. Default: a
   * new one.
   */
  readonly id?: string | undefined;
  /** As it is asked for. */
  readonly model: string;
  /** Who bills it: for its price. */
  readonly provider?: string | undefined;
}

/** A call whose size is known. It is reserved at the most that it can cost, but for tools that the provider runs and bills. */
export interface CallByTokens extends CallOfModel {
  /** All input, cached or not. */
  readonly inputTokens: number;
  /** The most that it may answer (`max_tokens`), reasoning included. */
  readonly maxOutputTokens: number;
  /**
   * The call asks the provider to cache its input for so long, which some bill higher than input (Anthropic at 1.25 and 2 times):
   * then all of the input is reserved as written into the cache, unless that costs less. Default: none of it is.
   */
  readonly cacheWrite?: "5m" | "1h" | undefined;
  readonly usage?: undefined;
}

/** A call whose usage the caller estimates: what is cached, images, tools that the provider bills, its tier. */
export interface CallByUsage extends CallOfModel {
  /** What it will use at most. Where it uses more, a limit can be passed by that much. */
  readonly usage: CanonicalUsage;
}

/** Throws `INVALID_OPTION`, naming the field, for a call that cannot be. */
export function checkCall(call: GuardedCall): void {
  if (call.id !== undefined) checkSpendName("id", call.id);
  if (typeof call.model !== "string" || call.model === "") {
    throw invalid(`The model of a call is ${JSON.stringify(call.model)}`, "Name the model.");
  }
  if (call.usage !== undefined) {
    checkUsage(call.usage);
    return;
  }
  const { inputTokens, maxOutputTokens, cacheWrite } = call;
  checkSpendNumber("inputTokens", inputTokens);
  checkSpendNumber("maxOutputTokens", maxOutputTokens);
  checkSpendNumber("inputTokens + maxOutputTokens", inputTokens + maxOutputTokens);
  if (cacheWrite !== undefined && cacheWrite !== "5m" && cacheWrite !== "1h") {
    throw invalid(
      `The cacheWrite of a call is ${JSON.stringify(cacheWrite)}`,
      "Give 5m, 1h, or leave it out.",
    );
  }
}

/** Throws `INVALID_OPTION`, naming the field, for a usage that cannot be. */
export function checkUsage(usage: CanonicalUsage): void {
  if (typeof usage !== "object" || usage === null) {
    throw invalid(`The usage of a call is ${JSON.stringify(usage)}`, "Give what it used.");
  }
  for (const field of TOKEN_COUNTS) checkSpendNumber(`usage.${field}`, usage[field]);
  checkSpendNumber("sum of usage", totalTokens(usage));
}

function invalid(what: string, fix: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", `${what}. ${fix}`);
}

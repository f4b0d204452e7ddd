import type { SpendLimit, SpendState } from "@tokenpak/core";
import { type CountedKey, countedAmount, shownAmount } from "./counted-key.ts";
import type { SpentElsewhere } from "./spent-elsewhere.ts";

/** How a limit stands for one spender. Amounts are in the limit's unit: dollars, or tokens. */
export interface SpendLimitState {
  readonly limit: SpendLimit;
  /** Key of the counter, as `spendKey` answers it. */
  readonly key: string;
  /** The agent, project or model; `undefined` for all together, and for those without a name. */
  readonly spender?: string | undefined;
  /** Settled in the period, and what a ledger knows beyond that. */
  readonly spent: number;
  /** Requests of the period that a ledger knows no price of, under a limit in dollars: they are not in `spent`. */
  readonly unpricedRequests: number;
  /** Of calls that are not settled yet. */
  readonly reserved: number;
  /** What is left of the amount, at least 0. */
  readonly remaining: number;
  /** Spent and reserved, as a share of the amount; over 1 where it is passed. 1 of a limit that allows nothing. */
  readonly share: number;
  /** When the period began, and when the limit starts anew, in milliseconds since 1970, where it does. */
  readonly since?: number | undefined;
  readonly resetsAt?: number | undefined;
}

/**
 * Why a caller is warned. `near`: the share is at `warnAt` or above. `over`: the amount is passed. `unpriced`: nobody knows what the
 * call costs, and it is counted as nothing.
 */
export interface SpendWarning extends SpendLimitState {
  readonly reason: "near" | "over" | "unpriced";
}

/** Why a limit refuses a call: it does not fit any more, or nobody knows what it costs. */
export interface SpendRefusal extends SpendLimitState {
  readonly reason: "over" | "unpriced";
  /** What the call may cost; `undefined` where nobody knows. */
  readonly asked?: number | undefined;
}

/** What stands under a key. Counted: nano-dollars, or tokens. */
export interface KeyStanding extends SpentElsewhere, Pick<SpendState, "settled" | "reserved"> {}

/** The state of a limit of the key. */
export function limitState(
  limit: SpendLimit,
  { key, unit, spender, period }: CountedKey,
  { settled, reserved, elsewhere, unpricedElsewhere }: KeyStanding,
): SpendLimitState {
  const amount = countedAmount(limit);
  const spent = settled + elsewhere;
  return {
    limit,
    key,
    spender,
    spent: shownAmount(unit, spent),
    unpricedRequests: unpricedElsewhere,
    reserved: shownAmount(unit, reserved),
    remaining: shownAmount(unit, Math.max(0, amount - spent - reserved)),
    share: amount === 0 ? 1 : (spent + reserved) / amount,
    since: period.since,
    resetsAt: period.until,
  };
}

/** What there is to warn about of states that a granted call is in. */
export function warningsOf(
  states: readonly SpendLimitState[],
  isUnpriced: (state: SpendLimitState) => boolean,
): readonly SpendWarning[] {
  const warnings: SpendWarning[] = [];
  for (const state of states) {
    const { share, limit, spent, reserved } = state;
    const { unit } = limit;
    const isOver = countedAmount({ unit, amount: spent + reserved }) > countedAmount(limit);
    if (isUnpriced(state)) warnings.push({ ...state, reason: "unpriced" });
    if (isOver) warnings.push({ ...state, reason: "over" });
    else if (share >= limit.warnAt) warnings.push({ ...state, reason: "near" });
  }
  return warnings;
}

/** The hard limits of a key that refuse a call; `asked` is `undefined` where nobody knows what it costs. */
export function refusalsOf(
  counted: CountedKey,
  standing: KeyStanding,
  asked: number | undefined,
): readonly SpendRefusal[] {
  const refusals: SpendRefusal[] = [];
  const { settled, reserved, elsewhere } = standing;
  for (const limit of counted.limits) {
    if (!limit.hard) continue;
    const state = limitState(limit, counted, standing);
    if (asked === undefined) {
      refusals.push({ ...state, reason: "unpriced" });
    } else if (settled + reserved + elsewhere + asked > countedAmount(limit)) {
      refusals.push({ ...state, reason: "over", asked: shownAmount(counted.unit, asked) });
    }
  }
  return refusals;
}

import type { Ledger, SpendCounter, UsageTotals } from "@tokenpak/core";
import type { CountedKey } from "./counted-key.ts";

/** Spending that passed no guard. */
export interface SpentElsewhere {
  /** Nano-dollars, or tokens, from 0. */
  readonly elsewhere: number;
  /** Requests whose dollars are not in there, for want of a price. */
  readonly unpricedElsewhere: number;
}

/**
 * What a ledger knows under a key beyond what the counter has settled.
 *
 * With S settled in the counter, L in the ledger and X of it spent past all guards: where every guarded call is recorded before it is
 * settled, and S is read before L, as here, L is at least S + X, and what this answers at least X. A charge whose limit is lowered by
 * that is granted only while S + reserved + X stays under the limit. What is recorded and not settled yet counts twice for that long;
 * so does a call that began before midnight and ended after it, since keys go by the beginning and ledgers by the end. Races thus
 * refuse what would have fitted, and never grant what does not.
 */
export async function spentElsewhere(
  { key, unit, windowMs, period, scope, spender, session }: CountedKey,
  { ledger, counter, at }: SpendBooks,
): Promise<SpentElsewhere> {
  const { settled } = await counter.state(key, { at, windowMs });
  const { since, until } = period;
  const isNameless = scope !== "all" && spender === undefined;
  const report = await ledger.report({
    since,
    until,
    session,
    ...(scope === "all" || isNameless ? {} : { [scope]: spender }),
    by: isNameless ? [scope] : [],
  });
  const totals = isNameless
    ? report.groups.find((group) => group.key[scope] === undefined)
    : report.totals;
  if (totals === undefined) return { elsewhere: 0, unpricedElsewhere: 0 };
  return {
    elsewhere: Math.max(0, amountOf(totals, unit) - settled),
    unpricedElsewhere: unit === "usd" ? totals.unpricedRequests : 0,
  };
}

/** Where spending is kept. */
export interface SpendBooks {
  readonly ledger: Ledger;
  readonly counter: SpendCounter;
  /** Now, in milliseconds since 1970. */
  readonly at: number;
}

function amountOf({ costUsd, totalTokens }: UsageTotals, unit: CountedKey["unit"]): number {
  return unit === "usd" ? Math.round(costUsd * 1e9) : totalTokens;
}

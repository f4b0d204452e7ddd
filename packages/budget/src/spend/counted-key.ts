import type { SpendCharge, SpendLimit, SpendScope, SpendUnit } from "@tokenpak/core";
import { type LimitPeriod, limitPeriod } from "./limit-period.ts";
import { type Spender, spendKey } from "./spend-key.ts";

/** What is counted under one key, and the limits that it counts for. */
export interface CountedKey {
  readonly key: string;
  readonly unit: SpendUnit;
  readonly windowMs: number | undefined;
  readonly period: LimitPeriod;
  readonly scope: SpendScope;
  /** The agent, project or model; `undefined` for all together, and for those without a name. */
  readonly spender: string | undefined;
  /** Of a limit by session. */
  readonly session: string | undefined;
  /** At least one. */
  readonly limits: readonly SpendLimit[];
}

/** When, and where days begin. */
export interface CountedAt {
  readonly at: number;
  readonly utcOffsetMinutes: (at: number) => number;
}

/** The keys under which a spender is counted, in the order of the limits. `INVALID_OPTION` as `spendKey` throws it. */
export function countedKeys(
  limits: readonly SpendLimit[],
  spender: Spender,
  { at, utcOffsetMinutes }: CountedAt,
): readonly CountedKey[] {
  const keys = new Map<string, CountedKey & { readonly limits: SpendLimit[] }>();
  for (const limit of limits) {
    const period = limitPeriod(limit, at, { utcOffsetMinutes });
    const key = spendKey(limit, spender, period);
    if (key === undefined) continue;
    const known = keys.get(key);
    if (known !== undefined) {
      known.limits.push(limit);
      continue;
    }
    const { unit, windowMs, scope } = limit;
    keys.set(key, {
      key,
      unit,
      windowMs,
      period,
      scope,
      spender: scope === "all" ? undefined : spender[scope],
      session: limit.period === "session" ? spender.session : undefined,
      limits: [limit],
    });
  }
  return [...keys.values()];
}

/** The charge of a key: the lowest of its hard limits holds, less what was spent elsewhere. */
export function chargeOf(
  { key, windowMs, limits }: CountedKey,
  { asked, elsewhere }: { readonly asked: number; readonly elsewhere: number },
): SpendCharge {
  let least: number | undefined;
  for (const limit of limits) {
    if (limit.hard) least = Math.min(least ?? Number.POSITIVE_INFINITY, countedAmount(limit));
  }
  const limit = least === undefined ? undefined : Math.max(0, least - elsewhere);
  return { key, amount: asked, limit, windowMs };
}

/** A limit's amount as it is counted: nano-dollars, or tokens. */
export function countedAmount({ unit, amount }: Pick<SpendLimit, "unit" | "amount">): number {
  return unit === "usd" ? Math.round(amount * NANOS_PER_USD) : amount;
}

/** What is counted in a limit's unit: dollars, or tokens. */
export function shownAmount(unit: SpendUnit, counted: number): number {
  return unit === "usd" ? counted / NANOS_PER_USD : counted;
}

const NANOS_PER_USD = 1e9;

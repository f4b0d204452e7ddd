import {
  type CanonicalUsage,
  type Price,
  type SpendLimit,
  type SyncPricer,
  UNKNOWN_USAGE,
} from "@tokenpak/core";
import type { CallByTokens } from "../guarded-call.ts";
import type { GrantedSpend, SpendGuardDecision } from "../spend-decision.ts";

/** A Monday, at noon. */
export const NOON = Date.parse("2026-11-23T12:00Z");

/** Five dollars a day for all, hard, with a warning from 80 %, unless said otherwise. */
export function limitOf(change: Partial<SpendLimit> = {}): SpendLimit {
  return {
    name: "daily",
    unit: "usd",
    amount: 5,
    period: "day",
    scope: "all",
    warnAt: 0.8,
    hard: true,
    calendar: "utc",
    ...change,
  };
}

/** A call of a million tokens in and 100,000 out, which {@link PRICER} prices at 1.50 USD, unless said otherwise. */
export function callOf(id: string, change: Partial<CallByTokens> = {}): CallByTokens {
  return { id, model: "priced", inputTokens: 1_000_000, maxOutputTokens: 100_000, ...change };
}

/** What a provider reported. */
export function usageOf(change: Partial<CanonicalUsage>): CanonicalUsage {
  return { ...UNKNOWN_USAGE, usageSource: "provider_reported", confidence: "high", ...change };
}

/** Dollars for a million tokens of the model `priced`: 1 in, 0.10 read, 1.25 and 2 written, 5 out. `plain` bills no writing. */
export const PRICER: SyncPricer = {
  priceTable: "test",
  price: ({ model, usage }) => {
    if (model !== "priced" && model !== "plain") return undefined;
    const isWritten = usage.cacheWrite5m + usage.cacheWrite1h > 0;
    if (model === "plain" && isWritten) return undefined;
    const inputNanos = usage.uncachedInput * 1000;
    const cacheReadNanos = usage.cacheRead * 100;
    const cacheWriteNanos = usage.cacheWrite5m * 1250 + usage.cacheWrite1h * 2000;
    const outputNanos = usage.output * 5000;
    const costNanos = inputNanos + cacheReadNanos + cacheWriteNanos + outputNanos;
    const price: Price = {
      costNanos,
      inputNanos,
      cacheReadNanos,
      cacheWriteNanos,
      outputNanos,
      toolNanos: 0,
      costUsd: costNanos / 1e9,
      priceProvider: "test",
      priceModel: model,
      match: "exact",
      priceTable: "test",
      assumptions: [],
    };
    return price;
  },
};

/** A decision that is to be a grant. */
export function granted(decision: SpendGuardDecision): GrantedSpend {
  if (decision.granted) return decision;
  throw new Error(decision.message);
}

import { inputTokens, TOKEN_COUNTS, type TokenCounts } from "@tokenpak/core";
import type { ExactMoney } from "./exact-money.ts";
import { type ModelRates, type Rate, rateFor } from "./model-rates.ts";

/** Sums of exact money, by what it was spent on. */
export interface MoneyParts {
  input: ExactMoney;
  cacheRead: ExactMoney;
  cacheWrite: ExactMoney;
  output: ExactMoney;
}

/** Whether counts are numbers of something: whole, from 0, exact. */
export function areCounts(counts: TokenCounts): boolean {
  return TOKEN_COUNTS.every((field) => Number.isSafeInteger(counts[field]) && counts[field] >= 0);
}

/** What tokens cost; `undefined` where a kind of them has no price. Adds to `notes` what had to be assumed. */
export function pricedTokens(
  counts: TokenCounts,
  rates: ModelRates,
  notes: Set<string>,
): MoneyParts | undefined {
  const total = inputTokens(counts);
  const priced = (count: number, rate: Rate | undefined): ExactMoney | undefined => {
    if (count === 0) return 0n;
    if (rate === undefined) return undefined;
    if (rate.note !== undefined) notes.add(rate.note);
    return BigInt(count) * rateFor(rate, total);
  };
  const ins = inputShares(counts);
  const outs = outputShares(counts, rates);
  return sums({
    input: [
      priced(ins.text, rates.input),
      priced(ins.audio, rates.audioInput),
      priced(ins.image, rates.imageInput),
    ],
    cacheRead: [priced(counts.cacheRead, rates.cacheRead)],
    cacheWrite: [
      priced(counts.cacheWrite5m, rates.cacheWrite5m),
      priced(counts.cacheWrite1h, rates.cacheWrite1h),
      priced(counts.cacheWriteOther, rates.cacheWriteOther),
    ],
    output: [
      priced(outs.text, rates.output),
      priced(outs.reasoning, rates.reasoning),
      priced(outs.audio, rates.audioOutput),
      priced(outs.image, rates.imageOutput),
    ],
  });
}

type Shares = Readonly<Record<keyof MoneyParts, readonly (ExactMoney | undefined)[]>>;

function sums(shares: Shares): MoneyParts | undefined {
  const parts: MoneyParts = { input: 0n, cacheRead: 0n, cacheWrite: 0n, output: 0n };
  for (const part of ["input", "cacheRead", "cacheWrite", "output"] as const) {
    for (const share of shares[part]) {
      if (share === undefined) return undefined;
      parts[part] += share;
    }
  }
  return parts;
}

// Parts can never be more than the whole, whatever a provider says.
function inputShares({ uncachedInput, audioInput, imageInput }: TokenCounts) {
  const audio = Math.min(audioInput, uncachedInput);
  const image = Math.min(imageInput, uncachedInput - audio);
  return { audio, image, text: uncachedInput - audio - image };
}

function outputShares(counts: TokenCounts, rates: ModelRates) {
  const audio = Math.min(counts.audioOutput, counts.output);
  const image = Math.min(counts.imageOutput, counts.output - audio);
  const rest = counts.output - audio - image;
  const reasoning = rates.reasoning === undefined ? 0 : Math.min(counts.reasoning, rest);
  return { audio, image, reasoning, text: rest - reasoning };
}

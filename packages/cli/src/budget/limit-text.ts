import type { SpendLimit, SpendUnit } from "@tokenpak/core";
import { formatTokens, formatUsd } from "../cost/money.ts";
import { formatCount } from "../output/figures.ts";

/** A limit as a sentence: `$20.00 a day for each agent, warns from 80 %, then refused`. */
export function limitText(limit: SpendLimit): string {
  const { scope, of, warnAt, hard, calendar, period } = limit;
  const who = scope === "all" ? "" : of === undefined ? ` for each ${scope}` : ` of ${scope} ${of}`;
  const isDated = period === "day" || period === "week" || period === "month";
  const parts = [
    `${limitAmount(limit)} ${periodText(limit)}${isDated && calendar === "utc" ? " (UTC)" : ""}${who}`,
    `warns from ${formatPercent(warnAt)}`,
    hard ? "hard" : "only warns",
  ];
  return parts.join(", ");
}

/** The amount of a limit, to the last digit: `$20.00`, `$0.00005`, `2,000,000 tokens`. */
export function limitAmount({ amount, unit }: Pick<SpendLimit, "amount" | "unit">): string {
  if (unit === "tokens") return `${formatCount(amount)} tokens`;
  return Math.round(amount * 100) / 100 === amount
    ? formatUsd(amount)
    : `$${amount.toFixed(9).replace(/0+$/, "")}`;
}

/** An amount in few characters: `$8.20`, `1.2M`. */
export function formatAmount(amount: number, unit: SpendUnit): string {
  return unit === "usd" ? formatUsd(amount) : formatTokens(amount);
}

/** A share: `41 %`, `0.4 %`, and never 100 for less than all. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) return `${percent.toFixed(1)} %`;
  return `${formatCount(share < 1 ? Math.min(99, Math.round(percent)) : Math.round(percent))} %`;
}

function periodText({ period, windowMs = 0 }: SpendLimit): string {
  if (period === "rolling") return `in any ${formatSpan(windowMs)}`;
  return `a ${period}`;
}

/** A span of time in the largest unit that it is a whole number of: `5h`, `90m`. */
function formatSpan(milliseconds: number): string {
  for (const [unit, size] of UNITS) {
    if (milliseconds % size === 0) return `${milliseconds / size}${unit}`;
  }
  return `${milliseconds} ms`;
}

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const;

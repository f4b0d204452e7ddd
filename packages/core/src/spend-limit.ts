import { TokenPakError } from "./errors.ts";

/** What spending is limited in. */
export const SPEND_UNITS = ["usd", "tokens"] as const;

/** One of {@link SPEND_UNITS}. Tokens are all tokens of a request: input, cached or not, and output. */
export type SpendUnit = (typeof SPEND_UNITS)[number];

/**
 * After what a limit starts anew. Weeks begin on Monday. `rolling` is the time of `windowMs` up to now; `session` counts every
 * session by itself, however long it lasts.
 */
export const SPEND_PERIODS = ["day", "week", "month", "rolling", "session"] as const;

/** One of {@link SPEND_PERIODS}. */
export type SpendPeriod = (typeof SPEND_PERIODS)[number];

/** Whose spending a limit counts. */
export const SPEND_SCOPES = ["all", "agent", "project", "model"] as const;

/** One of {@link SPEND_SCOPES}. */
export type SpendScope = (typeof SPEND_SCOPES)[number];

/** What may be spent. */
export interface SpendLimit {
  /** Tells it from other limits: 1 to 64 letters, digits and `-_.:`, for example `daily` or `alice-monthly`. */
  readonly name: string;
  readonly unit: SpendUnit;
  /** Dollars, with at most nine decimals, or whole tokens; from 0, which allows nothing. */
  readonly amount: number;
  readonly period: SpendPeriod;
  /** Of a `rolling` limit, and only there: how far back it looks, in whole milliseconds from 1 to ten years. */
  readonly windowMs?: number | undefined;
  readonly scope: SpendScope;
  /** Which agent, project or model. Without it the limit holds for each of them by itself. Not with scope `all`. */
  readonly of?: string | undefined;
  /** Share of `amount`, 0 to 1, from which on callers are warned. */
  readonly warnAt: number;
  /** `false`: over the limit is warned about, not refused. */
  readonly hard: boolean;
  /** Where days begin: at midnight UTC, or at midnight of the clock on the wall. */
  readonly calendar: "utc" | "local";
}

/** The longest window of a `rolling` limit: ten years. */
export const LONGEST_SPEND_WINDOW_MS = 3650 * 86_400_000;

/** Answers the limit, or throws `INVALID_OPTION` that says which of its fields is wrong and what it may be. */
export function checkSpendLimit(limit: SpendLimit): SpendLimit {
  for (const [field, isRight, may] of RULES) {
    if (isRight(limit)) continue;
    throw new TokenPakError(
      "INVALID_OPTION",
      `A spend limit cannot have ${field} ${shown(limit[field])}: ${may(limit)}.`,
    );
  }
  return limit;
}

type Rule = readonly [
  field: keyof SpendLimit,
  isRight: (limit: SpendLimit) => boolean,
  may: (limit: SpendLimit) => string,
];

const RULES: readonly Rule[] = [
  [
    "name",
    ({ name }) => typeof name === "string" && /^[\w.:-]{1,64}$/.test(name),
    () => 'give 1 to 64 letters, digits and "-_.:"',
  ],
  ["unit", ({ unit }) => SPEND_UNITS.includes(unit), () => "give usd or tokens"],
  [
    "amount",
    isAmount,
    ({ unit }) =>
      `give ${unit === "usd" ? "dollars with at most nine decimals" : "a whole number of tokens"}, from 0 to ${largestOf(unit)}`,
  ],
  [
    "period",
    ({ period }) => SPEND_PERIODS.includes(period),
    () => `give ${SPEND_PERIODS.join(", ")}`,
  ],
  [
    "windowMs",
    ({ period, windowMs }) => (period === "rolling" ? isWindow(windowMs) : windowMs === undefined),
    ({ period }) =>
      period === "rolling"
        ? `give whole milliseconds from 1 to ${LONGEST_SPEND_WINDOW_MS}`
        : "give it with period rolling only",
  ],
  ["scope", ({ scope }) => SPEND_SCOPES.includes(scope), () => `give ${SPEND_SCOPES.join(", ")}`],
  [
    "of",
    ({ scope, of }) => of === undefined || (scope !== "all" && isName(of)),
    () => "give the name of an agent, project or model, and none with scope all",
  ],
  ["warnAt", ({ warnAt }) => warnAt >= 0 && warnAt <= 1, () => "give a share from 0 to 1"],
  ["hard", ({ hard }) => typeof hard === "boolean", () => "give true or false"],
  [
    "calendar",
    ({ calendar }) => calendar === "utc" || calendar === "local",
    () => "give utc or local",
  ],
];

/** Amounts are kept as nano-dollars, which stay exact up to here. */
const MOST_DOLLARS = 9_000_000;

function largestOf(unit: SpendUnit): number {
  return unit === "usd" ? MOST_DOLLARS : Number.MAX_SAFE_INTEGER;
}

function isAmount({ amount, unit }: SpendLimit): boolean {
  if (!(amount >= 0 && amount <= largestOf(unit))) return false;
  return unit === "usd" ? Math.round(amount * 1e9) / 1e9 === amount : Number.isInteger(amount);
}

function isWindow(windowMs: number | undefined): boolean {
  return (
    windowMs !== undefined &&
    Number.isInteger(windowMs) &&
    windowMs >= 1 &&
    windowMs <= LONGEST_SPEND_WINDOW_MS
  );
}

function isName(name: unknown): boolean {
  return typeof name === "string" && name !== "" && name.length <= 1000 && name.isWellFormed();
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

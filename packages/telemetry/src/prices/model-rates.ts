import { TokenPakError } from "@tokenpak/core";
import { type ExactMoney, perCall, perToken } from "./exact-money.ts";
import type { DatedRates, OverlayRate, OverlayRates } from "./price-overlay.ts";
import { toolKind } from "./tool-kind.ts";

/** What one token costs, exactly. */
export interface Rate {
  readonly base: ExactMoney;
  /** By rising number of tokens. */
  readonly steps: readonly { readonly above: number; readonly price: ExactMoney }[];
  /** What has to be assumed by whoever uses it, in words. */
  readonly note?: string | undefined;
}

/** Prices of a model, exactly, with what stands in for those it does not have. */
export interface ModelRates {
  readonly input: Rate | undefined;
  readonly audioInput: Rate | undefined;
  readonly imageInput: Rate | undefined;
  readonly cacheRead: Rate | undefined;
  readonly cacheWrite5m: Rate | undefined;
  readonly cacheWrite1h: Rate | undefined;
  readonly cacheWriteOther: Rate | undefined;
  readonly output: Rate | undefined;
  /** Only where reasoning costs something else than other output. */
  readonly reasoning: Rate | undefined;
  readonly audioOutput: Rate | undefined;
  readonly imageOutput: Rate | undefined;
  /** Of one call, by {@link toolKind}. */
  readonly tools: ReadonlyMap<string, ExactMoney>;
  readonly request: ExactMoney;
}

/** Rates, and when they hold. */
export interface RatePeriod {
  /** Milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly hours?: readonly [from: number, to: number] | undefined;
  readonly rates: ModelRates;
}

/** Makes prices exact. `claude`: a model of Anthropic's, whose cache writes cost 1.25 and 2 times the input wherever it is served. */
export function ratePeriods(
  prices: readonly DatedRates[],
  options: { readonly claude: boolean },
): readonly RatePeriod[] {
  return prices.map(({ from, hours, rates }) => ({
    ...(from === undefined ? {} : { from: startOf(from) }),
    ...(hours === undefined ? {} : { hours }),
    rates: options.claude ? claudeRates(rates) : modelRates(rates),
  }));
}

function startOf(day: string): number {
  const start = Date.parse(`${day}T00:00:00Z`);
  if (!Number.isNaN(start)) return start;
  throw new TokenPakError(
    "INVALID_OPTION",
    `Prices hold from a day such as 2026-10-07, not from ${JSON.stringify(day)}. Correct it in the overlay of prices.`,
  );
}

/** The rates that hold at a time; without one the newest, of the time of the day that comes last, which is to be said in words. */
export function ratesAt(
  periods: readonly RatePeriod[],
  at: number | undefined,
): RatePeriod | undefined {
  for (let index = periods.length - 1; index >= 0; index -= 1) {
    const period = periods[index] as RatePeriod;
    if (at === undefined || holdsAt(period, at)) return period;
  }
  // As in any calendar, what came first holds for what was before.
  return periods[0];
}

/** What a token costs in a request of so many tokens of input. */
export function rateFor(rate: Rate, inputTokens: number): ExactMoney {
  let price = rate.base;
  for (const step of rate.steps) if (inputTokens > step.above) price = step.price;
  return price;
}

function holdsAt({ from, hours }: RatePeriod, at: number): boolean {
  if (from !== undefined && at < from) return false;
  if (hours === undefined) return true;
  const [start, end] = hours;
  const second = (((at % DAY_MS) + DAY_MS) % DAY_MS) / 1000;
  return end < start ? second >= start || second < end : second >= start && second < end;
}

const DAY_MS = 86_400_000;

function modelRates(rates: OverlayRates): ModelRates {
  const exact = exactRates(rates);
  const { input, cacheWrite } = exact;
  const asInput = (what: string): Rate | undefined =>
    noted(
      input,
      `The table has no price for ${what} of this model: they are priced as other input.`,
    );
  const write = cacheWrite ?? asInput("cache writes");
  return {
    ...withModalities(exact),
    cacheRead: exact.cacheRead ?? asInput("cache reads"),
    cacheWrite5m: write,
    cacheWrite1h:
      exact.cacheWrite1h ??
      (cacheWrite === undefined
        ? write
        : noted(
            cacheWrite,
            "One-hour cache writes have no price of their own: the one of other writes is used.",
          )),
    cacheWriteOther: write,
  };
}

function claudeRates(rates: OverlayRates): ModelRates {
  const exact = exactRates(rates);
  const write5m =
    exact.cacheWrite ??
    noted(
      times(exact.input, 5n, 4n),
      "Five-minute cache writes are priced at 1.25 times the input, as Anthropic does.",
    );
  return {
    ...modelRates(rates),
    cacheWrite5m: write5m,
    cacheWrite1h:
      exact.cacheWrite1h ??
      noted(
        times(exact.input, 2n, 1n),
        "One-hour cache writes are priced at twice the input, as Anthropic does.",
      ),
    cacheWriteOther: noted(
      write5m,
      "Cache writes of a life time that was not said are priced as those of five minutes.",
    ),
  };
}

/** Audio, images and reasoning cost what other tokens do, where they have no price of their own. */
function withModalities(
  exact: ReturnType<typeof exactRates>,
): Omit<ModelRates, "cacheRead" | "cacheWrite5m" | "cacheWrite1h" | "cacheWriteOther"> {
  return {
    input: exact.input,
    audioInput: exact.audioInput ?? exact.input,
    imageInput: exact.imageInput ?? exact.input,
    output: exact.output,
    reasoning: exact.reasoning,
    audioOutput: exact.audioOutput ?? exact.output,
    imageOutput: exact.imageOutput ?? exact.output,
    tools: exact.tools,
    request: exact.request,
  };
}

function exactRates(rates: OverlayRates) {
  return {
    input: exactRate(rates.input),
    cacheRead: exactRate(rates.cacheRead),
    cacheWrite: exactRate(rates.cacheWrite),
    cacheWrite1h: exactRate(rates.cacheWrite1h),
    output: exactRate(rates.output),
    reasoning: exactRate(rates.reasoning),
    audioInput: exactRate(rates.audioInput),
    audioOutput: exactRate(rates.audioOutput),
    imageInput: exactRate(rates.imageInput),
    imageOutput: exactRate(rates.imageOutput),
    tools: new Map(
      Object.entries(rates.tools ?? {}).map(([tool, dollars]) => [
        toolKind(tool),
        perCall(dollars),
      ]),
    ),
    request: perCall(rates.request ?? 0),
  };
}

function exactRate(rate: OverlayRate | undefined): Rate | undefined {
  if (rate === undefined) return undefined;
  if (typeof rate === "number") return { base: perToken(rate), steps: [] };
  return {
    base: perToken(rate.base),
    steps: rate.above
      .map(({ tokens, price }) => ({ above: tokens, price: perToken(price) }))
      .sort((left, right) => left.above - right.above),
  };
}

function times(rate: Rate | undefined, by: bigint, over: bigint): Rate | undefined {
  return (
    rate && {
      base: (rate.base * by) / over,
      steps: rate.steps.map(({ above, price }) => ({ above, price: (price * by) / over })),
    }
  );
}

function noted(rate: Rate | undefined, note: string): Rate | undefined {
  return rate && { ...rate, note };
}

import {
  type CanonicalUsage,
  checkSpendNumber,
  SPEND_UNITS,
  type SpendCounter,
  type SpendUnit,
  totalTokens,
} from "@tokenpak/core";
import type { CallCost, CallCosts } from "./call-costs.ts";
import { type CountedKey, shownAmount } from "./counted-key.ts";
import { checkUsage, type GuardedCall } from "./guarded-call.ts";

/** What is known of a call beside its usage. */
export interface SettleOptions {
  /** The model that served it, and who billed it, where that is not what was asked for. */
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  /** What it cost in nano-dollars (1e-9 USD), where the provider says so. Default: the usage's price. */
  readonly costNanos?: number | undefined;
  /**
   * When it ended, in milliseconds since 1970, which rolling windows go by: where a ledger is watched, the time of its record.
   * Default: now.
   */
  readonly at?: number | undefined;
}

/** What a settlement did. */
export interface SettledSpend {
  /** `false`: the call had been settled or released before, and nothing changed. */
  readonly counted: boolean;
  /** What it cost in dollars; `undefined` where no limit counts dollars, or nobody knows. */
  readonly costUsd: number | undefined;
  readonly tokens: number;
  /** Of these units what was reserved counts, since nobody knows the usage or its price. Empty where all is known. */
  readonly estimated: readonly SpendUnit[];
}

/** What a hold needs of its guard. */
export interface HoldParts {
  readonly id: string;
  readonly call: GuardedCall;
  readonly keys: readonly CountedKey[];
  readonly estimate: CallCost;
  readonly costs: CallCosts;
  readonly counter: SpendCounter;
  readonly now: () => number;
}

/** A call that was granted: what it may cost counts against its limits until it is settled or released, or expires. */
export class SpendHold {
  /** The id of the call: its own, or the one that it was given. */
  readonly id: string;
  /** The most that it was taken to come to. */
  readonly estimate: { readonly tokens: number; readonly costUsd: number | undefined };
  readonly #parts: HoldParts;
  #isClosed = false;

  constructor(parts: HoldParts) {
    const { tokens, nanos } = parts.estimate;
    this.id = parts.id;
    this.estimate = {
      tokens,
      costUsd: nanos === undefined ? undefined : shownAmount("usd", nanos),
    };
    this.#parts = parts;
  }

  /**
   * Puts what the call really used in the place of what was reserved, under the keys of the time of the reservation, whatever the
   * limits, and also after the reservation expired: it was spent. Without a usage (`undefined`, or one of unknown source without a
   * token), and in dollars without a price, what was reserved counts; a partial one counts as far as it goes. The second settlement
   * changes nothing. Throws `INVALID_OPTION` for a usage or cost that cannot be, and what pricer and counter throw: then nothing was
   * counted, and it can be tried again.
   */
  async settle(
    usage: CanonicalUsage | undefined,
    options: SettleOptions = {},
  ): Promise<SettledSpend> {
    const { keys, estimate, counter, now } = this.#parts;
    const { at = now(), costNanos } = options;
    checkSpendNumber("at", at);
    if (costNanos !== undefined) checkSpendNumber("costNanos", costNanos);
    if (usage !== undefined) checkUsage(usage);
    const known = isKnown(usage) ? usage : undefined;
    const tokens = known && totalTokens(known);
    const nanos = await this.#nanosOf(known, { ...options, at });
    const amountOf = (unit: SpendUnit): number =>
      unit === "usd" ? (nanos ?? estimate.nanos ?? 0) : (tokens ?? estimate.tokens);
    const amounts = Object.fromEntries(keys.map(({ key, unit }) => [key, amountOf(unit)]));
    const isOpen = !this.#isClosed;
    const counted =
      isOpen && (keys.length === 0 || (await counter.settle({ id: this.id, amounts, at })));
    this.#isClosed = true;
    const isEstimated = (unit: SpendUnit): boolean =>
      (unit === "usd" ? nanos : tokens) === undefined && keys.some((one) => one.unit === unit);
    return {
      counted,
      costUsd: nanos === undefined ? undefined : shownAmount("usd", nanos),
      tokens: amountOf("tokens"),
      estimated: SPEND_UNITS.filter(isEstimated),
    };
  }

  /** Gives the reservation back, of a call that cost nothing; `false` where it was settled or released before, or has expired. */
  async release(): Promise<boolean> {
    if (this.#isClosed) return false;
    const { keys, counter, now } = this.#parts;
    const isReleased = keys.length === 0 || (await counter.release(this.id, now()));
    this.#isClosed ||= isReleased;
    return isReleased;
  }

  async #nanosOf(
    usage: CanonicalUsage | undefined,
    { costNanos, model, provider, at }: SettleOptions,
  ): Promise<number | undefined> {
    const { call, costs, keys } = this.#parts;
    if (costNanos !== undefined || usage === undefined) return costNanos;
    if (!keys.some(({ unit }) => unit === "usd")) return undefined;
    const served = { model: model ?? call.model, provider: provider ?? call.provider };
    return await costs.cost({ ...served, usage, at });
  }
}

/** Nobody's usage has no source, and no tokens. */
function isKnown(usage: CanonicalUsage | undefined): boolean {
  return usage !== undefined && (usage.usageSource !== "unknown" || totalTokens(usage) > 0);
}

import type { Awaitable } from "./awaitable.ts";
import type { CanonicalUsage } from "./usage.ts";

/** What is to be priced. */
export interface PriceQuestion {
  /** Who billed it: `anthropic`, `openai`, `google`, ...; without it the model's name decides. */
  readonly provider?: string | undefined;
  /** The model that served it, as the provider names it. */
  readonly model: string;
  readonly usage: CanonicalUsage;
  /** When it was served, in milliseconds since 1970: prices change. Without it the newest price holds. */
  readonly at?: number | undefined;
}

/** What a usage cost. Money is in nano-dollars (1e-9 USD), whole ones, each part rounded half up once, by itself. */
export interface Price {
  /** Sum of the five below. */
  readonly costNanos: number;
  readonly inputNanos: number;
  readonly cacheReadNanos: number;
  readonly cacheWriteNanos: number;
  readonly outputNanos: number;
  /** Calls of tools that the provider runs. */
  readonly toolNanos: number;
  /** {@link costNanos} in dollars. */
  readonly costUsd: number;
  /** The provider and model in the price table that the price is of. */
  readonly priceProvider: string;
  readonly priceModel: string;
  /** `exact`: the table has this very name; `fuzzy`: a rule of the table took the name for that model. */
  readonly match: "exact" | "fuzzy";
  /** Version of the table, with what a user laid over it. */
  readonly priceTable: string;
  /** What had to be assumed, in words for people; empty where nothing had. */
  readonly assumptions: readonly string[];
}

/** Turns usage into money. */
export interface Pricer {
  /** Names the prices: the same text means the same prices. */
  readonly priceTable: string;
  /** The price, or `undefined` where the model, or a kind of token that it used, has none: never 0 for what is not known. */
  price(question: PriceQuestion): Awaitable<Price | undefined>;
}

/** A {@link Pricer} that answers at once. */
export interface SyncPricer extends Pricer {
  price(question: PriceQuestion): Price | undefined;
}

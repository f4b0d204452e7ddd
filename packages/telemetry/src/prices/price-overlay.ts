/** Dollars per million tokens; another price may hold for all tokens of a request whose whole input is above a number of tokens. */
export type OverlayRate = number | TieredRate;

/** A price that depends on how long the prompt is. */
export interface TieredRate {
  readonly base: number;
  /** For requests with more than so many tokens of input, cached ones included. The highest that applies holds for every token. */
  readonly above: readonly { readonly tokens: number; readonly price: number }[];
}

/** What a model costs. A kind without a price of its own costs what the kind it is a part of does. */
export interface OverlayRates {
  readonly input?: OverlayRate | undefined;
  readonly cacheRead?: OverlayRate | undefined;
  /** Into a cache of five minutes, or of the provider's only life time. */
  readonly cacheWrite?: OverlayRate | undefined;
  readonly cacheWrite1h?: OverlayRate | undefined;
  readonly output?: OverlayRate | undefined;
  readonly reasoning?: OverlayRate | undefined;
  readonly audioInput?: OverlayRate | undefined;
  readonly audioOutput?: OverlayRate | undefined;
  readonly imageInput?: OverlayRate | undefined;
  readonly imageOutput?: OverlayRate | undefined;
  /** Dollars a call of tools that the provider runs, by the tool: `{ web_search: 0.01 }`. */
  readonly tools?: Readonly<Record<string, number>> | undefined;
  /** Dollars a request, beside its tokens. */
  readonly request?: number | undefined;
}

/** What a model costs from a day on, or at a time of the day. */
export interface DatedRates {
  /** `2026-10-07`: from its first moment in UTC. Without it: always. */
  readonly from?: string | undefined;
  /** Seconds of the day in UTC, from the first up to the second; over midnight where the second is the lower. */
  readonly hours?: readonly [from: number, to: number] | undefined;
  readonly rates: OverlayRates;
}

/** A model and its prices. */
export interface OverlayModel {
  /** Of the model, in lower case, the proper one first. A name with a date behind it (`-20261007`) is a snapshot, unless others have its price. */
  readonly names: readonly string[];
  /** Who serves it at these prices, as TokenPak names them (`anthropic`, `openai`, `google`, `aws`, ...). Without it: whoever does. */
  readonly providers?: readonly string[] | undefined;
  /** The last that applies holds, as in a calendar. */
  readonly prices: readonly DatedRates[];
}

/** What the tokens of a request cost more or less because of how it was served. */
export interface FactorRule {
  /** Without it: of every provider. */
  readonly providers?: readonly string[] | undefined;
  /** The field of the usage that says so. */
  readonly of: "tier" | "speed" | "geo";
  /** What it says, in lower case. */
  readonly value: string;
  /** Times the price, up to six decimals. Calls of tools are not touched by it. */
  readonly factor: number;
  /** Only of these models, as the price table names them. */
  readonly models?: readonly string[] | undefined;
  /** Not of these. */
  readonly except?: readonly string[] | undefined;
  /** What has to be assumed with it, in words. */
  readonly note?: string | undefined;
}

/** Prices laid over a table: its models take the place of the table's. */
export interface PriceOverlay {
  /** When it was written: `2026-11-23`. */
  readonly date?: string | undefined;
  readonly models: readonly OverlayModel[];
  readonly factors?: readonly FactorRule[] | undefined;
}

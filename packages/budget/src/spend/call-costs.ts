import {
  type CanonicalUsage,
  checkSpendNumber,
  type PriceQuestion,
  type Pricer,
  TokenPakError,
  totalTokens,
  UNKNOWN_USAGE,
} from "@tokenpak/core";
import type { CallByTokens, GuardedCall } from "./guarded-call.ts";

/**
 * What to do about a call whose price nobody knows, under limits in dollars. Limits in tokens need no price.
 *
 * - `refuse`: it is refused by every hard limit in dollars. If the model that was served has no price, though the one that was asked
 *   for had, what was reserved counts as spent.
 * - `allow`: it goes through, counted as nothing, with a warning.
 * - prices: dollars for a million tokens of input, cached or not, and of output: the highest that you expect.
 */
export type UnpricedPolicy =
  | "refuse"
  | "allow"
  | { readonly inputUsdPerMillion: number; readonly outputUsdPerMillion: number };

/** What a call comes to. */
export interface CallCost {
  readonly tokens: number;
  /** In nano-dollars; `undefined` where nobody knows, or asked. */
  readonly nanos: number | undefined;
}

/** How a guard prices calls. */
export interface CallCostsOptions {
  readonly pricer?: Pricer | undefined;
  readonly unpriced?: UnpricedPolicy | undefined;
  readonly maxReservedOutput?: number | undefined;
}

/** Prices calls before they are made, and after. */
export class CallCosts {
  readonly unpriced: UnpricedPolicy;
  readonly #pricer: Pricer | undefined;
  readonly #mostOutput: number;

  constructor({ pricer, unpriced = "refuse", maxReservedOutput }: CallCostsOptions) {
    checkPolicy(unpriced);
    if (maxReservedOutput !== undefined) checkSpendNumber("maxReservedOutput", maxReservedOutput);
    this.unpriced = unpriced;
    this.#pricer = pricer;
    this.#mostOutput = maxReservedOutput ?? Number.POSITIVE_INFINITY;
  }

  /** The most that a call comes to. */
  async estimate(
    call: GuardedCall,
    { at, isPriced }: { readonly at: number; readonly isPriced: boolean },
  ): Promise<CallCost> {
    const usages = call.usage === undefined ? this.#usagesOf(call) : [call.usage];
    const [plain, ...dearer] = usages as [CanonicalUsage, ...CanonicalUsage[]];
    const tokens = totalTokens(plain);
    if (!isPriced) return { tokens, nanos: undefined };
    const { model, provider } = call;
    let nanos = await this.cost({ model, provider, usage: plain, at });
    if (nanos === undefined) return { tokens, nanos };
    for (const usage of dearer) {
      // A provider that does not bill writes into its cache has no price for them.
      const price = await this.#pricer?.price({ model, provider, usage, at });
      nanos = Math.max(nanos, price?.costNanos ?? 0);
    }
    return { tokens, nanos };
  }

  /** What a usage cost in nano-dollars, by its price, or else by the policy's. */
  async cost(question: PriceQuestion): Promise<number | undefined> {
    const price = await this.#pricer?.price(question);
    if (price !== undefined) return price.costNanos;
    if (typeof this.unpriced === "string") return undefined;
    const { inputUsdPerMillion, outputUsdPerMillion } = this.unpriced;
    const { output } = question.usage;
    const input = totalTokens(question.usage) - output;
    return Math.round((input * inputUsdPerMillion + output * outputUsdPerMillion) * 1000);
  }

  #usagesOf(call: CallByTokens): readonly CanonicalUsage[] {
    const { inputTokens, maxOutputTokens, cacheWrite } = call;
    const output = Math.min(maxOutputTokens, this.#mostOutput);
    const plain = { ...UNKNOWN_USAGE, uncachedInput: inputTokens, output };
    if (cacheWrite === undefined) return [plain];
    const field = cacheWrite === "5m" ? "cacheWrite5m" : "cacheWrite1h";
    return [plain, { ...UNKNOWN_USAGE, [field]: inputTokens, output }];
  }
}

function checkPolicy(policy: UnpricedPolicy): void {
  if (policy === "refuse" || policy === "allow") return;
  const isRight =
    typeof policy === "object" &&
    policy !== null &&
    isRate(policy.inputUsdPerMillion) &&
    isRate(policy.outputUsdPerMillion);
  if (isRight) return;
  throw new TokenPakError(
    "INVALID_OPTION",
    `unpriced is ${JSON.stringify(policy)}. Give refuse, allow, or { inputUsdPerMillion, outputUsdPerMillion } in dollars from 0.`,
  );
}

function isRate(rate: unknown): boolean {
  return typeof rate === "number" && Number.isFinite(rate) && rate >= 0;
}

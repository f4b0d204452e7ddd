import * as z from "zod/mini";
import { providerName } from "../sources/provider-name.ts";
import { type OverlayPlace, overlayError } from "./overlay-error.ts";
import type { OverlayModel, OverlayRate, OverlayRates } from "./price-overlay.ts";

/** Whether an entry has LiteLLM's fields (its `model_prices_and_context_window.json` is what many tools read). */
export function isLitellmEntry(entry: unknown): entry is Readonly<Record<string, unknown>> {
  return (
    typeof entry === "object" &&
    entry !== null &&
    Object.keys(entry).some(
      (key) => key === "litellm_provider" || key === "mode" || key.includes("_cost"),
    )
  );
}

/**
 * The prices of an entry in LiteLLM's fields; `undefined` where it has none for tokens (such as for images by the piece). What it says
 * of other things is passed over. Throws `INVALID_OPTION` for a price that is none.
 */
export function litellmModel(
  entry: Readonly<Record<string, unknown>>,
  place: OverlayPlace,
): OverlayModel | undefined {
  const rates: { -readonly [Kind in RateKind]?: OverlayRate } = {};
  for (const [kind, field] of FIELDS) {
    const base = dollarsPerMillion(entry, field, place);
    if (base === undefined) continue;
    const above = STEPS.flatMap((thousands) => {
      const price = dollarsPerMillion(entry, `${field}_above_${thousands}k_tokens`, place);
      return price === undefined ? [] : [{ tokens: thousands * 1000, price }];
    });
    rates[kind] = above.length === 0 ? base : { base, above };
  }
  if (rates.input === undefined) return undefined;
  const { litellm_provider: provider } = entry;
  return {
    names: [place.name.toLowerCase()],
    providers: typeof provider === "string" ? [litellmProvider(provider)] : undefined,
    prices: [{ rates }],
  };
}

type RateKind = Exclude<keyof OverlayRates, "tools" | "request">;

const FIELDS: readonly (readonly [kind: RateKind, field: string])[] = [
  ["input", "input_cost_per_token"],
  ["output", "output_cost_per_token"],
  ["cacheRead", "cache_read_input_token_cost"],
  ["cacheWrite", "cache_creation_input_token_cost"],
  ["cacheWrite1h", "cache_creation_input_token_cost_above_1hr"],
  ["reasoning", "output_cost_per_reasoning_token"],
  ["audioInput", "input_cost_per_audio_token"],
  ["audioOutput", "output_cost_per_audio_token"],
  ["imageInput", "input_cost_per_image_token"],
  ["imageOutput", "output_cost_per_image_token"],
];

/** Thousands of tokens of the prompt above which LiteLLM knows other prices. */
const STEPS = [32, 100, 128, 200, 256, 272, 512];

const PER_TOKEN =
  "must be dollars per token, from 0 up to 0.01 (0.000003 is $3 per million tokens)";

const dollarsPerToken = z
  .number(PER_TOKEN)
  .check(z.gte(0, `must not be negative: ${PER_TOKEN}`), z.lte(0.01, PER_TOKEN));

function dollarsPerMillion(
  entry: Readonly<Record<string, unknown>>,
  field: string,
  place: OverlayPlace,
): number | undefined {
  const value = entry[field];
  if (value === undefined || value === null) return undefined;
  const checked = dollarsPerToken.safeParse(value);
  if (!checked.success) {
    throw overlayError(place, field, checked.error.issues[0]?.message ?? PER_TOKEN);
  }
  // In decimals, as it is written: times a million would be 2.9999999999999996 for 0.000003.
  const [digits = "0", exponent = "0"] = String(checked.data).split("e");
  return Number(`${digits}e${Number(exponent) + 6}`);
}

function litellmProvider(name: string): string {
  const start = PROVIDERS.find(([prefix]) => name.startsWith(prefix));
  return start?.[1] ?? providerName(name);
}

const PROVIDERS: readonly (readonly [prefix: string, provider: string])[] = [
  ["vertex_ai", "google"],
  ["bedrock", "aws"],
  ["azure", "azure"],
  ["text-completion-openai", "openai"],
  ["fireworks_ai", "fireworks"],
  ["together_ai", "together"],
];

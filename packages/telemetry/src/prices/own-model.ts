import * as z from "zod/mini";
import { providerName } from "../sources/provider-name.ts";
import { type OverlayPlace, overlayError } from "./overlay-error.ts";
import type { FactorRule, OverlayModel, OverlayRate } from "./price-overlay.ts";

/** Checks an entry of dollars per million tokens. Throws `INVALID_OPTION`. */
export function ownModel(
  entry: unknown,
  place: OverlayPlace,
): { readonly model: OverlayModel; readonly factors: readonly FactorRule[] } {
  const checked = Entry.safeParse(entry);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw overlayError(place, (issue?.path ?? []).join("."), issue?.message ?? "is wrong");
  }
  const { provider, names, above, tools, factors, request, ...rates } = checked.data;
  const providers = provider === undefined ? undefined : [providerName(provider)];
  const named = [place.name.toLowerCase(), ...(names ?? []).map((name) => name.toLowerCase())];
  return {
    model: {
      names: named,
      providers,
      prices: [{ rates: { ...withSteps(rates, above ?? []), tools, request } }],
    },
    factors: Object.entries(factors ?? {}).flatMap(([value, factor]) =>
      (["tier", "speed", "geo"] as const).map((of) => ({
        providers,
        of,
        value: value.toLowerCase(),
        factor,
        models: [named[0] ?? ""],
      })),
    ),
  };
}

const DOLLARS = "must be dollars per million tokens, from 0.00001 up to 10000 (0 for what is free)";

const isSensible = z.refine<number>(
  (price) => price === 0 || (price >= 0.00001 && price <= 10_000),
  DOLLARS,
);

const dollarsPerMillion = z.optional(z.number(DOLLARS).check(isSensible));

const dollarsEach = z
  .number("must be dollars a call, from 0 up to 1000")
  .check(z.gte(0, "must not be negative"), z.lte(1000, "must be dollars a call, up to 1000"));

const rates = {
  input: dollarsPerMillion,
  cacheRead: dollarsPerMillion,
  cacheWrite: dollarsPerMillion,
  cacheWrite1h: dollarsPerMillion,
  output: dollarsPerMillion,
  reasoning: dollarsPerMillion,
  audioInput: dollarsPerMillion,
  audioOutput: dollarsPerMillion,
  imageInput: dollarsPerMillion,
  imageOutput: dollarsPerMillion,
};

const KEYS = [...Object.keys(rates), "provider", "names", "above", "tools", "request", "factors"];

type ObjectIssue = z.core.$ZodRawIssue<
  z.core.$ZodIssueInvalidType | z.core.$ZodIssueUnrecognizedKeys
>;

const explainUnknown = {
  error: (issue: ObjectIssue): string =>
    issue.code === "unrecognized_keys"
      ? `has the unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}; known are ${KEYS.join(", ")}`
      : 'must be an object such as { "input": 2.5, "output": 10 }',
};

const Step = z.strictObject(
  {
    tokens: z.int("must be a whole number of tokens").check(z.gte(1, "must be at least 1")),
    ...rates,
  },
  explainUnknown,
);

const Entry = z.strictObject(
  {
    ...rates,
    input: z.number(`is missing or no number: ${DOLLARS}`).check(isSensible),
    provider: z.optional(z.string('must be the name of a provider, such as "openai"')),
    names: z.optional(z.array(z.string("must be a name"), "must be a list of further names")),
    above: z.optional(z.array(Step, 'must be a list such as [{ "tokens": 200000, "input": 5 }]')),
    tools: z.optional(z.record(z.string(), dollarsEach, "must be dollars a call, by the tool")),
    request: z.optional(dollarsEach),
    factors: z.optional(
      z.record(
        z.string(),
        z
          .number("must be a number, such as 0.5")
          .check(z.gt(0, "must be above 0"), z.lte(100, "must be at most 100")),
        'must be factors by tier, speed or region, such as { "priority": 2 }',
      ),
    ),
  },
  explainUnknown,
);

type PlainRates = Readonly<Partial<Record<keyof typeof rates, number | undefined>>>;

/** Base prices with the prices of longer prompts; a kind that has none there keeps its base. */
function withSteps(
  base: PlainRates,
  steps: readonly (PlainRates & { readonly tokens: number })[],
): Readonly<Record<string, OverlayRate>> {
  const tiered: Record<string, OverlayRate> = {};
  for (const [kind, price] of Object.entries(base)) {
    if (price === undefined) continue;
    const above = steps.flatMap((step) => {
      const higher = step[kind as keyof PlainRates];
      return higher === undefined ? [] : [{ tokens: step.tokens, price: higher }];
    });
    tiered[kind] = above.length === 0 ? price : { base: price, above };
  }
  return tiered;
}

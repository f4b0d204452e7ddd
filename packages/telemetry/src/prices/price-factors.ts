import type { CanonicalUsage } from "@tokenpak/core";
import { FACTOR_UNIT, factorUnits, WHOLE_FACTOR } from "./exact-money.ts";
import type { FactorRule } from "./price-overlay.ts";

/** What a request's tokens cost times because of its tier, speed and region. */
export interface PriceFactor {
  /** In units of 1 / {@link WHOLE_FACTOR}. */
  readonly units: bigint;
  readonly notes: readonly string[];
}

/** The factor of a usage; `undefined` where it was served in a way that has no known price. */
export function priceFactor(
  usage: CanonicalUsage,
  served: {
    readonly provider: string;
    readonly model: string;
    readonly rules: readonly FactorRule[];
  },
): PriceFactor | undefined {
  if (usage.tier === undefined && usage.speed === undefined && usage.geo === undefined) {
    return STANDARD_FACTOR;
  }
  let units = 1n;
  let notes: readonly string[] = NO_NOTES;
  for (const of of FIELDS) {
    const value = serviceWord(usage[of]);
    if (STANDARD[of].has(value)) {
      units *= FACTOR_UNIT;
      continue;
    }
    const rule = served.rules.find(
      (one) => one.of === of && one.value === value && holds(one, served),
    );
    // The region is said for many providers, and costs something with those only that have a rule for it.
    if (rule === undefined && of === "geo" && !hasRules(served, of)) {
      units *= FACTOR_UNIT;
      continue;
    }
    if (rule === undefined) return undefined;
    units *= factorUnits(rule.factor);
    if (rule.note !== undefined) notes = [...notes, rule.note];
  }
  return units === WHOLE_FACTOR && notes.length === 0 ? STANDARD_FACTOR : { units, notes };
}

const NO_NOTES: readonly string[] = [];
const STANDARD_FACTOR: PriceFactor = { units: WHOLE_FACTOR, notes: NO_NOTES };
const FIELDS = ["tier", "speed", "geo"] as const;

/** What says that nothing special was done. */
const STANDARD: Readonly<Record<FactorRule["of"], ReadonlySet<string>>> = {
  tier: new Set(["", "standard", "default", "auto", "standard_only", "on_demand"]),
  speed: new Set(["", "standard", "default", "normal"]),
  geo: new Set(["", "global", "not_available", "default"]),
};

/** Google's `ON_DEMAND_FLEX` is what others call `flex`, and `..._UNSPECIFIED` says nothing. */
function serviceWord(said: string | undefined): string {
  const word = (said ?? "")
    .trim()
    .toLowerCase()
    .replace(/^on_demand_/, "");
  return word.endsWith("unspecified") ? "" : word;
}

function holds(
  { providers, models, except }: FactorRule,
  { provider, model }: { readonly provider: string; readonly model: string },
): boolean {
  return (
    (providers?.includes(provider) ?? true) &&
    (models?.includes(model) ?? true) &&
    !(except?.includes(model) ?? false)
  );
}

function hasRules(
  { provider, rules }: { readonly provider: string; readonly rules: readonly FactorRule[] },
  of: FactorRule["of"],
): boolean {
  return rules.some((rule) => rule.of === of && (rule.providers?.includes(provider) ?? true));
}

import { type RatePeriod, ratePeriods } from "./model-rates.ts";
import type { OverlayModel, PriceOverlay } from "./price-overlay.ts";
import type { FoundModel } from "./price-table.ts";

/** Finds the model of an overlay that has the first of these names. */
export type FindInOverlay = (
  provider: string | undefined,
  names: readonly string[],
) => FoundModel | undefined;

/** Makes the models of an overlay findable. A later one of the same name and provider takes the place of an earlier one. */
export function overlayIndex(overlay: PriceOverlay): FindInOverlay {
  const models = new Map<string, OverlayModel[]>();
  const periods = new Map<OverlayModel, readonly RatePeriod[]>();
  for (const model of overlay.models) {
    for (const name of model.names) {
      const lower = name.toLowerCase();
      for (const key of new Set([lower, afterSlash(lower)])) {
        models.set(key, [model, ...(models.get(key) ?? [])]);
      }
    }
  }
  const periodsOf = (model: OverlayModel): readonly RatePeriod[] => {
    const known = periods.get(model);
    if (known !== undefined) return known;
    const made = ratePeriods(model.prices, {
      claude: model.names.some((name) => name.toLowerCase().includes("claude")),
    });
    periods.set(model, made);
    return made;
  };
  return (provider, names) => {
    for (const name of names) {
      const model = models.get(name)?.find((one) => serves(one, provider));
      if (model !== undefined) {
        return {
          provider: provider ?? model.providers?.[0] ?? "unknown",
          model: model.names[0] ?? name,
          match: "exact",
          periods: periodsOf(model),
          notes: [],
        };
      }
    }
    return undefined;
  };
}

function serves({ providers }: OverlayModel, provider: string | undefined): boolean {
  return provider === undefined || providers === undefined || providers.includes(provider);
}

function afterSlash(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

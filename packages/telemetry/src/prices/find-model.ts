import { LRUCache } from "lru-cache";
import { providerName } from "../sources/provider-name.ts";
import {
  bareName,
  cleanName,
  differInVersion,
  isBedrockName,
  LONGEST_NAME,
  withoutDate,
} from "./model-name.ts";
import type { FindInOverlay } from "./overlay-index.ts";
import { type FoundModel, findInTable, tableHasProvider } from "./price-table.ts";

/** Finds what a model costs, by who serves it and what it is called; `undefined` where nobody has a price. */
export type FindModel = (provider: string | undefined, model: string) => FoundModel | undefined;

/**
 * Looks in the overlays, in their order, and then in the table. Answers are remembered: a walk through the table's rules costs some
 * 20 to 50 us. The memory holds 2,000 names.
 */
export function createFindModel(overlays: readonly FindInOverlay[]): FindModel {
  const memory = new LRUCache<string, { readonly found: FoundModel | undefined }>({ max: 2000 });
  return (provider, model) => {
    if (model.length > LONGEST_NAME || (provider ?? "").length > LONGEST_NAME) return undefined;
    const key = `${provider ?? ""}\n${model}`;
    const known = memory.get(key);
    if (known !== undefined) return known.found;
    const found = search(overlays, provider, cleanName(model));
    memory.set(key, { found });
    return found;
  };
}

function search(
  overlays: readonly FindInOverlay[],
  provider: string | undefined,
  name: string,
): FoundModel | undefined {
  if (name === "") return undefined;
  const given = provider === undefined ? "unknown" : providerName(provider);
  if (given !== "unknown") return searchOf(overlays, given, name);
  const said = saidProvider(name);
  const found = searchOf(overlays, said?.provider, said?.name ?? name);
  if (found === undefined || said !== undefined) return found;
  // Two guesses are too many: a model that runs on somebody's own machine may be called much like one that is sold.
  if (found.match === "fuzzy" && differInVersion(name, found.model)) return undefined;
  const note = `No provider is known: the name was taken for one of ${found.provider}.`;
  return { ...found, notes: [note, ...found.notes] };
}

function searchOf(
  overlays: readonly FindInOverlay[],
  provider: string | undefined,
  name: string,
): FoundModel | undefined {
  const bare = bareName(name);
  const laidOver = (...names: readonly string[]): FoundModel | undefined => {
    for (const find of overlays) {
      const found = find(provider, names);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const named = laidOver(name, bare);
  if (named !== undefined) return named;
  const listed =
    findInTable(provider, name) ?? (bare === name ? undefined : findInTable(provider, bare));
  if (listed?.match === "exact") return listed;
  return laidOver(withoutDate(name), withoutDate(bare)) ?? listed;
}

/** `openai/gpt-5`, `bedrock/us.anthropic.claude-...`, or a name that only Bedrock gives. */
function saidProvider(name: string): { provider: string; name: string } | undefined {
  const slash = name.indexOf("/");
  const head = slash > 0 ? providerName(name.slice(0, slash)) : "unknown";
  if (head !== "unknown" && tableHasProvider(head)) {
    return { provider: head, name: name.slice(slash + 1) };
  }
  return isBedrockName(name) ? { provider: "aws", name } : undefined;
}

import { createRequire } from "node:module";
import type { ConditionalPrice, MatchLogic, ModelInfo, ModelPrice } from "@pydantic/genai-prices";
import { bareName, differInVersion, withoutDate } from "./model-name.ts";
import { type RatePeriod, ratePeriods } from "./model-rates.ts";
import type { DatedRates, OverlayRate, OverlayRates } from "./price-overlay.ts";
import { CLAUDE_TOOLS, KNOWN_SNAPSHOTS } from "./shipped-overlay.ts";

/** A model that was found under a name. */
export interface FoundModel {
  readonly provider: string;
  readonly model: string;
  readonly match: "exact" | "fuzzy";
  readonly periods: readonly RatePeriod[];
  /** What had to be assumed to find it, in words. */
  readonly notes: readonly string[];
}

/** Looks a name up in the table of @pydantic/genai-prices, by its rules. Without a provider the name says whose it is. */
export function findInTable(provider: string | undefined, name: string): FoundModel | undefined {
  const { calcPrice } = genaiPrices();
  const found = calcPrice({}, name, provider === undefined ? {} : { providerId: provider });
  if (found === null) return undefined;
  const { model } = found;
  const whose = provider !== undefined && found.provider.id !== provider;
  const exact = !whose && namesExactly(model, name);
  return {
    provider: found.provider.id,
    model: model.id,
    match: exact ? "exact" : "fuzzy",
    periods: periodsOf(model),
    notes: [
      ...(whose
        ? [`The provider ${provider} was taken for ${found.provider.id} by its name.`]
        : []),
      ...(exact || whose ? [] : [fuzzyNote(name, model.id)]),
    ],
  };
}

/** Whether the table has a provider of this very name. */
export function tableHasProvider(name: string): boolean {
  return genaiPrices().findProvider({ providerId: name })?.id === name;
}

type GenaiPrices = typeof import("@pydantic/genai-prices");

let loaded: GenaiPrices | undefined;

// Required at the first price and not imported above: it takes some 30 ms that nobody pays who prices nothing. Its prices are never
// updated over the network: nobody calls `updatePrices`.
function genaiPrices(): GenaiPrices {
  loaded ??= createRequire(import.meta.url)("@pydantic/genai-prices") as GenaiPrices;
  return loaded;
}

const PERIODS = new WeakMap<ModelInfo, readonly RatePeriod[]>();

function periodsOf(model: ModelInfo): readonly RatePeriod[] {
  const known = PERIODS.get(model);
  if (known !== undefined) return known;
  const claude = model.id.includes("claude");
  const prices = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
  const periods = ratePeriods(
    prices.map((price) => datedRates(price, claude)),
    { claude },
  );
  PERIODS.set(model, periods);
  return periods;
}

function datedRates({ constraint, prices }: ConditionalPrice, claude: boolean): DatedRates {
  const rates = tableRates(prices, claude);
  if (constraint === undefined) return { rates };
  if (constraint.type === "start_date") return { from: constraint.start_date, rates };
  return { hours: [secondOfDay(constraint.start_time), secondOfDay(constraint.end_time)], rates };
}

/** `01:00:00Z` as seconds: the table writes all its times in UTC. */
function secondOfDay(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.replace("Z", "").split(":").map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

function tableRates(prices: ModelPrice, claude: boolean): OverlayRates {
  const rate = (key: string): OverlayRate | undefined => {
    const price = prices[key];
    if (price === undefined || typeof price === "number") return price;
    return {
      base: price.base,
      above: price.tiers.map(({ start, price: tier }) => ({ tokens: start, price: tier })),
    };
  };
  const perThousand = (tool: string, key: string): Record<string, number> => {
    const price = prices[key];
    return typeof price === "number" ? { [tool]: price / 1000 } : {};
  };
  const { requests_kcount: request } = prices;
  return {
    input: rate("input_mtok"),
    cacheRead: rate("cache_read_mtok"),
    cacheWrite: rate("cache_write_mtok"),
    cacheWrite1h: rate("cache_write_1h_mtok"),
    output: rate("output_mtok"),
    reasoning: rate("output_reasoning_mtok"),
    audioInput: rate("input_audio_mtok"),
    audioOutput: rate("output_audio_mtok"),
    imageInput: rate("input_image_mtok"),
    imageOutput: rate("output_image_mtok"),
    tools: {
      ...(claude ? CLAUDE_TOOLS : {}),
      ...perThousand("web_search", "web_searches_kcount"),
      ...perThousand("file_search", "storage_searches_kcount"),
      ...perThousand("code_execution", "code_executions_kcount"),
    },
    request: typeof request === "number" ? request / 1000 : undefined,
  };
}

/** Whether the table has this very name: as the model's own, as one of those it is equal to, or as a pattern of its dated ones. */
function namesExactly(model: ModelInfo, name: string): boolean {
  const bare = bareName(name);
  const isName = (literal: string): boolean => {
    const lower = literal.toLowerCase();
    return lower === name || bareName(lower) === bare;
  };
  if (isName(model.id) || KNOWN_SNAPSHOTS.has(bare)) return true;
  const rules: MatchLogic[] = [model.match];
  for (let rule = rules.pop(); rule !== undefined; rule = rules.pop()) {
    if ("or" in rule) rules.push(...rule.or);
    else if (saysName(rule, { name, bare, isName })) return true;
  }
  return false;
}

interface AskedName {
  readonly name: string;
  readonly bare: string;
  readonly isName: (literal: string) => boolean;
}

function saysName(rule: MatchLogic, { name, bare, isName }: AskedName): boolean {
  if ("equals" in rule) return isName(rule.equals);
  if ("regex" in rule) return [name, bare].some((one) => isDated(rule.regex, one));
  // Vertex: `claude-opus-5@`, with a date behind it.
  return (
    "contains" in rule &&
    rule.contains.endsWith("@") &&
    name.startsWith(rule.contains) &&
    /^20\d{6}$/.test(name.slice(rule.contains.length))
  );
}

/** `^claude-opus-5-\d{8}$`: a pattern that leaves nothing open but the digits of a date. */
function isDated(pattern: string, name: string): boolean {
  return (
    /^\^[\w./\\-]*(?:-\\d\{\d\}){1,3}\$$/.test(pattern) &&
    withoutDate(name) !== name &&
    new RegExp(pattern).test(name)
  );
}

function fuzzyNote(name: string, id: string): string {
  const taken = `${name.slice(0, 100)} is not in the price table: a rule of the table took it for ${id}.`;
  return differInVersion(name, id)
    ? `${taken} Their versions differ, and so may their prices.`
    : taken;
}

import {
  type CanonicalUsage,
  contentHash,
  type Price,
  type PriceQuestion,
  type SyncPricer,
  type TokenCounts,
  totalTokens,
} from "@tokenpak/core";
import { type ExactMoney, toNanos, WHOLE_FACTOR } from "./exact-money.ts";
import { createFindModel, type FindModel } from "./find-model.ts";
import { type ModelRates, type RatePeriod, ratesAt } from "./model-rates.ts";
import { overlayIndex } from "./overlay-index.ts";
import { priceFactor } from "./price-factors.ts";
import type { FactorRule, PriceOverlay } from "./price-overlay.ts";
import type { FoundModel } from "./price-table.ts";
import { areCounts, type MoneyParts, pricedTokens } from "./priced-tokens.ts";
import { readPriceOverlay } from "./read-price-overlay.ts";
import { SHIPPED_OVERLAY, TABLE_VERSION } from "./shipped-overlay.ts";
import { toolKind } from "./tool-kind.ts";

/** Which prices hold. */
export interface PricerOptions {
  /**
   * Prices of the user's own, or the path of a JSON file with them: they come before all others. A file that does not exist is
   * no error, as it need not; one that is wrong is.
   */
  readonly overlay?: PriceOverlay | string | undefined;
}

/**
 * Prices usage by the table of @pydantic/genai-prices, with what it lacks laid over it: newer models, what batches, fast answers and
 * regions cost, and the user's own prices. Exact: money is summed in whole numbers and rounded once. Nothing is ever fetched. A usage
 * that nobody reported, or whose counts are no counts, has no price. Throws `INVALID_OPTION` or `PATH_UNREADABLE` for a wrong overlay.
 */
export function createPricer(options: PricerOptions = {}): SyncPricer {
  const user =
    typeof options.overlay === "string" ? readPriceOverlay(options.overlay) : options.overlay;
  const overlays = user === undefined ? [SHIPPED_OVERLAY] : [user, SHIPPED_OVERLAY];
  const prices: Prices = {
    find: createFindModel(overlays.map(overlayIndex)),
    rules: overlays.flatMap(({ factors }) => factors ?? []),
    table: [
      `genai-prices-${TABLE_VERSION}`,
      `tokenpak-${SHIPPED_OVERLAY.date}`,
      ...(user === undefined ? [] : [`user-${contentHash(JSON.stringify(user)).slice(0, 8)}`]),
    ].join("+"),
  };
  return { priceTable: prices.table, price: (question) => price(question, prices) };
}

interface Prices {
  readonly find: FindModel;
  readonly rules: readonly FactorRule[];
  readonly table: string;
}

interface MoneySums extends MoneyParts {
  tool: ExactMoney;
}

function price(question: PriceQuestion, prices: Prices): Price | undefined {
  const { usage } = question;
  const main = prices.find(question.provider, question.model);
  if (main === undefined || !isKnown(usage)) return undefined;
  const sums: MoneySums = { input: 0n, cacheRead: 0n, cacheWrite: 0n, output: 0n, tool: 0n };
  const notes = new Set<string>(main.notes);
  const shares = usage.parts !== undefined && usage.parts.length > 0 ? usage.parts : [usage];
  let match = main.match;
  for (const share of shares) {
    const found = modelOf(share, main) ?? prices.find(question.provider, nameOf(share));
    if (found === undefined || !addTokens({ share, found, question, prices }, sums, notes)) {
      return undefined;
    }
    if (found.match === "fuzzy") match = "fuzzy";
  }
  const period = ratesAt(main.periods, timeOf(question));
  if (period === undefined || !addTools(usage, period.rates, sums)) return undefined;
  if (usage.partial) notes.add("The answer was cut off: it cost at least this.");
  return toPrice(sums, {
    priceProvider: main.provider,
    priceModel: main.model,
    match,
    priceTable: prices.table,
    assumptions: [...notes],
  });
}

/** A part without a model of its own was served by the response's. */
function modelOf(share: TokenCounts, main: FoundModel): FoundModel | undefined {
  return nameOf(share) === "" ? main : undefined;
}

function nameOf(share: TokenCounts & { readonly model?: string | undefined }): string {
  return share.model ?? "";
}

function isKnown(usage: CanonicalUsage): boolean {
  if (!areCounts(usage) || !(usage.parts ?? []).every(areCounts)) return false;
  return usage.usageSource !== "unknown" || totalTokens(usage) > 0;
}

interface Share {
  readonly share: TokenCounts;
  readonly found: FoundModel;
  readonly question: PriceQuestion;
  readonly prices: Prices;
}

function addTokens(
  { share, found, question, prices }: Share,
  sums: MoneySums,
  notes: Set<string>,
): boolean {
  const at = timeOf(question);
  const period = ratesAt(found.periods, at);
  const factor = priceFactor(question.usage, { ...found, rules: prices.rules });
  const parts = period && pricedTokens(share, period.rates, notes);
  if (factor === undefined || parts === undefined) return false;
  for (const note of [...found.notes, ...factor.notes, ...hourNotes(period, at)]) notes.add(note);
  for (const part of ["input", "cacheRead", "cacheWrite", "output"] as const) {
    sums[part] += parts[part] * factor.units;
  }
  return true;
}

function hourNotes(period: RatePeriod | undefined, at: number | undefined): readonly string[] {
  return period?.hours === undefined || at !== undefined
    ? []
    : [
        "The price depends on the time of day, which is not known: the one of the last period listed is used.",
      ];
}

function addTools(usage: CanonicalUsage, rates: ModelRates, sums: MoneySums): boolean {
  sums.tool += rates.request * WHOLE_FACTOR;
  for (const [tool, calls] of Object.entries(usage.serverTools)) {
    if (calls === 0) continue;
    const each = rates.tools.get(toolKind(tool));
    if (each === undefined || !Number.isSafeInteger(calls) || calls < 0) return false;
    sums.tool += BigInt(calls) * each * WHOLE_FACTOR;
  }
  return true;
}

function timeOf({ at }: PriceQuestion): number | undefined {
  return at !== undefined && Number.isFinite(at) ? at : undefined;
}

function toPrice(
  sums: MoneySums,
  known: Pick<Price, "priceProvider" | "priceModel" | "match" | "priceTable" | "assumptions">,
): Price {
  const input = toNanos(sums.input);
  const cacheRead = toNanos(sums.cacheRead);
  const cacheWrite = toNanos(sums.cacheWrite);
  const output = toNanos(sums.output);
  const tool = toNanos(sums.tool);
  const costNanos = Number(input + cacheRead + cacheWrite + output + tool);
  return {
    costNanos,
    inputNanos: Number(input),
    cacheReadNanos: Number(cacheRead),
    cacheWriteNanos: Number(cacheWrite),
    outputNanos: Number(output),
    toolNanos: Number(tool),
    costUsd: costNanos / 1e9,
    ...known,
  };
}

import { type TokenCounter, TokenPakError } from "@tokenpak/core";
import type { Allocation, AllocationTotals } from "./allocation.ts";
import type { BudgetComponent, BudgetComponents, BudgetItem } from "./budget-components.ts";
import { BUCKET_PRIORITIES, BUCKETS, type BucketName, type BudgetConfig } from "./budget-config.ts";
import { type CutBucket, cutComponent } from "./cut-component.ts";
import type { BucketFit } from "./fit-bucket.ts";
import { type AskingBucket, fitBuckets } from "./fit-buckets.ts";
import { recordTrims } from "./record-trims.ts";
import type { BucketDemand } from "./share-budget.ts";
import type { KeptUnit, Shortening } from "./shorten-unit.ts";

/** By what an allocation goes. */
export interface AllocationSettings {
  readonly config: BudgetConfig;
  readonly counter: TokenCounter;
  /** Without it there are whole units only. */
  readonly shortening: Shortening | undefined;
}

/**
 * Fits checked components into the configuration's total. Throws `BUDGET_UNSATISFIABLE` when what must stay is over it. Linear in the
 * components but for sorting items by score; counts each unit once, and what may stand once more.
 */
export function allocateComponents<Components extends BudgetComponents>(
  components: Components,
  { config, counter, shortening }: AllocationSettings,
): Allocation<Components> {
  const total = config.totalTokens;
  const asking = BUCKETS.flatMap((name): AskingBucket[] => {
    const component = components[name];
    if (component === undefined) return [];
    const bucket = cutComponent(name, component, counter);
    return [{ bucket, asks: asksOf(bucket, component, config) }];
  });
  const buckets = asking.map(({ bucket }) => bucket);
  let fits = wholeWithin(total, buckets, counter);
  if (fits === undefined) {
    requireRoom(total, buckets);
    fits = fitBuckets(asking, { total, counter, shortening });
  }
  const stands = new Map<string, unknown>();
  for (const [place, { name }] of buckets.entries()) {
    stands.set(name, standing(components[name] as BudgetComponent, fits[place] as BucketFit));
  }
  const names = Object.keys(components).filter((name) => name in MUST_STAY);
  const totals: AllocationTotals = {
    totalTokens: sumOf(fits.map(({ tokens }) => tokens)),
    budget: total,
    trims: buckets.flatMap((bucket, place) => recordTrims(bucket, fits[place] as BucketFit)),
  };
  // Each component is what `AllocatedComponent` says of it, which the compiler cannot follow through a generic.
  return {
    ...Object.fromEntries(names.map((name) => [name, stands.get(name)])),
    ...totals,
  } as unknown as Allocation<Components>;
}

function asksOf(bucket: CutBucket, component: BudgetComponent, config: BudgetConfig): BucketDemand {
  const { minPct, maxPct, priority } = config.buckets[bucket.name];
  return {
    demand: Math.max(bucket.demand, bucket.required),
    required: bucket.required,
    min: Math.floor((config.totalTokens * minPct) / 100),
    max: Math.floor((config.totalTokens * maxPct) / 100),
    rank: BUCKET_PRIORITIES.findIndex((known) => known === (component.priority ?? priority)),
  };
}

/** All of it, when it is within the total. */
function wholeWithin(
  total: number,
  buckets: readonly CutBucket[],
  counter: TokenCounter,
): BucketFit[] | undefined {
  if (sumOf(buckets.map(({ demand }) => demand)) > total * SURELY_OVER + MOST_LOST)
    return undefined;
  const fits = buckets.map(({ units, split, demand }) => ({
    share: total,
    kept: units,
    unshortened: NOTHING,
    tokens: split === undefined ? demand : counter.count(split.source),
    text: split?.source,
  }));
  return sumOf(fits.map(({ tokens }) => tokens)) <= total ? fits : undefined;
}

/** A text may count to less than its parts do; not to half. */
const SURELY_OVER = 2;
const MOST_LOST = 1000;

const NOTHING: ReadonlySet<number> = new Set();

function requireRoom(total: number, buckets: readonly CutBucket[]): void {
  const required = sumOf(buckets.map((bucket) => bucket.required));
  if (required <= total) return;
  const parts = buckets
    .filter((bucket) => bucket.required > 0)
    .map((bucket) => `${bucket.required} ${MUST_STAY[bucket.name]}`);
  throw new TokenPakError(
    "BUDGET_UNSATISFIABLE",
    `What must stay takes ${required} tokens, ${required - total} more than the budget of ${total}: ${parts.join(", ")}. Shorten it, or raise totalTokens to at least ${required}.`,
  );
}

const MUST_STAY: Readonly<Record<BucketName, string>> = {
  state: "for state, which is kept whole",
  recent: "for the newest user turn and what is pinned in recent",
  evidence: "for what is pinned in evidence",
  tools: "for what is pinned in tools",
};

/** The component with what is kept of it. */
function standing(component: BudgetComponent, { kept, tokens, text }: BucketFit): BudgetComponent {
  if (component.text !== undefined) return { ...component, text: text ?? "", tokens };
  const items: (string | BudgetItem)[] = [];
  component.items.forEach((item, index) => {
    const unit = kept[index];
    if (unit !== undefined) items.push(withText(item, unit));
  });
  return { ...component, items, tokens };
}

/** The item itself while its text is the same. */
function withText(item: string | BudgetItem, { text }: KeptUnit): string | BudgetItem {
  if (typeof item === "string") return text;
  return item.text === text ? item : { ...item, text };
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

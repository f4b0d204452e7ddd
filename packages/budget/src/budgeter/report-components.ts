import type { TokenCounter } from "@tokenpak/core";
import type { BudgetComponent, BudgetComponents } from "./budget-components.ts";
import { BUCKETS, type BucketName } from "./budget-config.ts";

/** What one bucket takes of a budget. */
export interface BucketUse {
  /** 0 for a bucket that is not there. */
  readonly tokens: number;
  /** Percent of the budget, in which the configuration's ranges are; over 100 for more than all of it. 0 of a budget of 0. */
  readonly pct: number;
}

/** What components take of a budget. */
export interface BudgetReport {
  readonly buckets: Readonly<Record<BucketName, BucketUse>>;
  readonly totalTokens: number;
  readonly budget: number;
}

/** What checked components take, counted as they stand. */
export function reportComponents(
  components: BudgetComponents,
  { budget, counter }: { readonly budget: number; readonly counter: TokenCounter },
): BudgetReport {
  const useOf = (name: BucketName): BucketUse => {
    const component = components[name];
    const tokens = component === undefined ? 0 : countComponent(component, counter);
    return { tokens, pct: budget === 0 ? 0 : (tokens / budget) * 100 };
  };
  const buckets = {
    state: useOf("state"),
    recent: useOf("recent"),
    evidence: useOf("evidence"),
    tools: useOf("tools"),
  };
  return {
    buckets,
    totalTokens: BUCKETS.reduce((sum, name) => sum + buckets[name].tokens, 0),
    budget,
  };
}

function countComponent({ text, items }: BudgetComponent, counter: TokenCounter): number {
  if (text !== undefined) return counter.count(text);
  return (items ?? []).reduce(
    (sum, item) => sum + counter.count(typeof item === "string" ? item : item.text),
    0,
  );
}

import type { LatencyQuantiles, ReportDimension } from "@tokenpak/core";
import { latencyBin, latencyOfBin } from "../ledger/latency-counts.ts";
import { latencyQuantiles } from "../ledger/latency-quantiles.ts";
import { type SummedCompletion, TrackedSums } from "./tracked-sums.ts";
import {
  byCost,
  checkedDimensions,
  type SummaryQuery,
  type TrackerGroup,
  type TrackerSummary,
} from "./tracker-summary.ts";

/** What is kept of a request. */
export interface KeptCompletion extends SummedCompletion {
  readonly at: number;
  readonly model: string;
  readonly provider: string;
  readonly agent: string | undefined;
  readonly session: string | undefined;
  readonly project: string | undefined;
  readonly latencyMs: number | undefined;
}

/**
 * The latest requests one by one, about 200 bytes each, and of those before them the sums by model and how many took how long
 * (within 0.8 %). Of so many forgotten models, 1000, and no more: what others used is then summed up together.
 */
export class RecentCompletions {
  readonly #most: number;
  readonly #kept: KeptCompletion[] = [];
  /** Place of the request that was recorded first, once all places are taken. */
  #oldest = 0;
  readonly #forgotten = new Map<string, TrackedSums>();
  readonly #forgottenLatencies = new Map<number, number>();
  #forgottenRequests = 0;
  #forgottenFrom = Number.POSITIVE_INFINITY;
  #forgottenTo = Number.NEGATIVE_INFINITY;

  /** Keeps so many requests one by one. */
  constructor(most: number) {
    this.#most = most;
  }

  add(completion: KeptCompletion): void {
    if (this.#kept.length < this.#most) {
      this.#kept.push(completion);
      return;
    }
    this.#forget(this.#kept[this.#oldest] as KeptCompletion);
    this.#kept[this.#oldest] = completion;
    this.#oldest = (this.#oldest + 1) % this.#most;
  }

  /** Takes time linear in what is kept. */
  summary(query: SummaryQuery): TrackerSummary {
    const by = checkedDimensions(query);
    const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = query;
    const isAll = query.since === undefined && query.until === undefined;
    const chosen = isAll ? this.#kept : this.#kept.filter(({ at }) => at >= since && at < until);
    const models = sumsBy(chosen, ({ model }) => model);
    if (isAll) for (const [model, sums] of this.#forgotten) sumsOf(models, model).addAll(sums);
    const totals = new TrackedSums();
    for (const sums of models.values()) totals.addAll(sums);
    const byModel = [...models].map(([model, sums]) => [model, sums.totals()] as const);
    byModel.sort(([left, a], [right, b]) => byCost(a, b) || compare(left, right));
    const isTouched = this.#forgottenTo >= since && this.#forgottenFrom < until;
    const isIncomplete = isTouched && (!isAll || by.length > 0);
    return {
      ...totals.totals(),
      latencyMs: this.#latencies(chosen, isAll),
      byModel: Object.fromEntries(byModel),
      ...(by.length > 0 && { groups: groupsOf(chosen, by) }),
      forgottenRequests: isIncomplete ? this.#forgottenRequests : 0,
    };
  }

  #forget(completion: KeptCompletion): void {
    const { model, at, latencyMs } = completion;
    const isNamed = this.#forgotten.has(model) || this.#forgotten.size < MOST_MODELS;
    sumsOf(this.#forgotten, isNamed ? model : OTHER_MODELS).add(completion);
    if (latencyMs !== undefined) countOne(this.#forgottenLatencies, latencyBin(latencyMs));
    this.#forgottenRequests += 1;
    this.#forgottenFrom = Math.min(this.#forgottenFrom, at);
    this.#forgottenTo = Math.max(this.#forgottenTo, at);
  }

  #latencies(chosen: readonly KeptCompletion[], isAll: boolean): LatencyQuantiles | undefined {
    const counts = new Map<number, number>();
    if (isAll) {
      for (const [bin, count] of this.#forgottenLatencies) counts.set(latencyOfBin(bin), count);
    }
    for (const { latencyMs } of chosen) if (latencyMs !== undefined) countOne(counts, latencyMs);
    return latencyQuantiles(counts);
  }
}

const MOST_MODELS = 1000;

const OTHER_MODELS = "(other models)";

function sumsBy(
  completions: readonly KeptCompletion[],
  keyOf: (completion: KeptCompletion) => string,
): Map<string, TrackedSums> {
  const sums = new Map<string, TrackedSums>();
  for (const completion of completions) sumsOf(sums, keyOf(completion)).add(completion);
  return sums;
}

function sumsOf(all: Map<string, TrackedSums>, key: string): TrackedSums {
  let sums = all.get(key);
  if (sums === undefined) {
    sums = new TrackedSums();
    all.set(key, sums);
  }
  return sums;
}

function countOne(counts: Map<number, number>, value: number): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function groupsOf(
  completions: readonly KeptCompletion[],
  by: readonly ReportDimension[],
): readonly TrackerGroup[] {
  const sums = sumsBy(completions, (completion) =>
    JSON.stringify(by.map((dimension) => labelOf(completion, dimension) ?? null)),
  );
  const groups = [...sums].map(([labels, sum]) => {
    const values = JSON.parse(labels) as (string | null)[];
    const known = by.flatMap((name, index) => {
      const value = values[index];
      return typeof value === "string" ? [[name, value] as const] : [];
    });
    const key: TrackerGroup["key"] = Object.fromEntries(known);
    return { labels, group: { key, ...sum.totals() } };
  });
  groups.sort(
    (a, b) =>
      compare(a.group.key.day ?? "", b.group.key.day ?? "") ||
      compare(a.group.key.hour ?? "", b.group.key.hour ?? "") ||
      byCost(a.group, b.group) ||
      compare(a.labels, b.labels),
  );
  return groups.map(({ group }) => group);
}

function labelOf(completion: KeptCompletion, dimension: ReportDimension): string | undefined {
  if (dimension !== "day" && dimension !== "hour") return completion[dimension];
  const [day = "", time = ""] = new Date(completion.at).toISOString().split("T");
  return dimension === "day" ? day : `${day}T${time.slice(0, 2)}:00Z`;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

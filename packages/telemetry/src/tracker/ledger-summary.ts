import type { SyncLedger } from "@tokenpak/core";
import { trackedTotalsOf } from "./tracked-sums.ts";
import { checkedDimensions, type SummaryQuery, type TrackerSummary } from "./tracker-summary.ts";

/** Who observed what trackers record. */
export const TRACKER = "tracker";

/** Sums up what trackers recorded in a ledger, this one and others, in whatever process. */
export function ledgerSummary(ledger: SyncLedger, query: SummaryQuery): TrackerSummary {
  const by = checkedDimensions(query);
  const filter = { since: query.since, until: query.until, observer: TRACKER };
  const models = ledger.report({ ...filter, by: ["model"] });
  const byModel = models.groups.map(
    (group) => [group.key.model ?? "unknown", trackedTotalsOf(group)] as const,
  );
  const groups = by.length === 0 ? undefined : ledger.report({ ...filter, by }).groups;
  return {
    ...trackedTotalsOf(models.totals),
    latencyMs: ledger.latencies(filter),
    byModel: Object.fromEntries(byModel),
    ...(groups && {
      groups: groups.map((group) => ({ key: group.key, ...trackedTotalsOf(group) })),
    }),
    forgottenRequests: 0,
  };
}

import { CONFIDENCES, type CompletionRecord } from "@tokenpak/core";

/** Counts of tokens are below this, so that ranks are safe integers. */
const OUTPUT_RANGE = 2 ** 41;

/**
 * How good a report of a request is; of several the highest stands for it, whole: the one with higher confidence, then the one
 * that is no side copy, then the one that is not partial, then the one with more output (a log repeats the usage of a request
 * while it grows), then the one that has a cost. Of equal ones the one that was recorded later.
 */
export function reportRank({ usage, sideCopy, costNanos }: CompletionRecord): number {
  const confidence = CONFIDENCES.length - CONFIDENCES.indexOf(usage.confidence);
  const quality = confidence * 4 + (sideCopy === true ? 0 : 2) + (usage.partial ? 0 : 1);
  return (quality * OUTPUT_RANGE + usage.output) * 2 + (costNanos === undefined ? 0 : 1);
}

/** Whether a report says of which response it is, but not, or not for sure, of which request. */
export function isWeakReport({
  requestId,
  sideCopy,
}: Pick<CompletionRecord, "requestId" | "sideCopy">): boolean {
  return requestId === undefined || sideCopy === true;
}

/** What decides between reports of one response. */
export interface RankedReport {
  readonly seq: number;
  readonly weak: boolean;
  readonly rank: number;
}

/**
 * Which of the reports of one response count. A strong one is a request of its own. A weak one is a copy of another report, so
 * that at most the best of them counts: where there is no strong one, or in the place of the best strong one where it is better
 * than that. What counts depends on the reports alone, not on the order in which they came.
 */
export function countedReports<Report extends RankedReport>(
  reports: readonly Report[],
): ReadonlySet<Report> {
  let weak: Report | undefined;
  let strong: Report | undefined;
  const counted = new Set<Report>();
  for (const report of reports) {
    if (report.weak) {
      if (isBetter(report, weak)) weak = report;
      continue;
    }
    counted.add(report);
    if (isBetter(report, strong)) strong = report;
  }
  if (weak !== undefined && isBetter(weak, strong)) {
    if (strong !== undefined) counted.delete(strong);
    counted.add(weak);
  }
  return counted;
}

/** Whether a report stands before another: every two reports of one ledger are in one order. */
function isBetter(report: RankedReport, than: RankedReport | undefined): boolean {
  if (than === undefined) return true;
  return report.rank === than.rank ? report.seq > than.seq : report.rank > than.rank;
}

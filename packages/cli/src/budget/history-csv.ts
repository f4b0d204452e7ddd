import type { CliIo } from "../cli-io.ts";
import { printableText } from "../output/printable.ts";
import type { PastPeriod } from "./past-periods.ts";

/**
 * Writes periods as CSV, the newest first. Times are ISO 8601 in UTC; what was spent is empty where no request has a price, never 0, and
 * the limit is where there was none.
 */
export async function writeHistoryCsv(periods: readonly PastPeriod[], io: CliIo): Promise<void> {
  const { csvLine } = await import("@tokenpak/telemetry");
  for (const cells of [COLUMNS, ...periods.map(cellsOf)]) {
    const line = csvLine(cells);
    io.stdout.write(io.stdout.isTTY === true ? printableText(line) : line);
  }
}

const COLUMNS = [
  "since",
  "until",
  "limit",
  "of",
  "unit",
  "spent",
  "amount",
  "share",
  "over",
  "requests",
  "unpriced_requests",
] as const;

function cellsOf(period: PastPeriod): readonly (string | number | undefined)[] {
  const { kind, since, until, key, spent, limit, share, over, requests, unpricedRequests } = period;
  const isUnpriced = unpricedRequests > 0 && unpricedRequests === requests;
  return [
    since === undefined ? undefined : new Date(since).toISOString(),
    until === undefined ? undefined : new Date(until).toISOString(),
    kind.name,
    [kind.of, ...Object.values(key)].filter((name) => name !== undefined).join(" "),
    kind.unit,
    isUnpriced ? undefined : spent,
    limit?.amount,
    share,
    over ? "yes" : "no",
    requests,
    unpricedRequests,
  ];
}

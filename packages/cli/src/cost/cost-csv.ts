import type { ReportDimension, UsageGroup, UsageReport, UsageTotals } from "@tokenpak/core";
import type { CliIo } from "../cli-io.ts";
import { printableText } from "../output/printable.ts";
import type { CostFigures } from "./cost-document.ts";

/** Writes the report as CSV; what could steer a terminal is left out where one shows it. */
export async function writeCostCsv({ report, by }: CostFigures, io: CliIo): Promise<void> {
  const { csvLine } = await import("@tokenpak/telemetry");
  for (const cells of costRows(report, by)) {
    const line = csvLine(cells);
    io.stdout.write(io.stdout.isTTY === true ? printableText(line) : line);
  }
}

/**
 * A report as rows of cells, the first one the names of the columns: a row a group, or one for all. A cost of nothing but unpriced requests
 * is empty, never 0.
 */
function costRows(
  { totals, groups }: UsageReport,
  by: readonly ReportDimension[],
): readonly (readonly (string | number | undefined)[])[] {
  const rows: readonly (UsageTotals & Partial<Pick<UsageGroup, "key">>)[] =
    by.length === 0 ? [totals] : groups;
  return [
    [...by, ...COLUMNS.map(([name]) => name)],
    ...rows.map((row) => [
      ...by.map((dimension) => row.key?.[dimension]),
      ...COLUMNS.map(([, value]) => value(row)),
    ]),
  ];
}

type Column = readonly [name: string, value: (totals: UsageTotals) => number | string | undefined];

const COLUMNS: readonly Column[] = [
  ["requests", (row) => row.requests],
  ["failed_requests", (row) => row.failedRequests],
  ["uncached_input_tokens", (row) => row.uncachedInput],
  ["cache_read_tokens", (row) => row.cacheRead],
  ["cache_write_tokens", (row) => row.cacheWrite],
  ["output_tokens", (row) => row.output],
  ["reasoning_tokens", (row) => row.reasoning],
  ["total_tokens", (row) => row.totalTokens],
  [
    "cost_usd",
    (row) =>
      row.unpricedRequests > 0 && row.unpricedRequests === row.requests ? undefined : row.costUsd,
  ],
  ["unpriced_requests", (row) => row.unpricedRequests],
  ["fuzzy_price_requests", (row) => row.fuzzyRequests],
  ["reported_cost_requests", (row) => row.reportedCostRequests],
  ["partial_requests", (row) => row.partialRequests],
  ["provider_reported_requests", (row) => row.usageSources.provider_reported],
  ["saved_tokens", (row) => row.savings.tokensSaved],
  ["saved_usd", (row) => row.savings.savedUsd],
];

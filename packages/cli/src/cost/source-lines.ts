import type { UsageTotals } from "@tokenpak/core";
import { shortened } from "../output/display-width.ts";
import { formatCount, formatUnits } from "../output/figures.ts";
import type { CollectionCounts, CostFigures } from "./cost-document.ts";

/** Where the numbers of a report come from, a line each: usage, prices, logs, and what is wrong with them. */
export function sourceLines(figures: CostFigures): readonly string[] {
  const { report, collected, warnings } = figures;
  return [
    usageLine(report.totals),
    ...priceLines(figures),
    collected === undefined ? "logs: not read" : logsLine(collected),
    ...warningLines(warnings),
  ];
}

/** What is wrong, a line each; of many the first. */
export function warningLines(warnings: readonly string[]): readonly string[] {
  const lines = warnings.slice(0, MOST_WARNINGS).map((warning) => `warning: ${warning}`);
  const rest = warnings.length - lines.length;
  return rest === 0 ? lines : [...lines, `${formatUnits(rest, "more warning")}: see --json`];
}

const MOST_WARNINGS = 5;

/** What reading the session logs brought. */
export function logsLine({ files, agents, added, badLines, retimed }: CollectionCounts): string {
  const parts = [
    `${formatUnits(files, "file")}${agents.length > 0 ? ` of ${agents.join(", ")}` : ""}`,
    `${formatUnits(added, "request")} new`,
    badLines > 0 && `${formatUnits(badLines, "line")} that could not be read`,
    retimed > 0 && `${formatCount(retimed)} of an impossible time, dated as their file`,
  ];
  return `logs: ${parts.filter((part) => part !== false).join(", ")}`;
}

function usageLine({ requests, usageSources, confidences, partialRequests }: UsageTotals): string {
  const parts = [
    [usageSources.provider_reported, "reported by the provider"],
    [usageSources.token_counted, "counted by a tokenizer"],
    [usageSources.proxy_estimate, "estimated"],
    [usageSources.unknown, "of unknown origin"],
  ] as const;
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => (count === requests ? `all ${what}` : `${formatCount(count)} ${what}`));
  const sure = (["high", "medium", "low"] as const).filter((level) => confidences[level] > 0);
  const confidence =
    sure.length === 1
      ? `confidence ${sure[0]}`
      : `confidence ${sure.map((level) => `${level} ${formatCount(confidences[level])}`).join(", ")}`;
  const partial =
    partialRequests > 0
      ? `; ${formatCount(partialRequests)} reported before the answer ended: at least so much`
      : "";
  return `usage: ${said.length > 0 ? said.join(", ") : "none"}${sure.length > 0 ? `, ${confidence}` : ""}${partial}`;
}

function priceLines({
  report,
  priceTable,
  unpricedModels,
  pricesPath,
}: CostFigures): readonly string[] {
  const { requests, unpricedRequests, fuzzyRequests, reportedCostRequests } = report.totals;
  const calculated = requests - unpricedRequests - reportedCostRequests;
  const parts = [
    calculated > 0 && `${formatCount(calculated)} calculated`,
    fuzzyRequests > 0 && `${formatCount(fuzzyRequests)} of them by a similar model's name`,
    reportedCostRequests > 0 && `${formatCount(reportedCostRequests)} as the client wrote them`,
    unpricedRequests > 0 && `${formatCount(unpricedRequests)} without a price, not in the sum`,
  ].filter((part) => part !== false);
  const lines = [`cost: ${parts.length > 0 ? parts.join(", ") : "none"}; prices ${priceTable}`];
  if (unpricedModels.length > 0) {
    lines.push(
      `unpriced: ${firstOf(unpricedModels)}; give dollars per million tokens in ${pricesPath}: { "name": { "input": 1, "output": 5 } }`,
    );
  }
  return lines;
}

/** Names, of many the first; they may be long. */
function firstOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => shortened(name, NAME_WIDTH));
  const rest = names.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${formatCount(rest)} more` : ""}`;
}

const MOST_NAMES = 5;
const NAME_WIDTH = 40;

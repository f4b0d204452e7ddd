import type { UsageTotals } from "@tokenpak/core";
import { formatCount, formatUnits } from "../output/figures.ts";
import type { CostFigures } from "./cost-document.ts";

/** Where the numbers of a report come from, a line each: usage, prices, logs, and what is wrong with them. */
export function sourceLines(figures: CostFigures): readonly string[] {
  const { report, collected, warnings } = figures;
  return [
    usageLine(report.totals),
    ...priceLines(figures),
    ...(collected === undefined
      ? ["logs: not read (--stored)"]
      : [
          `logs: ${formatUnits(collected.files, "file")}${collected.agents.length > 0 ? ` of ${collected.agents.join(", ")}` : ""}, ${formatUnits(collected.added, "request")} new${collected.badLines > 0 ? `, ${formatUnits(collected.badLines, "line")} that could not be read` : ""}`,
        ]),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
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
    partialRequests > 0 ? `; ${formatCount(partialRequests)} cut off: at least so much` : "";
  return `usage: ${said.length > 0 ? said.join(", ") : "none"}${sure.length > 0 ? `, ${confidence}` : ""}${partial}`;
}

function priceLines({ report, priceTable, unpricedModels }: CostFigures): readonly string[] {
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
      `unpriced: ${unpricedModels.join(", ")}; give their prices in prices.json (tokenpak cost --help)`,
    );
  }
  return lines;
}

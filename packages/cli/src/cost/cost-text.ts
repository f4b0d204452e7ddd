import type { UsageGroup, UsageTotals } from "@tokenpak/core";
import { formatCount, formatDuration, formatUnits } from "../output/figures.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { columnWidths, formatTable } from "../output/table.ts";
import { columnChart } from "./column-chart.ts";
import type { CostFigures } from "./cost-document.ts";
import { groupName } from "./group-name.ts";
import { formatTokens, formatUsd } from "./money.ts";
import { sourceLines, warningLines } from "./source-lines.ts";

/** How to show a report. */
export interface CostView {
  readonly style: Style;
  /** Of the terminal, in characters. */
  readonly width: number;
  /** Groups that are shown one by one, of days and hours the last; the rest is summed up. Default: 20, and all days and hours. */
  readonly top: number | undefined;
  /** The user's home folder, written as `~`. */
  readonly home: string;
}

/** The report for people: the sum, a chart by day, a table, and where each number comes from. */
export function costText(figures: CostFigures, view: CostView): string {
  const { report, period } = figures;
  const { style } = view;
  const { totals } = report;
  if (totals.requests === 0 && totals.savings.events === 0) return emptyText(figures);
  const lines = [
    `${style.bold(period.label)}: ${style.bold(costOf(totals))}, ${formatUnits(totals.requests, "request")}, ${formatTokens(totals.totalTokens)} tokens`,
    style.dim(
      `input ${formatTokens(totals.uncachedInput)} · cache read ${formatTokens(totals.cacheRead)} · cache write ${formatTokens(totals.cacheWrite)} · output ${formatTokens(totals.output)}`,
    ),
    ...savingsLines(totals),
    ...latencyLines(figures),
    ...chartLines(figures, view),
    ...tableLines(figures, view),
    "",
    ...sourceLines(figures).map((line) => style.dim(printable(line))),
  ];
  return `${lines.join("\n")}\n`;
}

/** What a sum cost: `$1.20`, `$1.20 and 3 unpriced`, or `unpriced` where no request has a price. */
export function costOf({
  costUsd,
  requests,
  unpricedRequests,
}: Pick<UsageTotals, "costUsd" | "requests" | "unpricedRequests">): string {
  if (unpricedRequests === 0) return formatUsd(costUsd);
  if (unpricedRequests === requests) return "unpriced";
  return `${formatUsd(costUsd)} and ${formatCount(unpricedRequests)} unpriced`;
}

function emptyText({ period, collected, ledger, filtered, warnings }: CostFigures): string {
  const looked =
    collected === undefined
      ? `The ledger ${ledger} has`
      : collected.files === 0
        ? "No session logs of Claude Code, Codex, Gemini CLI, OpenCode, Copilot CLI or pi were found, and the ledger has"
        : `${formatUnits(collected.files, "session log")} of ${collected.agents.join(", ")} and the ledger have`;
  const next = filtered
    ? "See --by model,agent,project for the names that there are."
    : period.since === undefined && period.until === undefined
      ? 'Name a folder of JSONL events with --logs, or record requests with "CompletionTracker".'
      : "Try --since all.";
  const lines = [
    `${period.label}: no requests. ${looked} none ${filtered ? "of that name " : ""}in this period. ${next}`,
    ...warningLines(warnings).map(printable),
  ];
  return `${lines.join("\n")}\n`;
}

function savingsLines({ savings }: UsageTotals): readonly string[] {
  if (savings.events === 0) return [];
  const { tokensSaved, tokensBefore, tokensFetchedBack, savedUsd, unpricedEvents } = savings;
  const money =
    unpricedEvents === savings.events
      ? "not priced"
      : `worth ${formatUsd(savedUsd)} after cache effects`;
  return [
    `TokenPak saved ${formatTokens(tokensSaved)} of ${formatTokens(tokensBefore)} tokens that it packed, ${formatTokens(tokensFetchedBack)} fetched back taken off, ${money} (confidence ${savings.confidence ?? "low"})`,
  ];
}

function latencyLines({ latencyMs }: CostFigures): readonly string[] {
  if (latencyMs === undefined) return [];
  const { p50, p95, p99 } = latencyMs;
  return [
    `latency p50 ${formatDuration(p50)} · p95 ${formatDuration(p95)} · p99 ${formatDuration(p99)}`,
  ];
}

function chartLines({ days }: CostFigures, { width }: CostView): readonly string[] {
  if (days === undefined) return [];
  const byCost = days.some(({ costUsd }) => costUsd > 0);
  const yearOf = (group: UsageGroup | undefined): string => (group?.key.day ?? "").slice(0, 4);
  const isOneYear = yearOf(days[0]) === yearOf(days.at(-1));
  const chart = columnChart(
    days.map(({ key, costUsd, totalTokens }) => ({
      label: (key.day ?? "").slice(isOneYear ? 5 : 0),
      value: byCost ? costUsd : totalTokens,
    })),
    { width: Math.min(width, 100), format: byCost ? formatUsd : formatTokens, unit: "days" },
  );
  return chart.length === 0 ? [] : ["", ...chart];
}

function tableLines({ report, by }: CostFigures, view: CostView): readonly string[] {
  const { groups } = report;
  if (by.length === 0 || groups.length === 0) return [];
  const isTime = by[0] === "day" || by[0] === "hour";
  const count = Math.min(groups.length, view.top ?? (isTime ? groups.length : DEFAULT_TOP));
  const hidden = groups.length - count;
  const [shown, rest] = isTime
    ? [groups.slice(hidden), groups.slice(0, hidden)]
    : [groups.slice(0, count), groups.slice(count)];
  const figures = [
    ["requests", "input", "cache r", "cache w", "output", "cost"],
    ...shown.map(figuresOf),
    ...(rest.length === 0 ? [] : [restFigures(rest)]),
  ];
  const room = Math.max(16, view.width - widthOf(figures));
  const names = [
    by.join(" · "),
    ...shown.map((group) => groupName(group, { by, room, home: view.home })),
    `${formatCount(rest.length)} ${isTime ? "earlier" : "more"}`,
  ];
  return ["", ...formatTable(figures.map((cells, row) => [names[row] ?? "", ...cells]))];
}

const DEFAULT_TOP = 20;

/** What columns of figures take, with two blanks before each. */
function widthOf(rows: readonly (readonly string[])[]): number {
  return columnWidths(rows).reduce((sum, width) => sum + width + 2, 0);
}

type RowTotals = Pick<
  UsageTotals,
  | "requests"
  | "uncachedInput"
  | "cacheRead"
  | "cacheWrite"
  | "output"
  | "costUsd"
  | "unpricedRequests"
>;

function figuresOf(totals: RowTotals): readonly string[] {
  return [
    formatCount(totals.requests),
    formatTokens(totals.uncachedInput),
    formatTokens(totals.cacheRead),
    formatTokens(totals.cacheWrite),
    formatTokens(totals.output),
    costOf(totals).replace(" and ", " + "),
  ];
}

function restFigures(rest: readonly UsageGroup[]): readonly string[] {
  const sum = (of: (totals: UsageTotals) => number): number =>
    rest.reduce((total, group) => total + of(group), 0);
  return figuresOf({
    requests: sum((group) => group.requests),
    uncachedInput: sum((group) => group.uncachedInput),
    cacheRead: sum((group) => group.cacheRead),
    cacheWrite: sum((group) => group.cacheWrite),
    output: sum((group) => group.output),
    costUsd: sum((group) => group.costUsd),
    unpricedRequests: sum((group) => group.unpricedRequests),
  });
}

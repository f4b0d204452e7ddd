import { formatCount } from "../output/figures.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { columnWidths, formatTable } from "../output/table.ts";
import type { LimitState, LimitStatus, SpendingStatus } from "./limit-status.ts";
import { formatAmount, formatPercent, limitAmount } from "./limit-text.ts";
import { localTime } from "./local-time.ts";
import { spenderName } from "./spender-name.ts";

/** How to show limits. */
export interface BudgetView {
  readonly style: Style;
  /** Of the terminal, in characters. */
  readonly width: number;
  /** The user's home folder, written as `~`. */
  readonly home: string;
}

/** Of a limit for each, those that used most; `--json` has all. */
export const MOST_ROWS = 10;

/** How much of each limit is used, as lines: one a limit, or of a limit for each one for each that spent. */
export function statusTable(
  statuses: readonly LimitStatus[],
  { style, width, home }: BudgetView,
): readonly string[] {
  const rows = statuses.flatMap((status) => rowsOf(status, home));
  const hasReserved = rows.some(({ reserved }) => reserved !== "");
  const percentWidth = rows.reduce((most, { percent }) => Math.max(most, percent.length), 0);
  const table = (barWidth: number) =>
    [HEAD, ...rows].map((row) => [
      row.name,
      `${barOf(row.share, barWidth)} ${row.percent.padStart(percentWidth)}`.trim(),
      row.spent,
      ...(hasReserved ? [row.reserved] : []),
      row.of,
      row.left,
      row.anew,
      row.mark,
    ]);
  const widths = columnWidths(table(0));
  const taken = widths.reduce((sum, cell) => sum + cell + 2, 0);
  const room = Math.min(WIDEST_BAR, width - taken);
  const [head = "", ...lines] = formatTable(table(room < NARROWEST_BAR ? 0 : room));
  const paint: Readonly<Record<LimitState, (line: string) => string>> = {
    ok: (line) => line,
    warning: style.yellow,
    reached: style.red,
  };
  return [
    style.bold(head.trimEnd()),
    ...lines.map((line, at) => paint[rows[at]?.state ?? "ok"](printable(line.trimEnd()))),
  ];
}

interface Row {
  readonly name: string;
  readonly state: LimitState;
  /** Missing where there is nothing to draw. */
  readonly share?: number;
  readonly percent: string;
  readonly spent: string;
  readonly reserved: string;
  readonly of: string;
  readonly left: string;
  readonly anew: string;
  readonly mark: string;
}

const BLANK: Row = {
  name: "",
  state: "ok",
  percent: "",
  spent: "",
  reserved: "",
  of: "",
  left: "",
  anew: "",
  mark: "",
};

const HEAD: Row = {
  ...BLANK,
  name: "limit",
  percent: "used",
  spent: "spent",
  reserved: "reserved",
  of: "of",
  left: "left",
  anew: "starts anew",
};

function rowsOf(status: LimitStatus, home: string): readonly Row[] {
  const { limit, spending } = status;
  const { name, unit } = limit;
  const fixed = {
    ...BLANK,
    of: limitAmount(limit).replace(/ tokens$/, ""),
    anew: startsAnew(status),
  };
  if (spending.length === 0) return [{ ...fixed, name, spent: "nothing" }];
  const rows = spending.slice(0, MOST_ROWS).map((row): Row => {
    const { reserved, remaining, share, state } = row;
    return {
      ...fixed,
      name: spenderName(limit, row, home),
      state,
      share,
      percent: formatPercent(share),
      spent: spentOf(row, unit),
      reserved: reserved === 0 ? "" : formatAmount(reserved, unit),
      left: formatAmount(remaining, unit),
      mark: markOf(status, row),
    };
  });
  const hidden = spending.length - rows.length;
  if (hidden === 0) return rows;
  return [...rows, { ...BLANK, name: `${name} · ${formatCount(hidden)} more: see --json` }];
}

const WIDEST_BAR = 16;
const NARROWEST_BAR = 4;

/** Full only where all is used. */
function barOf(share: number | undefined, width: number): string {
  if (share === undefined) return "";
  const full = Math.min(width, Math.floor(share * width));
  return "█".repeat(full).padEnd(width, "░");
}

/** At least so much, where requests have no price; never $0 for what is not known. */
function spentOf(
  { spent, requests, unpricedRequests }: SpendingStatus,
  unit: LimitStatus["limit"]["unit"],
): string {
  if (unpricedRequests > 0 && unpricedRequests === requests) return "unpriced";
  return `${unpricedRequests > 0 ? "≥ " : ""}${formatAmount(spent, unit)}`;
}

/** Without the year: it is the next one, or this. */
function startsAnew({ limit, until }: LimitStatus): string {
  if (until !== undefined) return localTime(until, { utc: limit.calendar === "utc" }).slice(5);
  return limit.period === "session" ? "each session" : "bit by bit";
}

function markOf({ limit }: LimitStatus, { state, spent }: SpendingStatus): string {
  if (state === "ok") return "";
  if (state === "warning") return "warning";
  return spent > limit.amount ? "OVER" : "reached";
}

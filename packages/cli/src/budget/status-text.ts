import { costOf } from "../cost/cost-text.ts";
import { formatCount, formatUnits } from "../output/figures.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { formatTable } from "../output/table.ts";
import { enforcementNote } from "./budget-note.ts";
import type { LimitStatus, SpendingStatus } from "./limit-status.ts";
import { formatAmount, formatPercent, limitAmount } from "./limit-text.ts";
import { localTime } from "./local-time.ts";
import { spenderName } from "./spender-name.ts";

/** How to show limits. */
export interface BudgetView {
  readonly style: Style;
  /** The user's home folder, written as `~`. */
  readonly home: string;
}

/** How much of each limit is used, for people: a row a limit, or of a limit for each a row for each that spent. */
export function statusText(statuses: readonly LimitStatus[], view: BudgetView): string {
  const { style } = view;
  const rows = statuses.flatMap((status) => rowsOf(status, view));
  const hasReserved = rows.some(({ reserved }) => reserved !== "");
  const cells = (row: Omit<Row, "state">): readonly string[] => [
    row.name,
    row.used,
    row.spent,
    ...(hasReserved ? [row.reserved] : []),
    row.of,
    row.left,
    row.anew,
    row.mark,
  ];
  const [head = "", ...lines] = formatTable([cells(HEAD), ...rows.map(cells)]);
  const paint = { ok: (line: string) => line, warning: style.yellow, reached: style.red };
  return [
    style.bold(head.trimEnd()),
    ...lines.map((line, at) => paint[rows[at]?.state ?? "ok"](printable(line.trimEnd()))),
    "",
    ...noteLines(statuses, view).map((line) => style.dim(printable(line))),
    "",
  ].join("\n");
}

interface Row extends Pick<SpendingStatus, "state"> {
  readonly name: string;
  readonly used: string;
  readonly spent: string;
  readonly reserved: string;
  readonly of: string;
  readonly left: string;
  readonly anew: string;
  readonly mark: string;
}

const HEAD: Omit<Row, "state"> = {
  name: "limit",
  used: "used",
  spent: "spent",
  reserved: "reserved",
  of: "of",
  left: "left",
  anew: "starts anew",
  mark: "",
};

/** Of a limit for each, those that used most; `--json` has all. */
const MOST_ROWS = 10;

function rowsOf(status: LimitStatus, { home }: BudgetView): readonly Row[] {
  const { limit, spending } = status;
  const fixed = { of: limitAmount(limit).replace(/ tokens$/, ""), anew: startsAnew(status) };
  if (spending.length === 0) {
    const nothing = { used: "", spent: "nothing", reserved: "", left: "", mark: "", ...fixed };
    return [{ name: limit.name, state: "ok", ...nothing }];
  }
  const rows = spending.slice(0, MOST_ROWS).map((row): Row => {
    const { reserved, remaining, share, state } = row;
    return {
      name: spenderName(limit, row, home),
      used: `${barOf(share)} ${formatPercent(share).padStart(5)}`,
      spent: spentText(row, limit.unit),
      reserved: reserved === 0 ? "" : formatAmount(reserved, limit.unit),
      left: formatAmount(remaining, limit.unit),
      mark: markOf(status, row),
      state,
      ...fixed,
    };
  });
  const hidden = spending.length - rows.length;
  if (hidden === 0) return rows;
  const name = `${limit.name} · ${formatCount(hidden)} more: see --json`;
  const blank = { used: "", spent: "", reserved: "", of: "", left: "", anew: "", mark: "" };
  return [...rows, { name, state: "ok", ...blank }];
}

/** An amount that was spent; of requests without a price it says so, and never $0. */
export function spentText(
  {
    spent,
    requests,
    unpricedRequests,
  }: Pick<SpendingStatus, "requests" | "spent" | "unpricedRequests">,
  unit: LimitStatus["limit"]["unit"],
): string {
  if (unit === "tokens") return formatAmount(spent, unit);
  return costOf({ costUsd: spent, requests, unpricedRequests }).replace(" and ", " + ");
}

const BAR_WIDTH = 16;

/** Full only where all is used. */
function barOf(share: number): string {
  const full = Math.min(BAR_WIDTH, Math.floor(share * BAR_WIDTH));
  return "█".repeat(full).padEnd(BAR_WIDTH, "░");
}

function startsAnew({ limit, until }: LimitStatus): string {
  if (until !== undefined) return localTime(until, { utc: limit.calendar === "utc" });
  return limit.period === "session" ? "each session" : "bit by bit";
}

function markOf({ limit }: LimitStatus, { state, spent }: SpendingStatus): string {
  if (state === "ok") return "";
  if (state === "warning") return "warning";
  return spent > limit.amount ? "OVER" : "reached";
}

function noteLines(statuses: readonly LimitStatus[], { home }: BudgetView): readonly string[] {
  const lines = statuses.flatMap(({ limit, spending }) =>
    spending.slice(0, MOST_ROWS).flatMap((row) => {
      const name = spenderName(limit, row, home);
      const { unpricedRequests, guarded, spent } = row;
      return [
        ...(unpricedRequests > 0
          ? [
              `${name}: ${formatUnits(unpricedRequests, "request")} without a price, not in the sum; "tokenpak cost" says of which models`,
            ]
          : []),
        ...(guarded > spent
          ? [
              `${name}: SpendGuard counts ${formatAmount(guarded, limit.unit)}, more than the ledger has: some calls were not recorded`,
            ]
          : []),
      ];
    }),
  );
  return [...lines, ...enforcementNote(statuses.map(({ limit }) => limit))];
}

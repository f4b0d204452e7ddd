import type { SpendLimitChange } from "@tokenpak/telemetry";
import { costOf } from "../cost/cost-text.ts";
import { printable } from "../output/printable.ts";
import { formatTable } from "../output/table.ts";
import { formatAmount, formatPercent, limitAmount, limitText } from "./limit-text.ts";
import { localTime } from "./local-time.ts";
import type { PastPeriod } from "./past-periods.ts";
import { spenderName } from "./spender-name.ts";
import type { BudgetView } from "./status-table.ts";

/** Past periods and changes of limits, for people, each the newest first. `now` in milliseconds since 1970. */
export function historyText(
  {
    periods,
    changes,
    now,
  }: {
    readonly periods: readonly PastPeriod[];
    readonly changes: readonly SpendLimitChange[];
    readonly now: number;
  },
  { style, home }: Pick<BudgetView, "home" | "style">,
): string {
  const [head = "", ...lines] = formatTable([
    ["period", "limit", "spent", "of", "share", ""],
    ...periods.map((period) => [
      periodName(period, now),
      spenderName(period.kind, period, home),
      spentText(period),
      period.limit === undefined ? "no limit" : limitAmount(period.limit).replace(/ tokens$/, ""),
      period.share === undefined ? "" : formatPercent(period.share),
      period.over ? "OVER" : "",
    ]),
  ]);
  const rows = lines.map((line, at) => {
    const text = printable(line.trimEnd());
    return periods[at]?.over ? style.red(text) : text;
  });
  const shown =
    periods.length === 0 ? ["Nothing was spent yet."] : [style.bold(head.trimEnd()), ...rows];
  return `${[...shown, ...changeLines(changes, style)].join("\n")}\n`;
}

/** `2026-11-23`, `2026-11`, `2026-11-23 04:00 to 09:00`; with `(now)` where it is not over. */
function periodName({ kind, since, until, lastAt }: PastPeriod, now: number): string {
  if (kind.period === "session") return `until ${localTime(lastAt ?? 0, { utc: false })}`;
  if (since === undefined || until === undefined) return "";
  const utc = kind.calendar === "utc";
  const start = localTime(since, { utc });
  const current = until > now ? " (now)" : "";
  if (kind.period === "month") return `${start.slice(0, 7)}${current}`;
  if (kind.period === "week") return `week of ${start.slice(0, 10)}${current}`;
  if (kind.period === "day") return `${start.slice(0, 10)}${current}`;
  const end = localTime(until, { utc });
  return `${start} to ${start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}${current}`;
}

/** Of requests without a price it says so, and never $0. */
function spentText({ kind, spent, requests, unpricedRequests }: PastPeriod): string {
  if (kind.unit === "tokens") return formatAmount(spent, kind.unit);
  return costOf({ costUsd: spent, requests, unpricedRequests }).replace(" and ", " + ");
}

function changeLines(
  changes: readonly SpendLimitChange[],
  style: BudgetView["style"],
): readonly string[] {
  if (changes.length === 0) return [];
  return [
    "",
    style.bold("changes"),
    ...changes.map(({ name, at, limit, by }) => {
      const what = limit === undefined ? "removed" : `set to ${limitText(limit)}`;
      const who = by === undefined ? "" : ` (${by})`;
      return printable(`${localTime(at, { utc: false })}  ${name} ${what}${who}`);
    }),
  ];
}

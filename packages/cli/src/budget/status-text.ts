import { formatUnits } from "../output/figures.ts";
import { printable } from "../output/printable.ts";
import { enforcementNote } from "./budget-note.ts";
import type { LimitStatus } from "./limit-status.ts";
import { formatAmount } from "./limit-text.ts";
import { spenderName } from "./spender-name.ts";
import { type BudgetView, MOST_ROWS, statusTable } from "./status-table.ts";

/** How much of each limit is used, and what is not in these figures, for people. */
export function statusText(statuses: readonly LimitStatus[], view: BudgetView): string {
  const notes = [
    ...statuses.flatMap((status) => missingLines(status, view.home)),
    ...enforcementNote(statuses.map(({ limit }) => limit)),
  ];
  const lines = [
    ...statusTable(statuses, view),
    "",
    ...notes.map((line) => view.style.dim(printable(line))),
  ];
  return `${lines.join("\n")}\n`;
}

/** What is not in what is said to be spent. */
function missingLines({ limit, spending }: LimitStatus, home: string): readonly string[] {
  const unpriced = spending.reduce((sum, { unpricedRequests }) => sum + unpricedRequests, 0);
  const why = limit.scope === "model" ? ", or under another model's name" : "";
  const unrecorded = spending.slice(0, MOST_ROWS).filter(({ guarded, spent }) => guarded > spent);
  return [
    ...(unpriced === 0
      ? []
      : [
          `${limit.name}: ${formatUnits(unpriced, "request")} without a price, not in the sum; "tokenpak cost" says of which models`,
        ]),
    ...unrecorded.map(
      (row) =>
        `${spenderName(limit, row, home)}: SpendGuard has settled ${formatAmount(row.guarded, limit.unit)}, more than the ledger has: some calls were not recorded${why}`,
    ),
  ];
}

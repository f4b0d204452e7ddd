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
  return spending.slice(0, MOST_ROWS).flatMap((row) => {
    const name = spenderName(limit, row, home);
    const { unpricedRequests, guarded, spent } = row;
    const unpriced = `${name}: ${formatUnits(unpricedRequests, "request")} without a price, not in the sum; "tokenpak cost" says of which models`;
    const why = limit.scope === "model" ? ", or under another model's name" : "";
    const unrecorded = `${name}: SpendGuard has settled ${formatAmount(guarded, limit.unit)}, more than the ledger has: some calls were not recorded${why}`;
    return [...(unpricedRequests > 0 ? [unpriced] : []), ...(guarded > spent ? [unrecorded] : [])];
  });
}

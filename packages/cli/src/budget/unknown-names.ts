import { nearestName, type SpendLimit, type SyncLedger } from "@tokenpak/core";
import { printable } from "../output/printable.ts";

/**
 * A line for each agent, project or model that is limited by its name and that no request in the ledger has: it may be mistyped. A
 * ledger without any request of a named one says nothing yet.
 */
export function unknownNames(
  limits: readonly (SpendLimit | undefined)[],
  ledger: SyncLedger,
): readonly string[] {
  const lines = new Set<string>();
  for (const limit of limits) {
    if (limit?.of === undefined || limit.scope === "all") continue;
    const { scope, of } = limit;
    const known = ledger.report({ by: [scope] }).groups.flatMap(({ key }) => key[scope] ?? []);
    if (known.length === 0 || known.includes(of)) continue;
    const near = nearestName(of, known);
    const hint = near === undefined ? "" : ` Did you mean ${printable(near)}?`;
    lines.add(`No request in the ledger is of the ${scope} ${printable(of)} yet.${hint}`);
  }
  return [...lines];
}

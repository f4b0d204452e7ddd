import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import type { BudgetSetDocument } from "./budget-documents.ts";
import { enforcementNote } from "./budget-note.ts";
import { limitText } from "./limit-text.ts";

/** What was set and removed, and what was there before, for people. */
export function changesText(changes: BudgetSetDocument["changes"], style: Style): string {
  const width = changes.reduce((most, { name }) => Math.max(most, name.length), 0);
  const lines = changes.map(({ name, limit, before }) => {
    const now = limit === undefined ? "removed" : limitText(limit);
    return `${style.bold(name.padEnd(width))}  ${printable(now)}${style.dim(printable(wasText(limit, before)))}`;
  });
  const limits = changes.flatMap(({ limit }) => limit ?? []);
  const notes = enforcementNote(limits).map((line) => style.dim(line));
  return `${[...lines, ...notes].join("\n")}\n`;
}

type Change = BudgetSetDocument["changes"][number];

function wasText(limit: Change["limit"], before: Change["before"]): string {
  if (before === undefined) return "  (new)";
  const was = limitText(before);
  return limit !== undefined && limitText(limit) === was ? "  (as it was)" : `  (before: ${was})`;
}

import { defineStrictCommand } from "../command.ts";
import { printable } from "../output/printable.ts";
import { styleFor } from "../output/style.ts";
import { writeJson } from "../output/write-json.ts";
import type { BudgetLimitsDocument } from "./budget-documents.ts";
import { LEDGER_FLAG } from "./budget-flags.ts";
import { enforcementNote } from "./budget-note.ts";
import { limitText } from "./limit-text.ts";
import { NO_LIMITS } from "./no-limits.ts";
import { ledgerPath, readLimits } from "./open-limits.ts";

/** `tokenpak budget show`: the limits as they are set, and where. */
export const budgetShowCommand = defineStrictCommand({
  meta: { name: "budget show", description: "Show the limits as they are set, and where they are" },
  args: LEDGER_FLAG,
  examples: [["tokenpak budget show", "every limit in force"]],
  values: async () => (await import("../arguments/budget-values.ts")).budgetShowValues,
  async run(args, { io, json }) {
    const path = ledgerPath(args.ledger, io);
    const limits = await readLimits(path);
    if (json) {
      const document: BudgetLimitsDocument = {
        schema: "tokenpak.budget.limits/1",
        ledger: path,
        limits,
      };
      writeJson({ io }, document);
      return 0;
    }
    const style = styleFor(io.stdout, io);
    const width = limits.reduce((most, { name }) => Math.max(most, name.length), 0);
    const lines = limits.map(
      (limit) => `${style.bold(limit.name.padEnd(width))}  ${printable(limitText(limit))}`,
    );
    const notes = [...enforcementNote(limits), `ledger: ${path}`];
    const shown = lines.length === 0 ? [NO_LIMITS] : lines;
    const all = [...shown, ...notes.map((line) => style.dim(printable(line)))];
    io.stdout.write(`${all.join("\n")}\n`);
    return 0;
  },
});

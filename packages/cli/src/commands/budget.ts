import { budgetHistoryCommand } from "../budget/history-command.ts";
import { budgetSetCommand } from "../budget/set-command.ts";
import { budgetShowCommand } from "../budget/show-command.ts";
import { budgetStatusCommand } from "../budget/status-command.ts";
import { defineCommandGroup } from "../command-group.ts";

/** `tokenpak budget`: limits of what may be spent, kept in the ledger of usage. */
export const budgetCommand = defineCommandGroup({
  meta: { name: "budget", description: "Limit what may be spent, and see how much is left" },
  actions: {
    set: budgetSetCommand,
    status: budgetStatusCommand,
    show: budgetShowCommand,
    history: budgetHistoryCommand,
  },
  otherwise: "status",
  examples: [
    ["tokenpak budget set --daily 20 --monthly 300", "limits in dollars"],
    ["tokenpak budget", "how much of them is used"],
    ["tokenpak budget history", "past periods, and changes of limits"],
  ],
});

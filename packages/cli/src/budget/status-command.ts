import { userHomeFolder } from "@tokenpak/core/environment";
import { defineStrictCommand } from "../command.ts";
import { styleFor } from "../output/style.ts";
import { writeJson } from "../output/write-json.ts";
import { READING_FLAGS } from "./budget-flags.ts";
import { NO_LIMITS } from "./no-limits.ts";
import { readingLines } from "./reading-lines.ts";

/** `tokenpak budget status`: how much of each limit is used, by the ledger that `tokenpak cost` reports from. */
export const budgetStatusCommand = defineStrictCommand({
  meta: { name: "budget status", description: "Show how much of each limit is used" },
  args: {
    check: {
      type: "boolean",
      description: "Exit code 1 where a hard limit is reached, for scripts",
    },
    ...READING_FLAGS,
  },
  repeatable: ["logs"],
  examples: [
    ["tokenpak budget status", "spent, reserved and left, from the agents' logs"],
    ["tokenpak budget status --check && npm run agents", "only while there is something left"],
  ],
  values: async () => (await import("../arguments/budget-values.ts")).budgetStatusValues,
  async run(args, { io, json }) {
    const [{ openBudget }, { limitStatus }, { SqliteSpendCounter, SqliteSpendLimits }] =
      await Promise.all([
        import("./budget-session.ts"),
        import("./limit-status.ts"),
        import("@tokenpak/telemetry"),
      ]);
    await using session = await openBudget(args, io);
    const { ledger, reading } = session;
    const now = (io.date ?? Date.now)();
    const parts = { ledger, counter: new SqliteSpendCounter(ledger.database), now };
    const limits = new SqliteSpendLimits(ledger.database).list();
    const statuses = limits.map((limit) => limitStatus(limit, parts));
    if (json) {
      const { budgetDocument } = await import("./budget-documents.ts");
      writeJson({ io }, budgetDocument(statuses, { now, reading }));
    } else {
      const { statusText } = await import("./status-text.ts");
      const style = styleFor(io.stdout, io);
      // Some terminals say 0.
      const view = { style, width: io.stdout.columns || 100, home: userHomeFolder(io.env) };
      const shown = statuses.length === 0 ? `${NO_LIMITS}\n` : statusText(statuses, view);
      io.stdout.write(`${shown}${readingLines(reading, style)}`);
    }
    const isReached = statuses.some(
      ({ limit, spending }) => limit.hard && spending.some(({ state }) => state === "reached"),
    );
    return args.check && isReached ? 1 : 0;
  },
});

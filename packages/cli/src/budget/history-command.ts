import type { SpendLimit } from "@tokenpak/core";
import { userHomeFolder } from "@tokenpak/core/environment";
import type { SpendLimitChange } from "@tokenpak/telemetry";
import { defineStrictCommand } from "../command.ts";
import { styleFor } from "../output/style.ts";
import { writeJson } from "../output/write-json.ts";
import { usageError } from "../usage-error.ts";
import { READING_FLAGS } from "./budget-flags.ts";
import type { PastQuestion } from "./past-periods.ts";
import { readingLines } from "./reading-lines.ts";
import { unknownLimit } from "./unknown-limit.ts";

/** `tokenpak budget history`: what was spent in periods past, against the limits of then, and how limits were changed. */
export const budgetHistoryCommand = defineStrictCommand({
  meta: {
    name: "budget history",
    description: "Show past periods against the limits of then, and changes of limits",
  },
  args: {
    name: {
      type: "positional",
      required: false,
      description: "Only this limit; one by window or session is to be named",
    },
    day: { type: "boolean", description: "Only days, also without a limit for them" },
    week: { type: "boolean", description: "Only weeks" },
    month: { type: "boolean", description: "Only months" },
    limit: {
      type: "string",
      valueHint: "n",
      description: "Periods to show, and changes (default: 20)",
    },
    utc: {
      type: "boolean",
      description: "Without a limit: days of UTC, not of the clock on the wall",
    },
    csv: { type: "boolean", description: "Write the periods as CSV" },
    ...READING_FLAGS,
  },
  repeatable: ["logs"],
  examples: [
    ["tokenpak budget history", "the last 20 days, weeks and months under limits"],
    ["tokenpak budget history daily --limit 7", "one limit, a week"],
    ["tokenpak budget history --month --csv", "months, for a spreadsheet"],
  ],
  values: async () => (await import("../arguments/budget-values.ts")).budgetHistoryValues,
  async run(args, { io, json }) {
    const only = periodOf(args);
    if (args.csv && json) throw usageError("--csv and --json exclude each other. Give one.");
    const [{ openBudget }, { pastPeriods }, { SqliteSpendLimits }] = await Promise.all([
      import("./budget-session.ts"),
      import("./past-periods.ts"),
      import("@tokenpak/telemetry"),
    ]);
    await using session = await openBudget(args, io);
    const { ledger, reading } = session;
    const now = (io.date ?? Date.now)();
    const all = changesOf(new SqliteSpendLimits(ledger.database).changes(), args.name, only);
    const periods = pastPeriods(ledger, {
      now,
      most: args.limit,
      changes: all,
      only,
      otherwise: {
        ...NO_LIMIT,
        period: only ?? "day",
        name: only ?? "day",
        calendar: args.utc ? "utc" : "local",
      },
    });
    const changes = all.toReversed().slice(0, args.limit);
    if (json) {
      const { budgetHistoryDocument } = await import("./budget-documents.ts");
      writeJson({ io }, budgetHistoryDocument(periods, { changes, reading }));
    } else if (args.csv) {
      const { writeHistoryCsv } = await import("./history-csv.ts");
      await writeHistoryCsv(periods, io);
    } else {
      const { historyText } = await import("./history-text.ts");
      const view = { style: styleFor(io.stdout, io), home: userHomeFolder(io.env) };
      const shown = historyText({ periods, changes, now }, view);
      io.stdout.write(`${shown}\n${readingLines(reading, view.style)}`);
    }
    return 0;
  },
});

function changesOf(
  changes: readonly SpendLimitChange[],
  name: string | undefined,
  only: PastQuestion["only"],
): readonly SpendLimitChange[] {
  if (name === undefined) return changes;
  const own = changes.filter((change) => change.name === name);
  if (own.length === 0) {
    throw unknownLimit(name, { known: [...new Set(changes.map((change) => change.name))] });
  }
  const period = own.findLast(({ limit }) => limit !== undefined)?.limit?.period;
  if (only === undefined || only === period) return own;
  throw usageError(`${name} is a limit by ${period}. Leave out --${only}.`);
}

/** What is summed up without a limit for it. */
const NO_LIMIT = {
  unit: "usd",
  amount: 0,
  scope: "all",
  warnAt: 1,
  hard: false,
} as const satisfies Partial<SpendLimit>;

function periodOf(args: {
  readonly day: boolean;
  readonly week: boolean;
  readonly month: boolean;
}): "day" | "week" | "month" | undefined {
  const given = (["day", "week", "month"] as const).filter((period) => args[period]);
  if (given.length > 1) {
    throw usageError(`--${given.join(" and --")} exclude each other. Give one.`);
  }
  return given[0];
}

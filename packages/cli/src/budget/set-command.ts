import { existsSync } from "node:fs";
import { userName } from "@tokenpak/core/environment";
import { defineStrictCommand } from "../command.ts";
import { projectNamed } from "../cost/project-named.ts";
import { styleFor } from "../output/style.ts";
import { writeJson } from "../output/write-json.ts";
import type { BudgetSetDocument } from "./budget-documents.ts";
import { LEDGER_FLAG } from "./budget-flags.ts";
import { ledgerPath } from "./open-limits.ts";
import { readLimitEdits } from "./read-limit-edits.ts";
import { unknownNames } from "./unknown-names.ts";

/** `tokenpak budget set`: sets limits of what may be spent, changes and removes them; all that a line says or nothing. */
export const budgetSetCommand = defineStrictCommand({
  meta: { name: "budget set", description: "Set, change or remove limits of what may be spent" },
  args: {
    limit: {
      type: "positional",
      required: false,
      description: "A limit: daily, weekly, monthly, session, or a name of your own",
    },
    value: { type: "positional", required: false, description: "Its amount, or off to remove it" },
    daily: { type: "string", valueHint: "usd", description: "At most so much a day" },
    weekly: { type: "string", valueHint: "usd", description: "A week, from Monday" },
    monthly: { type: "string", valueHint: "usd", description: "A month" },
    session: { type: "string", valueHint: "usd", description: "A session, each by itself" },
    window: {
      type: "string",
      valueHint: "time",
      description: "In any so long a time, with --amount: 90m, 5h, 7d",
    },
    amount: { type: "string", valueHint: "usd", description: "Of --window" },
    tokens: { type: "boolean", description: "Amounts are tokens, not dollars: 500k, 2M" },
    agent: {
      type: "string",
      valueHint: "name",
      description: "Only what this agent spends, or each: for each agent by itself",
    },
    project: { type: "string", valueHint: "path", description: "Only this project, or each" },
    model: { type: "string", valueHint: "name", description: "Only this model, or each" },
    "alert-at": {
      type: "string",
      valueHint: "percent",
      description: "Warn from this share on (default: 80)",
    },
    "hard-stop": { type: "boolean", description: "Refuse what would go over (default)" },
    "warn-only": { type: "boolean", description: "Warn about what goes over, refuse nothing" },
    utc: { type: "boolean", description: "Days of UTC, not of the clock on the wall" },
    local: { type: "boolean", description: "Days of the clock on the wall (default)" },
    name: { type: "string", valueHint: "name", description: "What to call the limit" },
    remove: { type: "boolean", description: "Remove the limit, as off does" },
    ...LEDGER_FLAG,
  },
  examples: [
    ["tokenpak budget set --daily 20 --monthly 300", "two limits, in dollars"],
    ["tokenpak budget set --daily 5 --agent each", "for each agent by itself"],
    ["tokenpak budget set --window 5h --amount 2M --tokens", "tokens in any five hours"],
    ["tokenpak budget set daily --alert-at 50 --warn-only", "change what a limit does"],
    ["tokenpak budget set daily off", "remove it"],
  ],
  values: async () => (await import("../arguments/budget-values.ts")).budgetSetValues,
  async run(args, { io, json }) {
    const flags = { ...args, project: args.project && projectNamed(args.project, io.cwd) };
    const path = ledgerPath(args.ledger, io);
    // What is wrong is refused before a ledger is made.
    if (!existsSync(path)) readLimitEdits(flags, []);
    const { SqliteLedger, SqliteSpendLimits } = await import("@tokenpak/telemetry");
    using ledger = new SqliteLedger(path);
    const limits = new SqliteSpendLimits(ledger.database);
    const made = { at: (io.date ?? Date.now)(), by: userName(io.env) };
    const changes = ledger.database.immediate(() =>
      readLimitEdits(flags, limits.list()).map(({ name, limit }) => ({
        name,
        limit,
        before: limit === undefined ? limits.remove(name, made) : limits.set(limit, made),
      })),
    );
    if (json) {
      const document: BudgetSetDocument = {
        schema: "tokenpak.budget.set/1",
        ledger: path,
        changes,
      };
      writeJson({ io }, document);
    } else {
      const { changesText } = await import("./changes-text.ts");
      io.stdout.write(changesText(changes, styleFor(io.stdout, io)));
    }
    const unknown = unknownNames(
      changes.map(({ limit }) => limit),
      ledger,
    );
    for (const line of unknown) io.stderr.write(`${line}\n`);
    return 0;
  },
});

import { resolve } from "node:path";
import type { UsageFilter } from "@tokenpak/core";
import { readEnvironment, userHomeFolder, userLedgerPath } from "@tokenpak/core/environment";
import type { CliIo } from "../cli-io.ts";
import { defineStrictCommand } from "../command.ts";
import type { CostSession as Session } from "../cost/cost-session.ts";
import type { CostView } from "../cost/cost-text.ts";
import type { CostQuestion } from "../cost/gather-figures.ts";
import { readPeriod } from "../cost/period.ts";
import { projectNamed } from "../cost/project-named.ts";
import { styleFor } from "../output/style.ts";
import { writeJson } from "../output/write-json.ts";
import { usageError } from "../usage-error.ts";

/** `tokenpak cost`: what agents used and what that cost, from their session logs and the ledger. */
export const costCommand = defineStrictCommand({
  meta: {
    name: "cost",
    description: "Show what agents used and what it cost, from their logs",
  },
  args: {
    today: { type: "boolean", description: "Since midnight" },
    week: { type: "boolean", description: "Today and the six days before" },
    month: { type: "boolean", description: "Since the first of this month" },
    since: {
      type: "string",
      valueHint: "when",
      description: "A date, a time, so much back (24h, 7d), or all (default: 30 days)",
    },
    until: { type: "string", valueHint: "when", description: "Up to this day or time" },
    by: {
      type: "string",
      valueHint: "what",
      description:
        "Divide by model, agent, project, session, provider, day or hour; several: day,model (default: model)",
    },
    agent: { type: "string", valueHint: "name", description: "Only this agent" },
    model: { type: "string", valueHint: "name", description: "Only this model" },
    project: { type: "string", valueHint: "path", description: "Only this project" },
    session: { type: "string", valueHint: "id", description: "Only this session" },
    top: {
      type: "string",
      valueHint: "n",
      description: "Rows to show, the rest as a sum (default: 20, but all days and hours)",
    },
    csv: { type: "boolean", description: "Write CSV that spreadsheets can open safely" },
    records: {
      type: "boolean",
      description: "One row a request instead of sums, with --csv or --json",
    },
    watch: { type: "boolean", description: "Stay, and show what comes in until Ctrl-C" },
    stored: { type: "boolean", description: "Only what the ledger has; do not read session logs" },
    logs: {
      type: "string",
      valueHint: "folder",
      description: "Also read JSONL events in this folder; may be repeated",
    },
    utc: { type: "boolean", description: "Days of UTC, not of the clock on the wall" },
    ledger: {
      type: "string",
      valueHint: "path",
      description: "Ledger to use (default: ~/.tokenpak/ledger.db)",
    },
  },
  repeatable: ["logs"],
  examples: [
    ["tokenpak cost", "the last 30 days by model"],
    ["tokenpak cost --today --watch", "today, live"],
    ["tokenpak cost --month --by day,agent --csv", "for a spreadsheet"],
    ["tokenpak cost --since all --by project", "everything by project"],
  ],
  values: async () => (await import("../arguments/values.ts")).costValues,
  async run(args, { io, json }) {
    refuseTogether({ ...args, json });
    // Asked anew for each round of --watch: after midnight, today is another day.
    const question = (): CostQuestion => ({
      period: readPeriod(args, { now: nowOf(io), utc: args.utc }),
      utc: args.utc,
      by: args.by,
      filter: filterOf(args, io.cwd),
    });
    question(); // Wrong flags are refused before anything is opened.
    const { CostSession } = await import("../cost/cost-session.ts");
    await using session = await CostSession.open(
      {
        path: args.ledger === undefined ? userLedgerPath(io.env) : resolve(io.cwd, args.ledger),
        logs: args.logs.map((folder) => resolve(io.cwd, folder)),
        stored: args.stored,
      },
      io,
    );
    if (args.watch) return await watch({ session, question, view: viewOf(args.top, io), json }, io);
    await session.collect();
    if (args.records) {
      const { writeRecords } = await import("../cost/write-records.ts");
      await writeRecords(session.ledger, { question: question(), csv: args.csv }, io);
      return 0;
    }
    const figures = session.figures(question(), nowOf(io));
    if (json) {
      const { costDocument } = await import("../cost/cost-document.ts");
      writeJson({ io }, costDocument(figures));
    } else if (args.csv) {
      const { writeCostCsv } = await import("../cost/cost-csv.ts");
      await writeCostCsv(figures, io);
    } else {
      const { costText } = await import("../cost/cost-text.ts");
      io.stdout.write(costText(figures, viewOf(args.top, io)));
    }
    return 0;
  },
});

async function watch(
  {
    session,
    question,
    view,
    json,
  }: {
    readonly session: Session;
    readonly question: () => CostQuestion;
    readonly view: CostView;
    readonly json: boolean;
  },
  io: CliIo,
): Promise<number> {
  const [{ costDocument }, { costText }, { liveFrame }] = await Promise.all([
    import("../cost/cost-document.ts"),
    import("../cost/cost-text.ts"),
    import("../cost/live-frame.ts"),
  ]);
  const isLive = io.stdout.isTTY === true && !readEnvironment(io.env).dumbTerminal;
  let isFirst = true;
  for await (const _change of session.changes()) {
    const figures = session.figures(question(), nowOf(io));
    if (json) writeJson({ io }, costDocument(figures));
    else if (isLive) {
      const render = (top: number): string =>
        `${costText(figures, { ...view, top })}${view.style.dim("live: Ctrl-C ends")}`;
      const rows = io.stdout.rows || 24;
      io.stdout.write(liveFrame(render, { top: view.top, rows, isFirst }));
    } else io.stdout.write(`${costText(figures, view)}\n`);
    isFirst = false;
  }
  return 0;
}

function nowOf(io: CliIo): number {
  return (io.date ?? Date.now)();
}

function refuseTogether(args: {
  readonly csv: boolean;
  readonly json: boolean;
  readonly records: boolean;
  readonly watch: boolean;
  readonly stored: boolean;
  readonly logs: readonly string[];
}): void {
  const { csv, json, records, watch, stored, logs } = args;
  if (csv && json) throw usageError("--csv and --json exclude each other. Give one.");
  if (records && !csv && !json) throw usageError("--records goes with --csv or --json.");
  if (watch && (csv || records || stored)) {
    throw usageError("--watch goes with --json or alone, not with --csv, --records or --stored.");
  }
  if (stored && logs.length > 0) throw usageError("--stored reads no logs: leave out --logs.");
}

function filterOf(
  filter: Pick<UsageFilter, "agent" | "model" | "project" | "session">,
  cwd: string,
): UsageFilter {
  const { agent, model, project, session } = filter;
  return { agent, model, session, project: project && projectNamed(project, cwd) };
}

function viewOf(top: number | undefined, io: CliIo): CostView {
  return {
    style: styleFor(io.stdout, io),
    // Some terminals say 0.
    width: io.stdout.columns || 100,
    top,
    home: userHomeFolder(io.env),
  };
}

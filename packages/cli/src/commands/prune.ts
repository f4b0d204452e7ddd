import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { TokenPakError } from "@tokenpak/core";
import { userLedgerPath } from "@tokenpak/core/environment";
import { type CommandContext, defineStrictCommand } from "../command.ts";
import { readMoment } from "../cost/period.ts";
import { formatBytes, formatUnits } from "../output/figures.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG, requireRegistry } from "../project.ts";
import { usageError } from "../usage-error.ts";

/** `tokenpak prune`: lets go of old versions. */
export const pruneCommand = defineStrictCommand({
  meta: {
    name: "prune",
    description: "Let go of old versions of files, and of their originals",
  },
  args: {
    "keep-versions": {
      type: "string",
      valueHint: "n",
      description: "How many versions of each file stay, the newest first (default: 1)",
    },
    "usage-before": {
      type: "string",
      valueHint: "when",
      description: "Instead: forget requests before this day in the ledger of usage; sums stay",
    },
    ledger: {
      type: "string",
      valueHint: "path",
      description: "That ledger (default: ~/.tokenpak/ledger.db)",
    },
    ...DATABASE_FLAG,
  },
  examples: [
    ["tokenpak prune", "all but the newest version of each file"],
    ["tokenpak prune --keep-versions 5", "keep the last five versions of each file"],
    [
      "tokenpak prune --usage-before 2026-01-01",
      "single requests of last year go, their sums stay",
    ],
  ],
  values: async () => (await import("../arguments/values.ts")).pruneValues,
  async run(args, { io, json }) {
    if (args["usage-before"] !== undefined)
      return pruneUsage(args["usage-before"], args, { io, json });
    if (args.ledger !== undefined) throw usageError("--ledger goes with --usage-before.");
    const database = requireRegistry(args.db, io);
    const { BlockRegistry } = await import("@tokenpak/registry");
    using registry = new BlockRegistry(database);
    const { databaseBytes: bytesBefore } = registry.getStats();
    const { versions, originals } = registry.prune({ keepVersions: args["keep-versions"] });
    const { databaseBytes: bytesAfter } = registry.getStats();
    const document: PruneDocument = {
      schema: "tokenpak.prune/1",
      database,
      versions,
      originals,
      bytesBefore,
      bytesAfter,
    };
    if (json) writeJson({ io }, document);
    else io.stdout.write(`${pruneText(document)}\n`);
    return 0;
  },
});

async function pruneUsage(
  when: string,
  args: {
    readonly ledger?: string | undefined;
    readonly db?: string | undefined;
    readonly "keep-versions"?: number | undefined;
  },
  { io, json }: CommandContext,
): Promise<number> {
  if (args.db !== undefined || args["keep-versions"] !== undefined) {
    throw usageError("--usage-before is for the ledger: leave out --db and --keep-versions.");
  }
  const calendar = { now: (io.date ?? Date.now)(), utc: true };
  const before = readMoment(when, { calendar, flag: "--usage-before" });
  const ledger = args.ledger === undefined ? userLedgerPath(io.env) : resolve(io.cwd, args.ledger);
  if (!existsSync(ledger)) {
    throw new TokenPakError(
      "STORE_UNAVAILABLE",
      `There is no ledger at "${ledger}". Run "tokenpak cost" first, or name one with --ledger.`,
    );
  }
  const { SqliteLedger } = await import("@tokenpak/telemetry");
  using store = new SqliteLedger(ledger);
  const { completions, savings, ...forgotten } = store.forget({ before });
  const document: UsagePruneDocument = {
    schema: "tokenpak.prune-usage/1",
    ledger,
    before: new Date(forgotten.before).toISOString(),
    completions,
    savings,
  };
  if (json) writeJson({ io }, document);
  else {
    io.stdout.write(
      `${formatUnits(completions, "request")} before ${document.before} let go; their sums stay\n`,
    );
  }
  return 0;
}

/** The JSON document of `tokenpak prune --usage-before --json`. */
export interface UsagePruneDocument {
  readonly schema: "tokenpak.prune-usage/1";
  /** Absolute path. */
  readonly ledger: string;
  /** Requests from before this time (ISO 8601, UTC) are not there any more, and are not taken again from logs. */
  readonly before: string;
  /** Rows that were let go: requests, and events of savings. */
  readonly completions: number;
  readonly savings: number;
}

/** The JSON document of `tokenpak prune --json`. */
export interface PruneDocument {
  readonly schema: "tokenpak.prune/1";
  /** Absolute path of the database. */
  readonly database: string;
  /** Old versions of files that were let go. */
  readonly versions: number;
  /** Originals that were let go: no version needs them, and their refs were never given out. */
  readonly originals: number;
  /** Size of the database. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

function pruneText({ versions, originals, bytesBefore, bytesAfter }: PruneDocument): string {
  const what = `${formatUnits(versions, "old version")} and ${formatUnits(originals, "original")} let go`;
  return `${what}; the database has ${formatBytes(bytesAfter)}, before ${formatBytes(bytesBefore)}`;
}

import { existsSync } from "node:fs";
import { userLedgerPath, userOriginalsPath } from "@tokenpak/core/environment";
import type { RepairReport, ReportProgress } from "@tokenpak/registry";
import type { LedgerRepair } from "@tokenpak/telemetry";
import { checkInstallation } from "../checks/check-installation.ts";
import { checkProject } from "../checks/check-project.ts";
import { checkUserFolder } from "../checks/check-user-folder.ts";
import { checkUserLedger } from "../checks/check-user-ledger.ts";
import { checkUserOriginals } from "../checks/check-user-originals.ts";
import type { Finding } from "../checks/finding.ts";
import type { CliIo } from "../cli-io.ts";
import { defineStrictCommand } from "../command.ts";
import { ledgerRepairText } from "../output/ledger-repair-text.ts";
import { startProgress } from "../output/progress.ts";
import { repairText } from "../output/repair-text.ts";
import { type Style, styleFor } from "../output/style.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG, databasePath, findRegistry } from "../project.ts";

/** `tokenpak doctor`: is everything in place, and what to do where it is not; `--repair` does it for a damaged database. */
export const doctorCommand = defineStrictCommand({
  meta: {
    name: "doctor",
    description: "Check the installation, the project's index and the user's folder",
  },
  args: {
    repair: {
      type: "boolean",
      description: "Make sound databases out of damaged ones, and keep those beside them",
    },
    ...DATABASE_FLAG,
  },
  examples: [
    ["tokenpak doctor", "exit code 1 when something is broken"],
    ["tokenpak doctor --repair", "saves what can be read, and says what is lost"],
  ],
  values: async () => (await import("../arguments/values.ts")).doctorValues,
  async run(args, { io, json }) {
    const database = args.db === undefined ? findRegistry(io.cwd) : databasePath(args.db, io.cwd);
    const { findings, ...repaired } = await withProgress(io, async (onProgress) => ({
      ...(args.repair ? await repairDatabases(database, { io, onProgress }) : {}),
      findings: [
        ...(await checkInstallation(process.versions.node)),
        ...(await checkProject(database, {
          fix: 'Run "tokenpak index ." in the project.',
          onProgress,
        })),
        ...checkUserFolder(io.env),
        ...(await checkUserOriginals(io.env, onProgress)),
        ...(await checkUserLedger(io.env, onProgress)),
      ],
    }));
    const ok = findings.every(({ status }) => status !== "fail");
    const style = styleFor(io.stdout, io);
    if (json) {
      const document: DoctorDocument = {
        schema: "tokenpak.doctor/1",
        ok,
        checks: findings,
        ...repaired,
      };
      writeJson({ io }, document);
    } else {
      const { repairs = [], ledgerRepair } = repaired;
      for (const repair of repairs) io.stdout.write(`${repairText(repair, style)}\n`);
      if (ledgerRepair) io.stdout.write(`${ledgerRepairText(ledgerRepair, style)}\n`);
      io.stdout.write(doctorText(findings, style));
    }
    return ok ? 0 : 1;
  },
});

/** The JSON document of `tokenpak doctor --json`. */
export interface DoctorDocument {
  readonly schema: "tokenpak.doctor/1";
  /** Nothing failed; there may be warnings. After `--repair`: as things are now. */
  readonly ok: boolean;
  readonly checks: readonly Finding[];
  /** What `--repair` did with each database there is: the project's, and the user's originals. Only with `--repair`. */
  readonly repairs?: readonly DatabaseRepair[] | undefined;
  /** What `--repair` did with the user's ledger of usage, where there is one. Only with `--repair`. */
  readonly ledgerRepair?: UserLedgerRepair | undefined;
}

/** What a repair did with one database. */
export interface DatabaseRepair extends RepairReport {
  /** Absolute path. */
  readonly database: string;
}

/** What a repair did with the ledger. */
export interface UserLedgerRepair extends LedgerRepair {
  /** Absolute path. */
  readonly database: string;
}

async function repairDatabases(
  database: string | undefined,
  { io, onProgress }: { readonly io: CliIo; readonly onProgress: ReportProgress },
): Promise<Required<Pick<DoctorDocument, "repairs">> & Pick<DoctorDocument, "ledgerRepair">> {
  const { repairOriginals, repairRegistry } = await import("@tokenpak/registry");
  const originals = userOriginalsPath(io.env);
  const repairs = [
    ...(database === undefined ? [] : [{ database, ...repairRegistry(database, { onProgress }) }]),
    ...(existsSync(originals)
      ? [{ database: originals, ...repairOriginals(originals, { onProgress }) }]
      : []),
  ];
  const ledger = userLedgerPath(io.env);
  if (!existsSync(ledger)) return { repairs };
  const { repairLedger } = await import("@tokenpak/telemetry");
  return { repairs, ledgerRepair: { database: ledger, ...repairLedger(ledger, { onProgress }) } };
}

async function withProgress<T>(
  io: CliIo,
  work: (onProgress: ReportProgress) => Promise<T>,
): Promise<T> {
  const progress = startProgress(io);
  try {
    return await work(({ stage, done, total }) => {
      progress.step({ doing: "looking at", done, total, label: stage });
    });
  } finally {
    progress.end();
  }
}

function doctorText(findings: readonly Finding[], style: Style): string {
  const colour = { ok: style.green, warn: style.yellow, fail: style.red };
  const width = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.map(({ name, status, detail, fix }) => {
    const line = `${colour[status](status.padEnd(4))}  ${name.padEnd(width)}  ${detail}`;
    return fix === undefined ? line : `${line}\n${" ".repeat(width + 8)}${fix}`;
  });
  return `${lines.join("\n")}\n`;
}

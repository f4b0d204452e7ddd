import type { RepairReport, ReportProgress } from "@tokenpak/registry";
import { checkInstallation } from "../checks/check-installation.ts";
import { checkProject } from "../checks/check-project.ts";
import { checkUserFolder } from "../checks/check-user-folder.ts";
import type { Finding } from "../checks/finding.ts";
import type { CliIo } from "../cli-io.ts";
import { defineStrictCommand } from "../command.ts";
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
      description: "Make a sound index out of a damaged one, and keep that beside it",
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
    const { findings, repair } = await withProgress(io, async (onProgress) => ({
      repair:
        args.repair && database !== undefined
          ? await repairDatabase(database, onProgress)
          : undefined,
      findings: [
        ...(await checkInstallation(process.versions.node)),
        ...(await checkProject(database, {
          fix: 'Run "tokenpak index ." in the project.',
          onProgress,
        })),
        ...checkUserFolder(io.env),
      ],
    }));
    const ok = findings.every(({ status }) => status !== "fail");
    const style = styleFor(io.stdout, io);
    if (json) writeJson({ io }, doctorDocument({ ok, checks: findings, repair }));
    else {
      if (repair !== undefined) io.stdout.write(`${repairText(repair, database ?? "", style)}\n`);
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
  /** What `--repair` did; only with it, where there is a database. */
  readonly repair?: RepairReport;
}

function doctorDocument({
  repair,
  ...rest
}: Omit<DoctorDocument, "schema" | "repair"> & {
  readonly repair: RepairReport | undefined;
}): DoctorDocument {
  return { schema: "tokenpak.doctor/1", ...rest, ...(repair && { repair }) };
}

async function repairDatabase(database: string, onProgress: ReportProgress): Promise<RepairReport> {
  const { repairRegistry } = await import("@tokenpak/registry");
  return repairRegistry(database, { onProgress });
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

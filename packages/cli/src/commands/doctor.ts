import { checkInstallation } from "../checks/check-installation.ts";
import { checkProject } from "../checks/check-project.ts";
import { checkUserFolder } from "../checks/check-user-folder.ts";
import type { Finding } from "../checks/finding.ts";
import { defineStrictCommand } from "../command.ts";
import { type Style, styleFor } from "../output/style.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG, databasePath, findRegistry } from "../project.ts";

/** `tokenpak doctor`: is everything in place, and what to do where it is not. */
export const doctorCommand = defineStrictCommand({
  meta: {
    name: "doctor",
    description: "Check the installation, the project's index and the user's folder",
  },
  args: { ...DATABASE_FLAG },
  examples: [["tokenpak doctor", "exit code 1 when something is broken"]],
  values: async () => (await import("../arguments/values.ts")).databaseValues,
  async run(args, { io, json }) {
    const database = args.db === undefined ? findRegistry(io.cwd) : databasePath(args.db, io.cwd);
    const findings = [
      ...(await checkInstallation(process.versions.node)),
      ...(await checkProject(database, { fix: 'Run "tokenpak index ." in the project.' })),
      ...checkUserFolder(io.env),
    ];
    const ok = findings.every(({ status }) => status !== "fail");
    if (json) writeJson({ io }, doctorDocument(findings, ok));
    else io.stdout.write(doctorText(findings, styleFor(io.stdout, io)));
    return ok ? 0 : 1;
  },
});

/** The JSON document of `tokenpak doctor --json`. */
export interface DoctorDocument {
  readonly schema: "tokenpak.doctor/1";
  /** Nothing failed; there may be warnings. */
  readonly ok: boolean;
  readonly checks: readonly Finding[];
}

function doctorDocument(checks: readonly Finding[], ok: boolean): DoctorDocument {
  return { schema: "tokenpak.doctor/1", ok, checks };
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

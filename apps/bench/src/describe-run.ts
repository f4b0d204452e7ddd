import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";

/** Machine, Node version and commit of a run, so that its figures can be read later. */
export function describeRun(dataDir: string | undefined): readonly string[] {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `machine: ${processors.length} x ${processors[0]?.model ?? "unknown"}, ${memory} GiB, ${process.platform} ${process.arch}, node ${process.version}`,
    `commit: ${commit()}`,
    dataDir === undefined
      ? "data: none found; rows that need it are skipped and named"
      : "data: public benchmark data found",
  ];
}

function commit(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    return `${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain") === "" ? "" : " with uncommitted changes"}`;
  } catch (error) {
    return `unknown (${error instanceof Error ? error.message.split("\n")[0] : String(error)})`;
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const FLAGS = ["--conditions=@tokenpak/source", "--import=tsx", "--input-type=module", "-e"];

/**
 * Starts a process that collects `folder` into the ledger `path` until it is killed, each line under an id that no other reading of it
 * would have, and kills it so many milliseconds after its first event. Answers whether it was still at work then.
 */
export async function collectAndKill(
  folder: string,
  path: string,
  { afterMs }: { readonly afterMs: number },
): Promise<boolean> {
  const child = startChild([KILLED, folder, path]);
  const ended = once(child, "exit");
  for await (const line of createInterface(child.stdout as NodeJS.ReadableStream)) {
    if (line === "event") setTimeout(() => child.kill("SIGKILL"), afterMs);
  }
  const [, signal] = await ended;
  return signal === "SIGKILL";
}

/** Starts and stops a collector without options in a process of a user with that home folder; answers its exit code. */
export async function collectAsUser(home: string): Promise<unknown> {
  const [code] = await once(startChild([AS_USER], { HOME: home }), "exit");
  return code;
}

function startChild(script: readonly string[], env?: { readonly HOME: string }): ChildProcess {
  return spawn(process.execPath, [...FLAGS, ...script], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
    ...(env && { env: { ...env } }),
  });
}

const KILLED = `
  import { randomUUID } from "node:crypto";
  const [, folder, path] = process.argv;
  const { TelemetryCollector } = await import("../telemetry-collector.ts");
  const { eventLines } = await import("./event-lines.ts");
  const format = { ...eventLines, read: (value, place) =>
    eventLines.read(value, place).map((entry) => ({ ...entry, id: randomUUID() })) };
  const source = { name: "test", roots: [folder], formatOf: () => format };
  const collector = new TelemetryCollector({ sources: [source], store: path,
    onWarning: (warning) => { throw new Error(warning); } });
  await collector.start();
  let said = false;
  for await (const event of collector) {
    if (!said) process.stdout.write("event\\n");
    said = true;
  }
`;

const AS_USER = `
  const { TelemetryCollector } = await import("../telemetry-collector.ts");
  const collector = new TelemetryCollector();
  await collector.start();
  await collector.stop();
`;

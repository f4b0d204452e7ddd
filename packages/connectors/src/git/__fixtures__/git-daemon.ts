import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { PLAIN_GIT } from "./test-repository.ts";

/** A `git daemon` on a free port of this machine. */
export interface GitDaemon {
  /** Of the folder that it serves, ending in `/`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Why there can be no daemon; `undefined` where there can be one. */
export function daemonMissing(): string | undefined {
  try {
    const { PATH } = process.env;
    // It fails for want of an address, after it has started.
    execFileSync("git", ["daemon", "--listen=256.256.256.256"], {
      stdio: "pipe",
      timeout: 5000,
      env: { PATH, ...PLAIN_GIT, LC_ALL: "C" },
    });
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? "");
    if (said.includes("is not a git command")) return "git daemon is not installed";
  }
  return undefined;
}

/** Serves every repository below a folder. */
export async function startDaemon(folder: string): Promise<GitDaemon> {
  const port = await freePort();
  const { PATH } = process.env;
  const daemon = spawn(
    "git",
    [
      "daemon",
      ...["--reuseaddr", "--export-all", "--listen=127.0.0.1", `--port=${port}`],
      ...[`--base-path=${folder}`, folder],
    ],
    // Its own group, so that it ends with the servers that it started.
    { detached: true, stdio: "ignore", env: { PATH, ...PLAIN_GIT } },
  );
  await untilItListens(port);
  return { url: `git://127.0.0.1:${port}/`, stop: () => stop(daemon) };
}

async function stop(daemon: ChildProcess): Promise<void> {
  if (daemon.pid === undefined || (daemon.exitCode ?? daemon.signalCode) !== null) return;
  const ended = new Promise((resolve) => daemon.once("close", resolve));
  process.kill(-daemon.pid, "SIGKILL");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}

async function untilItListens(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await canConnect(port)) return;
    await wait(25);
  }
  throw new Error("The daemon did not start within 5 s.");
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

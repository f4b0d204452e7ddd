import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { gitAborted, gitNotStarted } from "./git-failure.ts";

/** A git that runs: its streams, and how it ends. */
export interface GitProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** How it ended. Rejects with `DEPENDENCY_MISSING` where there is no git, and `ABORTED` after the signal. */
  readonly ended: Promise<GitEnd>;
  /** Ends it, with all that it started. */
  kill(): void;
}

/** How a git ended. */
export interface GitEnd {
  /** Exit code, or 128 where a signal ended it. */
  readonly code: number;
  /** At most 64 KiB. */
  readonly stderr: string;
}

/** What a git is started with. */
export interface GitStart {
  /** Folder it works in. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const MOST_ERROR_CHARACTERS = 65_536;

/** What a git gets to remove its lock files before it is killed. */
const GRACE_MS = 2000;

/** Starts git. Whoever calls it awaits `ended`, or kills it. */
export function startGit(
  args: readonly string[],
  { folder, variables, signal }: GitStart,
): GitProcess {
  if (signal.aborted) throw gitAborted(signal.reason);
  const child = spawn("git", ["-C", folder, ...args], {
    // With a group of its own it has no terminal on which ssh could ask, and ends together with its helpers.
    detached: process.platform !== "win32",
    env: variables,
    stdio: "pipe",
    windowsHide: true,
  });
  const kill = (): void => killGroup(child);
  signal.addEventListener("abort", kill, { once: true });
  return {
    child,
    kill,
    ended: endOf(child, signal).finally(() => signal.removeEventListener("abort", kill)),
  };
}

function endOf(child: ChildProcessWithoutNullStreams, signal: AbortSignal): Promise<GitEnd> {
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (stderr.length < MOST_ERROR_CHARACTERS) stderr += text;
  });
  // A git that ended closes its input; how it ended says why.
  child.stdin.on("error", () => child.stdin.destroy());
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(gitNotStarted(error)));
    child.once("close", (code) => {
      if (signal.aborted) reject(gitAborted(signal.reason));
      else resolve({ code: code ?? 128, stderr });
    });
  });
}

function killGroup(child: ChildProcessWithoutNullStreams): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  signalGroup(child, "SIGTERM");
  setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MS).unref();
}

function signalGroup(child: ChildProcessWithoutNullStreams, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill(name);
    else process.kill(-child.pid, name);
  } catch (error) {
    // It ended in between.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/**
 * How many times as much the tests of durability do: `TOKENPAK_SOAK_ROUNDS=50 npx vitest run packages/registry` kills fifty times
 * as many processes as a run of the suite.
 */
// biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
export const SOAK_ROUNDS = Number(process.env["TOKENPAK_SOAK_ROUNDS"] ?? 1);

/** How to start a child. */
export interface ChildOptions {
  /** In `process.argv`, from 1. */
  readonly args?: readonly string[];
  /** Largest file that it may write, in blocks of 1024 bytes. */
  readonly fileBlocks?: number;
  /** Which user it runs as; needs root. */
  readonly uid?: number;
}

/** Starts Node with a module that has `registry` (this package's index) and `core` at hand; it may say lines on stdout. */
export function startChild(script: string, options: ChildOptions = {}): ChildProcess {
  const { args = [], fileBlocks, uid } = options;
  const index = new URL("../index.ts", import.meta.url).href;
  const source = `const registry = await import(${JSON.stringify(index)});
    const core = await import("@tokenpak/core");
    const say = (line) => process.stdout.write(line + "\\n");
    const entry = (path, content, mark) => ({ content, mark, block: new core.Block({ path,
      contentHash: core.contentHash(content), fileType: "md", rawTokens: 1, compressedTokens: 1,
      compressedContent: content.slice(0, 200) }) });
    ${script}`;
  const flags = ["--conditions=@tokenpak/source", "--import=tsx", "--input-type=module", "-e"];
  const command = [process.execPath, ...flags, source, ...args];
  const limited =
    fileBlocks === undefined
      ? command
      : ["bash", "-c", `ulimit -f ${fileBlocks}; exec "$@"`, "bash", ...command];
  return spawn(limited[0] as string, limited.slice(1), {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
}

/** What a child said until its end, and how it ended. */
export interface ChildEnd {
  readonly lines: readonly string[];
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Waits for the end of a child; `onLine` hears what it says. */
export async function childEnd(
  child: ChildProcess,
  onLine?: (line: string) => void,
): Promise<ChildEnd> {
  const ended = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout as NodeJS.ReadableStream)) {
    lines.push(line);
    onLine?.(line);
  }
  const [code, signal] = (await ended) as [number | null, NodeJS.Signals | null];
  return { lines, code, signal };
}

/** Kills a child so many milliseconds after it said `line`. */
export async function killAfter(
  child: ChildProcess,
  { line, afterMs }: { readonly line: string; readonly afterMs: number },
): Promise<ChildEnd> {
  return childEnd(child, (said) => {
    if (said === line) setTimeout(() => child.kill("SIGKILL"), afterMs);
  });
}

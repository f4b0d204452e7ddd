import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readRepositoryFolder } from "./repository-folder.ts";

/** What a command printed. */
export interface RecordedOutput {
  readonly name: string;
  readonly text: string;
}

/** The recorded outputs of a kind, `apps/bench/fixtures/<kind>`. */
export function recordedOutputs(kind: string): readonly RecordedOutput[] {
  const folder = resolve(fileURLToPath(import.meta.url), "../../fixtures", kind);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

/** Characters that are kept of what a command prints now, up to a line's end. */
const MOST = 60_000;

/**
 * What a command prints in this repository, up to 60,000 characters of whole lines; `undefined` where there is no such command
 * or it finds nothing.
 */
export function outputNow([program = "", ...args]: readonly string[]): RecordedOutput | undefined {
  const name = [program, ...args].join(" ");
  try {
    const text = execFileSync(program, args, {
      cwd: readRepositoryFolder(),
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
    if (text.length <= MOST) return text === "" ? undefined : { name, text };
    return { name, text: text.slice(0, text.lastIndexOf("\n", MOST) + 1) };
  } catch {
    return undefined;
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import type { SpenderPlan } from "./spender.ts";

/**
 * Starts a process that spends under the key `shared` until its limit is used up, and says `over` (the limit), `granted` or
 * `settled`, with the amount, of each answer that it got. A `holder` says `held` first, of 5 that it reserves and keeps; the others
 * wait for that.
 */
export function startSpender(name: string, plan: SpenderPlan): ChildProcess {
  const script = `const { spend } = await import(${JSON.stringify(new URL("./spender.ts", import.meta.url).href)});
    spend(process.argv[1], JSON.parse(process.argv[2]));`;
  const flags = ["--conditions=@tokenpak/source", "--import=tsx", "--input-type=module", "-e"];
  return spawn(process.execPath, [...flags, script, name, JSON.stringify(plan)], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

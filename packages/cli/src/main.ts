import { runCommand } from "citty";
import { checkArguments } from "./arguments/check-arguments.ts";
import { splitCommand } from "./arguments/split-command.ts";
import type { CliIo } from "./cli-io.ts";
import type { Command, CommandData } from "./command.ts";
import { findCommand } from "./find-command.ts";
import { processIo } from "./process-io.ts";
import { reportError } from "./report-error.ts";
import { rootCommand } from "./root-command.ts";
import { commandUsage, rootUsage } from "./usage.ts";

/** Settings of {@link main}. */
export interface MainOptions {
  /** What `--version` prints. Default: the version of @tokenpak/cli. */
  readonly version?: string;
}

/**
 * Runs a command line and answers its exit code: 0 done, 1 failed, 2 wrong use, 130 stopped by Ctrl-C. `argv` is without
 * node and script, default the process's own; `io` stands for everything outside, default the process. Never exits the
 * process and never throws for what a user can do wrong.
 */
export async function main(
  argv: readonly string[] = process.argv.slice(2),
  io?: CliIo,
  options: MainOptions = {},
): Promise<number> {
  const root = rootCommand(options);
  if (io !== undefined) return runLine(argv, { root, io });
  const own = processIo();
  try {
    return await runLine(argv, { root, io: own });
  } finally {
    own.release();
  }
}

interface World {
  readonly root: Command;
  readonly io: CliIo;
}

async function runLine(argv: readonly string[], { root, io }: World): Promise<number> {
  const json = flagsOf(argv).includes("--json");
  try {
    const first = splitCommand(argv, ["--db"]);
    const isHelp = first.name === "help";
    const { command, rest } = await findCommand(isHelp ? first.rest : argv, root);
    return await runStrictly(command, isHelp ? ["--help"] : rest, io);
  } catch (error) {
    return reportError(error, { io, json });
  }
}

/** Runs a command through citty, after all that citty would let pass. */
async function runStrictly(
  command: Command,
  rawArgs: readonly string[],
  io: CliIo,
): Promise<number> {
  // Help is given whatever else is missing or wrong on the line.
  if (flagsOf(rawArgs).some((flag) => flag === "--help" || flag === "-h")) {
    const usage = command.subCommands === undefined ? commandUsage : rootUsage;
    io.stdout.write(await usage(command, io));
    return 0;
  }
  const data: CommandData = { io, repeated: checkArguments(rawArgs, command) };
  const { result } = await runCommand(command, { rawArgs: [...rawArgs], data });
  return result as number;
}

/** What stands in front of `--`. */
function flagsOf(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return end < 0 ? argv : argv.slice(0, end);
}

import type { ArgumentDefinitions } from "./arguments/argument.ts";
import { nearestName } from "./arguments/nearest-name.ts";
import { parseArguments } from "./arguments/parse-arguments.ts";
import { splitCommand } from "./arguments/split-command.ts";
import type { CliIo } from "./cli-io.ts";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { writeJson } from "./output/write-json.ts";
import { processIo } from "./process-io.ts";
import { reportError } from "./report-error.ts";
import { commandUsage, rootUsage } from "./usage.ts";
import { usageError } from "./usage-error.ts";
import { cliVersion } from "./version.ts";

/**
 * Runs a command line and answers its exit code: 0 done, 1 failed, 2 wrong use, 130 stopped by Ctrl-C. `argv` is without
 * node and script, default the process's own; `io` stands for everything outside, default the process. Never exits the
 * process and never throws for what a user can do wrong.
 */
export async function main(
  argv: readonly string[] = process.argv.slice(2),
  io?: CliIo,
): Promise<number> {
  if (io !== undefined) return run(argv, io);
  const own = processIo();
  try {
    return await run(argv, own);
  } finally {
    own.release();
  }
}

const JSON_FLAG = {
  json: { type: "switch", description: "Write the result as JSON on stdout" },
} as const satisfies ArgumentDefinitions;

const HELP_FLAG = {
  help: { type: "switch", short: "h", description: "Show this help" },
} as const satisfies ArgumentDefinitions;

const ROOT_FLAGS = {
  version: { type: "switch", short: "v", description: "Show the version" },
  ...JSON_FLAG,
  ...HELP_FLAG,
} as const satisfies ArgumentDefinitions;

async function run(argv: readonly string[], io: CliIo): Promise<number> {
  const end = argv.indexOf("--");
  const json = argv.slice(0, end < 0 ? argv.length : end).includes("--json");
  try {
    const { name, rest } = splitCommand(argv, ["--db"]);
    if (name === undefined) return await runRoot(rest, io);
    if (name === "help") return await runHelp(rest, io);
    return await runCommand(commandNamed(name), rest, io);
  } catch (error) {
    return reportError(error, { io, json });
  }
}

async function runRoot(argv: readonly string[], io: CliIo): Promise<number> {
  const { version, json } = parseArguments(ROOT_FLAGS, argv);
  if (version && json) {
    const document: VersionDocument = { schema: "tokenpak.version/1", version: cliVersion() };
    writeJson({ io }, document);
  } else if (version) {
    io.stdout.write(`${cliVersion()}\n`);
  } else if (json) {
    throw usageError(`A command is missing. Known: ${commandNames().join(", ")}.`);
  } else {
    io.stdout.write(rootUsage(COMMANDS, { flags: ROOT_FLAGS, io }));
  }
  return 0;
}

/** The JSON document of `tokenpak --version --json`. */
export interface VersionDocument {
  readonly schema: "tokenpak.version/1";
  readonly version: string;
}

async function runHelp(argv: readonly string[], io: CliIo): Promise<number> {
  const { name } = splitCommand(argv);
  return name === undefined
    ? runRoot(["--help"], io)
    : runCommand(commandNamed(name), ["--help"], io);
}

async function runCommand(command: Command, argv: readonly string[], io: CliIo): Promise<number> {
  const definitions = { ...command.args, ...JSON_FLAG, ...HELP_FLAG };
  if (asksForHelp(argv)) {
    io.stdout.write(commandUsage({ ...command, args: definitions }, io));
    return 0;
  }
  const values = parseArguments(definitions, argv);
  return command.run(values, { io, json: values.json });
}

/** Help is given whatever else is missing or wrong on the line. */
function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  const flags = end < 0 ? argv : argv.slice(0, end);
  return flags.includes("--help") || flags.includes("-h");
}

function commandNamed(name: string): Command {
  const command = COMMANDS.find((known) => known.name === name);
  if (command !== undefined) return command;
  const near = nearestName(name, commandNames());
  const hint =
    near === undefined ? `Known: ${commandNames().join(", ")}.` : `Did you mean ${near}?`;
  throw usageError(`Unknown command ${JSON.stringify(name)}. ${hint}`);
}

function commandNames(): string[] {
  return COMMANDS.map(({ name }) => name);
}

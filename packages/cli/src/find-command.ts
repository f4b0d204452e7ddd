import { nearestName } from "@tokenpak/core";
import { splitCommand } from "./arguments/split-command.ts";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { usageError } from "./usage-error.ts";

/** A command, and the arguments that are for it. */
export interface FoundCommand {
  readonly command: Command;
  readonly rest: readonly string[];
}

/** The command that a line names, `budget set` too; `root` where it names none. Throws `WRONG_USE` for one that is unknown. */
export async function findCommand(argv: readonly string[], root: Command): Promise<FoundCommand> {
  const { name, rest } = splitCommand(argv, ["--db"]);
  if (name === undefined) return { command: root, rest };
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) throw unknownCommand(name, Object.keys(COMMANDS));
  return actionOf(await load(), rest);
}

function actionOf(command: Command, argv: readonly string[]): FoundCommand {
  const { actions, args, meta } = command;
  if (actions === undefined) return { command, rest: argv };
  const valueFlags = Object.entries(args)
    .filter(([, { type }]) => type === "string")
    .map(([flag]) => `--${flag}`);
  const { name, rest } = splitCommand(argv, valueFlags);
  if (name === undefined) return { command, rest: argv };
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) throw unknownCommand(name, Object.keys(actions), `${meta.name} `);
  return { command: action, rest };
}

function unknownCommand(name: string, names: readonly string[], group = ""): Error {
  const near = nearestName(name, names);
  const hint = near === undefined ? `Known: ${names.join(", ")}.` : `Did you mean ${group}${near}?`;
  return usageError(`Unknown command ${JSON.stringify(group + name)}. ${hint}`);
}

import type { ArgumentDefinitions, ArgumentValues } from "./arguments/argument.ts";
import type { CliIo } from "./cli-io.ts";

/** A command of the command line. */
export interface Command<A extends ArgumentDefinitions = ArgumentDefinitions> {
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** Positional arguments in order, and flags. Every command has `--json` and `--help` beside them. */
  readonly args: A;
  readonly examples: readonly Example[];
  /** Does the work and answers the exit code. Heavy packages are imported here, so that `--help` stays quick. */
  run(args: ArgumentValues<A>, context: CommandContext): Promise<number>;
}

/** A line to type, and what it does. */
export type Example = readonly [line: string, what: string];

/** What a command is given beside its arguments. */
export interface CommandContext {
  readonly io: CliIo;
  /** `--json` was given: the result is one JSON document on stdout. */
  readonly json: boolean;
}

/** Gives a command the types of its own arguments. */
export function defineCommand<const A extends ArgumentDefinitions>(
  command: Command<A>,
): Command<A> {
  return command;
}

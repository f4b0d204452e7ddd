import { type ArgsDef, type CommandDef, type CommandMeta, defineCommand } from "citty";
import type { ZodMiniType } from "zod/mini";
import type { output } from "zod/v4/core";
import type { Accepted, RepeatedValues } from "./arguments/check-arguments.ts";
import { readValues } from "./arguments/read-values.ts";
import type { CliIo } from "./cli-io.ts";

/** A command of the command line: a definition of citty's, with what citty has no place for. */
export interface Command extends Accepted, CommandDef {
  readonly meta: NamedMeta;
  readonly args: ArgsDef;
  readonly examples: readonly Example[];
  /** Of a group (command-group.ts): its commands by the word that calls them, and the one that is meant without. */
  readonly actions?: Readonly<Record<string, Command>>;
  readonly otherwise?: string;
}

/** A line to type, and what it does. */
export type Example = readonly [line: string, what: string];

interface NamedMeta extends CommandMeta {
  readonly name: string;
  /** One sentence, without its full stop. */
  readonly description: string;
}

/** What citty hands through to the `run` of a definition as `data`. */
export interface CommandData {
  readonly io: CliIo;
  readonly repeated: RepeatedValues;
}

/** What a command is given beside its arguments. */
export interface CommandContext {
  readonly io: CliIo;
  /** `--json` was given: the result is one JSON document on stdout. */
  readonly json: boolean;
}

interface CommandParts<S extends ZodMiniType<{ readonly json: boolean }>> {
  readonly meta: NamedMeta;
  /** Positional arguments in order, and flags. {@link COMMON_FLAGS} are added. */
  readonly args: ArgsDef;
  /** Flags that may be given more than once; their values are arrays. */
  readonly repeatable?: readonly string[];
  readonly examples: readonly Example[];
  /** Imports the schema of the arguments' values, and with it zod, which a help does without. */
  values(): Promise<S>;
  /** Does the work and answers the exit code. Heavy packages are imported here, so that `--help` stays quick. */
  run(values: output<S>, context: CommandContext): Promise<number>;
}

/** The flags of every command. */
export const COMMON_FLAGS = {
  json: { type: "boolean", description: "Write the result as JSON on stdout" },
  help: { type: "boolean", alias: "h", description: "Show this help" },
} as const satisfies ArgsDef;

/**
 * Defines a command whose arguments' values pass a schema before it runs. citty gives its exit code as the result of
 * `runCommand`; `data` must be a {@link CommandData}.
 */
export function defineStrictCommand<S extends ZodMiniType<{ readonly json: boolean }>>(
  parts: CommandParts<S>,
): Command {
  const { meta, repeatable = [], examples } = parts;
  const args: ArgsDef = { ...parts.args, ...COMMON_FLAGS };
  const definition = defineCommand({
    meta,
    args,
    async run({ args: given, data }): Promise<number> {
      const { io, repeated } = data as CommandData;
      const schema = await parts.values();
      const values = readValues({ ...given, ...repeated }, { schema, args });
      return parts.run(values, { io, json: values.json });
    },
  });
  return { ...definition, meta, args, repeatable, examples };
}

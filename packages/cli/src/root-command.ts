import { type ArgsDef, defineCommand } from "citty";
import { COMMON_FLAGS, type Command, type CommandData } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { writeJson } from "./output/write-json.ts";
import { rootUsage } from "./usage.ts";
import { usageError } from "./usage-error.ts";
import { cliVersion } from "./version.ts";

/** The JSON document of `tokenpak --version --json`. */
export interface VersionDocument {
  readonly schema: "tokenpak.version/1";
  readonly version: string;
}

const args: ArgsDef = {
  version: { type: "boolean", alias: "v", description: "Show the version" },
  ...COMMON_FLAGS,
};

/** `tokenpak` without a command: help or version. */
export function rootCommand({
  version = cliVersion(),
}: {
  readonly version?: string;
} = {}): Command {
  const meta = {
    name: "tokenpak",
    version,
    description: "Packs what a model reads into fewer tokens, and finds it",
  };
  const definition = defineCommand({
    meta,
    args,
    subCommands: { ...COMMANDS },
    async run({ args: given, data }): Promise<number> {
      const { io } = data as CommandData;
      const { version: asksVersion, json } = given;
      const document: VersionDocument = { schema: "tokenpak.version/1", version };
      if (asksVersion && json) writeJson({ io }, document);
      else if (asksVersion) io.stdout.write(`${version}\n`);
      else if (json) {
        throw usageError(`A command is missing. Known: ${Object.keys(COMMANDS).join(", ")}.`);
      } else io.stdout.write(await rootUsage({ args, meta }, io));
      return 0;
    },
  });
  return { ...definition, meta, args, examples: [] };
}

import { defineStrictCommand } from "../command.ts";
import { formatBytes, formatUnits } from "../output/figures.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG, requireRegistry } from "../project.ts";

/** `tokenpak prune`: lets go of old versions. */
export const pruneCommand = defineStrictCommand({
  meta: {
    name: "prune",
    description: "Let go of old versions of files, and of their originals",
  },
  args: {
    "keep-versions": {
      type: "string",
      valueHint: "n",
      description: "How many versions of each file stay, the newest first (default: 1)",
    },
    ...DATABASE_FLAG,
  },
  examples: [
    ["tokenpak prune", "all but the newest version of each file"],
    ["tokenpak prune --keep-versions 5", "keep the last five versions of each file"],
  ],
  values: async () => (await import("../arguments/values.ts")).pruneValues,
  async run(args, { io, json }) {
    const database = requireRegistry(args.db, io);
    const { BlockRegistry } = await import("@tokenpak/registry");
    using registry = new BlockRegistry(database);
    const { databaseBytes: bytesBefore } = registry.getStats();
    const { versions, originals } = registry.prune({ keepVersions: args["keep-versions"] });
    const { databaseBytes: bytesAfter } = registry.getStats();
    const document: PruneDocument = {
      schema: "tokenpak.prune/1",
      database,
      versions,
      originals,
      bytesBefore,
      bytesAfter,
    };
    if (json) writeJson({ io }, document);
    else io.stdout.write(`${pruneText(document)}\n`);
    return 0;
  },
});

/** The JSON document of `tokenpak prune --json`. */
export interface PruneDocument {
  readonly schema: "tokenpak.prune/1";
  /** Absolute path of the database. */
  readonly database: string;
  /** Old versions of files that were let go. */
  readonly versions: number;
  /** Originals that were let go: no version needs them, and their refs were never given out. */
  readonly originals: number;
  /** Size of the database. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

function pruneText({ versions, originals, bytesBefore, bytesAfter }: PruneDocument): string {
  const what = `${formatUnits(versions, "old version")} and ${formatUnits(originals, "original")} let go`;
  return `${what}; the database has ${formatBytes(bytesAfter)}, before ${formatBytes(bytesBefore)}`;
}

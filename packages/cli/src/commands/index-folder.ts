import { defineStrictCommand } from "../command.ts";
import {
  type IndexRun,
  indexDocument,
  writeRound,
  writeSummary,
} from "../indexing/index-report.ts";
import { folderTarget, remoteTarget } from "../indexing/index-target.ts";
import { SOURCE_KINDS, type SourceKind } from "../indexing/source-kinds.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG } from "../project.ts";
import { usageError } from "../usage-error.ts";

/** `tokenpak index`: makes a source searchable, and brings the index up to date. */
export const indexCommand = defineStrictCommand({
  meta: {
    name: "index",
    description: "Make a folder searchable; run again, it takes up what changed",
  },
  args: {
    path: {
      type: "positional",
      description: "Folder or file; with --from also a URL or owner/repo",
    },
    from: {
      type: "string",
      valueHint: SOURCE_KINDS.join("|"),
      description: "Where the documents come from (default: folder)",
    },
    ref: {
      type: "string",
      valueHint: "name",
      description: "Branch, tag or commit to read, with --from git or github",
    },
    name: {
      type: "string",
      valueHint: "name",
      description: "Name in the paths of the index, with --from git or obsidian",
    },
    full: {
      type: "boolean",
      description: "Look at the whole source again, not only at what is new in it",
    },
    watch: { type: "boolean", description: "Stay, and index what changes until Ctrl-C" },
    threads: {
      type: "string",
      valueHint: "n",
      description: "Threads that pack, 0 for none (default: one a processor, up to 4)",
    },
    verbose: { type: "boolean", description: "List every file that was left out, and why" },
    ...DATABASE_FLAG,
  },
  examples: [
    ["tokenpak index .", "the project in this folder"],
    ["tokenpak index docs --verbose", "one folder of it, with what was left out"],
    ["tokenpak index . --watch", "and again whenever a file changes"],
    ["tokenpak index owner/repo --from github", "files, issues and pull requests"],
  ],
  values: async () => (await import("../arguments/values.ts")).indexValues,
  async run(args, { io, json }) {
    const { from, ref, name, full, watch, threads, verbose } = args;
    refuseFlags(args);
    const place = { db: args.db, io };
    const isRemote = from === "git" || from === "github";
    const target = isRemote ? remoteTarget(args.path, place) : folderTarget(args.path, place);
    const { runIndex } = await import("../indexing/run-index.ts");
    let rounds = 0;
    for await (const run of runIndex({ target, from, ref, name, full, watch, threads }, io)) {
      if (json && (rounds === 0 || isNews(run))) writeJson({ io }, indexDocument(run));
      else if (rounds === 0) writeSummary(run, { verbose, io });
      else if (isNews(run)) writeRound(run, io);
      rounds++;
    }
    return 0;
  },
});

function isNews({ result }: IndexRun): boolean {
  return result.indexed + result.removed + result.failed.length > 0;
}

/** Flags that go with some sources only. */
interface SourceFlags {
  readonly from: SourceKind;
  readonly ref?: string | undefined;
  readonly name?: string | undefined;
  readonly watch: boolean;
}

function refuseFlags({ from, ref, name, watch }: SourceFlags): void {
  if (watch && from !== "folder") throw usageError(`--watch is for folders, not for ${from}.`);
  if (ref !== undefined && from !== "git" && from !== "github") {
    throw usageError("--ref goes with --from git or --from github.");
  }
  if (name !== undefined && from !== "git" && from !== "obsidian") {
    throw usageError("--name goes with --from git or --from obsidian.");
  }
}

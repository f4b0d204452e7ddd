import { relative, resolve, sep } from "node:path";
import { type SearchHit, TokenPakError } from "@tokenpak/core";
import type { BlockRegistry } from "@tokenpak/registry";
import type { CliIo } from "../cli-io.ts";
import { defineStrictCommand } from "../command.ts";
import type { AssembledContext } from "../context/assemble-context.ts";
import type { ContextDocument } from "../context/context-document.ts";
import { openForRefs } from "../open-for-refs.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG, requireRegistry, rootOfDatabase } from "../project.ts";
import { usageError } from "../usage-error.ts";

/** `tokenpak pack`: a context for a model, out of the index. */
export const packCommand = defineStrictCommand({
  meta: {
    name: "pack",
    description: "Put together a context for a question, within a budget",
  },
  args: {
    query: {
      type: "positional",
      description: "What the reader wants to know; quote several words",
    },
    budget: {
      type: "string",
      valueHint: "n",
      description: "Most tokens of the whole text (default: 8000)",
    },
    reserve: {
      type: "string",
      valueHint: "n",
      description: "Tokens of the budget to leave free (default: 0)",
    },
    pin: {
      type: "string",
      valueHint: "path",
      description: "An indexed file that must be in; repeatable",
    },
    "top-k": {
      type: "string",
      valueHint: "n",
      description: "Most files to choose from, 1 to 1000 (default: 50)",
    },
    type: { type: "string", valueHint: "ext", description: "Only this file type, for example md" },
    path: { type: "string", valueHint: "prefix", description: "Only paths that begin with this" },
    ...DATABASE_FLAG,
  },
  repeatable: ["pin"],
  examples: [
    ['tokenpak pack "how is the limit kept" --budget 4000', "context for a model on stdout"],
    ['tokenpak pack "add a flag" --pin src/main.ts | pbcopy', "with a file that must be in"],
  ],
  values: async () => (await import("../arguments/values.ts")).packValues,
  async run(args, { io, json }) {
    const { query, budget, reserve, pin } = args;
    if (reserve > budget) {
      throw usageError(`--reserve is ${reserve}, more than the budget of ${budget}. Lower it.`);
    }
    const database = requireRegistry(args.db, io);
    const [{ BlockRegistry }, { CONTEXT_HITS, gatherContext }] = await Promise.all([
      import("@tokenpak/registry"),
      import("../context/gather-context.ts"),
    ]);
    using registry = openForRefs((options) => new BlockRegistry(database, options));
    const pins = pinnedHits(pin, { registry, database, io });
    const hits = registry.search(query, {
      topK: args["top-k"] ?? CONTEXT_HITS,
      fileType: args.type?.replace(/^\./, "").toLowerCase(),
      pathPrefix: args.path,
    });
    const context = gatherContext(hits, { query, budget, reserve, pins, registry, io });
    if (json) {
      const { contextDocument } = await import("../context/context-document.ts");
      const parts = contextDocument(context, budget);
      const document: PackDocument = {
        schema: "tokenpak.pack/1",
        query,
        database,
        reserve,
        ...parts,
      };
      writeJson({ io }, document);
    } else {
      await writePacked(context, { query, budget, io });
    }
    return 0;
  },
});

/** The JSON document of `tokenpak pack --json`. */
export interface PackDocument extends ContextDocument {
  readonly schema: "tokenpak.pack/1";
  readonly query: string;
  /** Absolute path of the database. */
  readonly database: string;
  /** Tokens of the budget that were left free. */
  readonly reserve: number;
}

async function writePacked(
  context: AssembledContext,
  { query, budget, io }: { readonly query: string; readonly budget: number; readonly io: CliIo },
): Promise<void> {
  const { parts, omitted, gone } = context;
  if (parts.length + omitted.length + gone.length === 0) {
    const { nothingFound } = await import("../output/nothing-found.ts");
    io.stderr.write(nothingFound(query));
    return;
  }
  const { writeContext } = await import("../context/write-context.ts");
  writeContext(context, { budget, io });
}

/** What is pinned, as if it had been found. Throws `PATH_NOT_FOUND` for what is not in the index. */
function pinnedHits(
  paths: readonly string[],
  {
    registry,
    database,
    io,
  }: { readonly registry: BlockRegistry; readonly database: string; readonly io: CliIo },
): readonly SearchHit[] {
  const hits = paths.map((path): SearchHit => {
    // As a shell completes it; only then as the index has it.
    const block = registry.getBlock(pathInIndex(path, { database, io })) ?? registry.getBlock(path);
    if (block !== undefined) {
      return {
        block,
        path: block.path,
        score: 0,
        lineStart: 1,
        lineEnd: 1,
        snippet: "",
        why: "pinned",
      };
    }
    throw new TokenPakError(
      "PATH_NOT_FOUND",
      `--pin ${JSON.stringify(path)} is not in the index. Index it first, or name it as "tokenpak search" does.`,
    );
  });
  return [...new Map(hits.map((hit) => [hit.path, hit])).values()];
}

/** A path as seen from the working folder, as the index has it. */
function pathInIndex(
  path: string,
  { database, io }: { readonly database: string; readonly io: CliIo },
): string {
  const root = rootOfDatabase(database) ?? io.cwd;
  return relative(root, resolve(io.cwd, path)).split(sep).join("/");
}

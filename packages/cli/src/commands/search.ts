import type { SearchHit } from "@tokenpak/core";
import type { CliIo } from "../cli-io.ts";
import { defineStrictCommand } from "../command.ts";
import { printable } from "../output/printable.ts";
import { type Style, styleFor } from "../output/style.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG, requireRegistry } from "../project.ts";
import { sourcePath } from "../source-path.ts";

/** `tokenpak search`: finds indexed files by what is in them. */
export const searchCommand = defineStrictCommand({
  meta: {
    name: "search",
    description: "Find indexed files by words, names or parts of names",
  },
  args: {
    query: { type: "positional", description: "What to look for; quote several words" },
    "top-k": { type: "string", valueHint: "n", description: "Most hits, 1 to 1000 (default: 5)" },
    type: { type: "string", valueHint: "ext", description: "Only this file type, for example md" },
    path: { type: "string", valueHint: "prefix", description: "Only paths that begin with this" },
    ...DATABASE_FLAG,
  },
  examples: [
    ['tokenpak search "how is the limit kept"', "the five best places"],
    ["tokenpak search truncateToTokens --type ts --top-k 1", "where a name is defined"],
  ],
  values: async () => (await import("../arguments/values.ts")).searchValues,
  async run(args, { io, json }) {
    const database = requireRegistry(args.db, io);
    const { BlockRegistry } = await import("@tokenpak/registry");
    using registry = new BlockRegistry(database, { readOnly: true });
    const found = registry.search(args.query, {
      topK: args["top-k"],
      fileType: args.type?.replace(/^\./, "").toLowerCase(),
      pathPrefix: args.path,
    });
    const hits = found.map((hit) => ({ hit, file: sourcePath(hit.block, { database, io }) }));
    if (json) writeJson({ io }, searchDocument(args.query, { database, hits }));
    else writeHits(hits, { query: args.query, io });
    return 0;
  },
});

/** The JSON document of `tokenpak search --json`. */
export interface SearchDocument {
  readonly schema: "tokenpak.search/1";
  readonly query: string;
  /** Absolute path of the database. */
  readonly database: string;
  /** Best first. */
  readonly hits: readonly SearchHitDocument[];
}

/** A hit in a {@link SearchDocument}. */
export interface SearchHitDocument {
  /** Path in the index. */
  readonly path: string;
  /** Path of the file as seen from the working folder. */
  readonly file: string;
  readonly fileType: string;
  /** Comparable within one answer only. */
  readonly score: number;
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly snippet: string;
  /** What matched. */
  readonly why: string;
  readonly rawTokens: number;
  readonly compressedTokens: number;
}

interface LocatedHit {
  readonly hit: SearchHit;
  readonly file: string;
}

function searchDocument(
  query: string,
  { database, hits }: { readonly database: string; readonly hits: readonly LocatedHit[] },
): SearchDocument {
  return {
    schema: "tokenpak.search/1",
    query,
    database,
    hits: hits.map(({ hit, file }) => ({
      path: hit.path,
      file,
      fileType: hit.block.fileType,
      score: hit.score,
      lineStart: hit.lineStart,
      lineEnd: hit.lineEnd,
      snippet: hit.snippet,
      why: hit.why,
      rawTokens: hit.block.rawTokens,
      compressedTokens: hit.block.compressedTokens,
    })),
  };
}

function writeHits(
  hits: readonly LocatedHit[],
  { query, io }: { readonly query: string; readonly io: CliIo },
): void {
  if (hits.length === 0) {
    const shown = query.length > 60 ? `${query.slice(0, 60)}...` : query;
    io.stderr.write(`Nothing found for ${JSON.stringify(shown)}. Try other words.\n`);
    return;
  }
  const style = styleFor(io.stdout, io);
  const width = Math.max(40, io.stdout.columns ?? 160);
  io.stdout.write(hits.map((hit) => hitText(hit, { style, width })).join("\n"));
}

/** Lines of a snippet that are shown; `--json` has them all. */
const SNIPPET_LINES = 6;

function hitText(
  { hit, file }: LocatedHit,
  { style, width }: { readonly style: Style; readonly width: number },
): string {
  const lines = hit.snippet.replace(/\r?\n$/, "").split(/\r?\n/);
  const shown = lines.slice(0, SNIPPET_LINES).map((line) => `    ${printable(line)}`);
  const head = `${style.bold(`${printable(file)}:${hit.lineStart}`)}  ${style.dim(printable(hit.why))}`;
  const body = shown.map((line) => (line.length > width ? `${line.slice(0, width - 3)}...` : line));
  return `${[head, ...body].join("\n")}\n`;
}

import type { Block, SearchHit } from "@tokenpak/core";
import type { CliIo } from "../cli-io.ts";
import { defineStrictCommand } from "../command.ts";
import type { AssembledContext } from "../context/assemble-context.ts";
import type { ContextDocument } from "../context/context-document.ts";
import { openForReading } from "../open-for-reading.ts";
import { openForRefs } from "../open-for-refs.ts";
import { marked } from "../output/marked.ts";
import { nothingFound } from "../output/nothing-found.ts";
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
    "top-k": {
      type: "string",
      valueHint: "n",
      description: "Most hits, 1 to 1000 (default: 5; 50 with --budget)",
    },
    type: { type: "string", valueHint: "ext", description: "Only this file type, for example md" },
    path: { type: "string", valueHint: "prefix", description: "Only paths that begin with this" },
    budget: {
      type: "string",
      valueHint: "n",
      description: "Pack the files that were found into at most this many tokens",
    },
    ...DATABASE_FLAG,
  },
  examples: [
    ['tokenpak search "how is the limit kept"', "the five best places"],
    ["tokenpak search truncateToTokens --type ts --top-k 1", "where a name is defined"],
    [
      'tokenpak search "how are limits kept" --budget 2000',
      "what was found, as context for a model",
    ],
  ],
  values: async () => (await import("../arguments/values.ts")).searchValues,
  async run(args, { io, json }) {
    const database = requireRegistry(args.db, io);
    const { BlockRegistry } = await import("@tokenpak/registry");
    const { budget } = args;
    const open = budget === undefined ? openForReading : openForRefs;
    using registry = open((options) => new BlockRegistry(database, options));
    const gather = budget === undefined ? undefined : await import("../context/gather-context.ts");
    const found = registry.search(args.query, {
      topK: args["top-k"] ?? gather?.CONTEXT_HITS,
      fileType: args.type?.replace(/^\./, "").toLowerCase(),
      pathPrefix: args.path,
    });
    const hits = found.map((hit) => ({ hit, file: sourcePath(hit.block, { database, io }) }));
    const search = { query: args.query, database, hits };
    if (gather === undefined || budget === undefined) {
      if (json) writeJson({ io }, searchDocument(search));
      else await writeHits(search, io);
      return 0;
    }
    const context = gather.gatherContext(found, { query: args.query, budget, registry, io });
    if (json) await writeSearchJson(search, { context, budget, io });
    else if (hits.length === 0) await writeHits(search, io);
    else (await import("../context/write-context.ts")).writeContext(context, { budget, io });
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
  /** With `--budget`: the hits packed into one text. */
  readonly context?: ContextDocument;
}

/** A hit in a {@link SearchDocument}. */
export interface SearchHitDocument {
  /** Path in the index. */
  readonly path: string;
  /** Path of the file as seen from the working folder; the path in the index for what is no file here. */
  readonly file: string;
  /** Kind of source, for example `filesystem`, `github`, and its name there: absolute path, URL. */
  readonly source: { readonly type: string; readonly id: string } | undefined;
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

interface Search {
  readonly query: string;
  readonly database: string;
  readonly hits: readonly LocatedHit[];
}

async function writeSearchJson(
  search: Search,
  {
    context,
    budget,
    io,
  }: { readonly context: AssembledContext; readonly budget: number; readonly io: CliIo },
): Promise<void> {
  const { contextDocument } = await import("../context/context-document.ts");
  const document: SearchDocument = {
    ...searchDocument(search),
    context: contextDocument(context, budget),
  };
  writeJson({ io }, document);
}

function searchDocument({ query, database, hits }: Search): SearchDocument {
  return {
    schema: "tokenpak.search/1",
    query,
    database,
    hits: hits.map(({ hit, file }) => ({
      path: hit.path,
      file,
      source: sourceOf(hit.block),
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

function sourceOf({ provenance }: Block): SearchHitDocument["source"] {
  return provenance && { type: provenance.sourceType, id: provenance.sourceId };
}

async function writeHits({ hits, query }: Search, io: CliIo): Promise<void> {
  if (hits.length === 0) {
    io.stderr.write(nothingFound(query));
    return;
  }
  const style = styleFor(io.stdout, io);
  const width = Math.max(40, io.stdout.columns ?? 160);
  const { matchFinder } = await import("@tokenpak/registry");
  const find = style.coloured ? matchFinder(query) : () => [];
  const mark = (line: string): string => marked(line, { spans: find(line), mark: style.red });
  io.stdout.write(hits.map((hit) => hitText(hit, { style, width, mark })).join("\n"));
}

interface HitStyle {
  readonly style: Style;
  readonly width: number;
  /** A line with what was sought in it made visible. */
  readonly mark: (line: string) => string;
}

/** Lines of a snippet that are shown; `--json` has them all. */
const SNIPPET_LINES = 6;

function hitText({ hit, file }: LocatedHit, { style, width, mark }: HitStyle): string {
  const lines = hit.snippet.replace(/\r?\n$/, "").split(/\r?\n/);
  const shown = lines.slice(0, SNIPPET_LINES).map((line) => `    ${printable(line)}`);
  const head = `${style.bold(`${printable(file)}:${hit.lineStart}`)}  ${style.dim(printable(hit.why))}`;
  const body = shown.map((line) =>
    line.length > width ? `${mark(line.slice(0, width - 3))}...` : mark(line),
  );
  return `${[head, ...body].join("\n")}\n`;
}

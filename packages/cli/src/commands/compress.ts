import {
  CONTENT_KINDS,
  type ContentKind,
  type FactReport,
  findSecret,
  GRADES,
  type Grade,
  isTokenPakError,
  type Omission,
  type PackResult,
} from "@tokenpak/core";
import type { CliIo } from "../cli-io.ts";
import { defineStrictCommand } from "../command.ts";
import { type Originals, originalsToWrite } from "../originals.ts";
import { formatBytes } from "../output/figures.ts";
import { startProgress } from "../output/progress.ts";
import { receiptLine } from "../output/receipt.ts";
import { styleFor } from "../output/style.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG } from "../project.ts";
import { readInput } from "../read-input.ts";

/** `tokenpak compress`: a text in, its packed form on stdout, a receipt on stderr. */
export const compressCommand = defineStrictCommand({
  meta: {
    name: "compress",
    description: "Pack a file, or what is piped in, into fewer tokens",
  },
  args: {
    file: { type: "positional", required: false, description: "File to pack; - is stdin" },
    "max-tokens": {
      type: "string",
      valueHint: "n",
      description: "Never more tokens than this, at least 1",
    },
    query: { type: "string", valueHint: "text", description: "Keep first what answers this" },
    floor: {
      type: "string",
      valueHint: "grade",
      description: `Weakest grade to accept: ${GRADES.join(", ")}`,
    },
    kind: {
      type: "string",
      valueHint: "kind",
      description: `What the content is, instead of detecting it: ${CONTENT_KINDS.join(", ")}`,
    },
    command: {
      type: "string",
      valueHint: "line",
      description: "The command that printed it, which says what it is",
    },
    preserve: {
      type: "string",
      valueHint: "text",
      description: "Keep what holds this text; may be repeated",
    },
    bare: { type: "boolean", description: "Without the envelope line and markers" },
    ...DATABASE_FLAG,
  },
  repeatable: ["preserve"],
  examples: [
    ["tokenpak compress README.md", "the smallest form that keeps the facts"],
    ["npm test 2>&1 | tokenpak compress --max-tokens 2000", "what fits, errors first"],
    ["cat out.txt | tokenpak compress --command 'cargo test'", "told what printed it"],
    ["tokenpak compress data.json --floor value-exact", "every value kept, or unchanged"],
  ],
  values: async () => (await import("../arguments/values.ts")).compressValues,
  async run(args, { io, json }) {
    const text = await readInput(args.file, io);
    const { HeuristicEngine } = await import("@tokenpak/engines");
    const store = await originalsToWrite(args.db, io);
    // Packing answers at once, so nothing can be shown while it is at work.
    const progress = startProgress(io, { quietMs: 0 });
    // In a pipe or a log the receipt is the only line.
    if (io.stderr.isTTY && text.length > LONG_WORK)
      progress.show(`packing ${formatBytes(text.length)} ...`);
    try {
      const result = new HeuristicEngine().pack(text, {
        store,
        path: args.file === "-" ? undefined : args.file,
        maxTokens: args["max-tokens"],
        query: args.query,
        floor: args.floor,
        kind: args.kind,
        command: args.command,
        preserve: args.preserve,
        bare: args.bare,
      });
      progress.end();
      const packed: Packed = { result, text, store };
      if (json) writeJson({ io }, compressDocument(packed));
      else writeText(packed, io);
      return 0;
    } finally {
      progress.end();
      store.close();
    }
  },
});

/** UTF-16 units that may take longer than a second. */
const LONG_WORK = 1_000_000;

/** The JSON document of `tokenpak compress --json`. */
export interface CompressDocument {
  readonly schema: "tokenpak.compress/1";
  readonly kind: ContentKind;
  readonly grade: Grade;
  /** The processor's name of the rendition. */
  readonly level: string;
  readonly processor: string;
  /** Version of the processor's format. */
  readonly version: string;
  /** Names the original. */
  readonly ref: string;
  /** Database that holds the original; `null` where nothing was stored: the text is unchanged, or see `warning`. */
  readonly storedIn: string | null;
  readonly unchanged: boolean;
  /** Tokens in o200k_base. */
  readonly tokensBefore: number;
  readonly tokens: number;
  /** What is left out, in units of the source. */
  readonly omissions: readonly Omission[];
  /** Facts of the source, and those that are still in the text. */
  readonly facts: FactReport;
  /** Why the output is less packed than it could be, if it is. */
  readonly warning?: string;
  readonly text: string;
}

interface Packed {
  readonly result: PackResult;
  readonly text: string;
  readonly store: Originals;
}

function compressDocument(packed: Packed): CompressDocument {
  const { result, text, store } = packed;
  const unchanged = result.text === text;
  const warning = warningOf(packed);
  return {
    schema: "tokenpak.compress/1",
    kind: result.kind,
    grade: result.grade,
    level: result.level,
    processor: result.processor,
    version: result.version,
    ref: result.ref,
    storedIn: unchanged || store.failure !== undefined ? null : store.path,
    unchanged,
    tokensBefore: result.tokensBefore,
    tokens: result.tokens,
    omissions: result.omissions,
    facts: result.facts,
    ...(warning !== undefined && { warning }),
    text: result.text,
  };
}

function writeText(packed: Packed, io: CliIo): void {
  const { result, text } = packed;
  io.stdout.write(result.text);
  if (io.stdout.isTTY && result.text !== "" && !result.text.endsWith("\n")) io.stdout.write("\n");
  const style = styleFor(io.stderr, io);
  io.stderr.write(`${receiptLine(result, { unchanged: result.text === text, style })}\n`);
  const warning = warningOf(packed);
  if (warning !== undefined) io.stderr.write(`${style.yellow("warning")}: ${warning}\n`);
}

function warningOf({ text, store }: Packed): string | undefined {
  const { failure } = store;
  if (failure !== undefined) {
    const reason = isTokenPakError(failure) ? failure.message : String(failure);
    return `The original could not be stored, so nothing was left out. ${reason}`;
  }
  const secret = findSecret(text);
  return secret === undefined
    ? undefined
    : `The text holds what looks like a secret (${secret.name}). Such originals are not stored, so nothing was left out.`;
}

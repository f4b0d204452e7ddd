import { encodeText } from "@tokenpak/core";
import { defineCommand } from "../command.ts";
import { findOriginal, type OriginalQuery } from "../find-original.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG } from "../project.ts";
import { usageError } from "../usage-error.ts";

/** `tokenpak expand`: an original by its ref, byte for byte. */
export const expandCommand = defineCommand({
  name: "expand",
  description: "Print an original that was packed, whole or by lines",
  args: {
    ref: { type: "positional", description: "The ref in the packed text, with or without tp:" },
    lines: { type: "text", value: "a-b", description: "Only these lines, from 1" },
    ...DATABASE_FLAG,
  },
  examples: [
    ["tokenpak expand tp:3fa9c1d2e4", "the whole original"],
    ["tokenpak expand tp:3fa9c1d2e4 --lines 120-455", "what a marker says was left out"],
  ],
  async run(args, { io, json }) {
    const lines = args.lines === undefined ? undefined : parseLines(args.lines);
    const query: OriginalQuery = { ref: args.ref, db: args.db, lines };
    const text = await findOriginal(query, io);
    if (text === "" && lines !== undefined) {
      const whole = await findOriginal({ ...query, lines: undefined }, io);
      throw usageError(
        `--lines ${args.lines} begins past the end: the original has ${lineCount(whole)} lines.`,
      );
    }
    const bytes = encodeText(text);
    if (json) writeJson({ io }, expandDocument(text, { ref: args.ref, lines, bytes }));
    else io.stdout.write(bytes);
    return 0;
  },
});

/** The JSON document of `tokenpak expand --json`. */
export interface ExpandDocument {
  readonly schema: "tokenpak.expand/1";
  /** As given. */
  readonly ref: string;
  /** First and last line asked for; `null` for the whole. */
  readonly lines: readonly [from: number, to: number] | null;
  /** Length of the text in bytes of UTF-8. */
  readonly bytes: number;
  readonly text: string;
}

interface Expanded {
  readonly ref: string;
  readonly lines: readonly [number, number] | undefined;
  readonly bytes: Uint8Array;
}

function expandDocument(text: string, { ref, lines, bytes }: Expanded): ExpandDocument {
  return { schema: "tokenpak.expand/1", ref, lines: lines ?? null, bytes: bytes.length, text };
}

/** `7` is one line, `7-9` are three. */
function parseLines(range: string): readonly [number, number] {
  const match = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(range);
  const from = Number(match?.[1]);
  const to = Number(match?.[2] ?? match?.[1]);
  if (match !== null && from >= 1 && to >= from) return [from, to];
  throw usageError(
    `--lines must be a line or a range from 1, for example 7 or 120-455, not ${JSON.stringify(range)}.`,
  );
}

function lineCount(text: string): number {
  const breaks = text.split("\n").length - 1;
  return text === "" || text.endsWith("\n") ? breaks : breaks + 1;
}

import { encodeText } from "@tokenpak/core";
import { defineStrictCommand } from "../command.ts";
import { findOriginal, type OriginalQuery } from "../find-original.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG } from "../project.ts";
import { usageError } from "../usage-error.ts";

/** `tokenpak expand`: an original by its ref, byte for byte. */
export const expandCommand = defineStrictCommand({
  meta: {
    name: "expand",
    description: "Print an original that was packed, whole or by lines",
  },
  args: {
    ref: { type: "positional", description: "The ref in the packed text, with or without tp:" },
    lines: { type: "string", valueHint: "a-b", description: "Only these lines, from 1" },
    ...DATABASE_FLAG,
  },
  examples: [
    ["tokenpak expand tp:3fa9c1d2e4", "the whole original"],
    ["tokenpak expand tp:3fa9c1d2e4 --lines 120-455", "what a marker says was left out"],
  ],
  values: async () => (await import("../arguments/values.ts")).expandValues,
  async run(args, { io, json }) {
    const { ref, db, lines } = args;
    const query: OriginalQuery = { ref, db, lines };
    const text = await findOriginal(query, io);
    if (text === "" && lines !== undefined) {
      const whole = await findOriginal({ ...query, lines: undefined }, io);
      throw usageError(
        `--lines ${lines.join("-")} begins past the end: the original has ${lineCount(whole)} lines.`,
      );
    }
    const bytes = encodeText(text);
    if (json) writeJson({ io }, expandDocument(text, { ref, lines, bytes }));
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

function lineCount(text: string): number {
  const breaks = text.split("\n").length - 1;
  return text === "" || text.endsWith("\n") ? breaks : breaks + 1;
}

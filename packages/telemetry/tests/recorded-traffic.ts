import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { WireEvent } from "../src/adapters/provider-adapter.ts";

const folder = join(
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  process.env["TOKENPAK_BENCH_DATA"] ?? join(import.meta.dirname, "../../../../shared/data"),
  "traffic",
);

/** Recorded answers are at hand: `describe.skipIf(!hasRecordedTraffic)("... (needs recorded traffic)", ...)`. */
export const hasRecordedTraffic: boolean = existsSync(folder);

/** One recorded answer. */
export interface Recording<T> {
  readonly file: string;
  readonly content: T;
}

/** The whole answers recorded of a format (`anthropic`, `google`, `openai-chat`, `openai-responses`), errors too; none without data. */
export function recordedBodies(format: string): readonly Recording<unknown>[] {
  return recordings(format, ".json").map(({ file, content }) => ({
    file,
    content: JSON.parse(content),
  }));
}

/** The streamed answers recorded of a format, one event for each line; the malformed ones as they are; none without data. */
export function recordedStreams(format: string): readonly Recording<readonly WireEvent[]>[] {
  return recordings(format, ".chunks.txt").map(({ file, content }) => ({
    file,
    content: content
      .split("\n")
      .filter((line) => line !== "")
      .map((data) => ({ data })),
  }));
}

function recordings(format: string, ending: string): Recording<string>[] {
  const path = join(folder, format);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => ({ file, content: readFileSync(join(path, file), "utf8") }));
}

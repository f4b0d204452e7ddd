import type { BenchIo } from "./bench-io.ts";
import { packCodeRows } from "./pack-code.ts";
import { packJsonRows } from "./pack-json.ts";
import { packMarkdownRows } from "./pack-markdown.ts";
import { packProseRows } from "./pack-prose.ts";

/** Packing by kind: savings, always with what was kept. */
export async function benchPack(io: BenchIo): Promise<void> {
  io.print("### JSON\n");
  await packJsonRows(io);
  io.print("\n### Code\n");
  await packCodeRows(io);
  io.print("\n### Markdown\n");
  packMarkdownRows(io);
  io.print("\n### Prose\n");
  packProseRows(io);
  io.print(
    "\nLogs, build output, search results, diffs, listings, HTML: no processor of their own yet; they pass through unchanged without a limit.",
  );
}

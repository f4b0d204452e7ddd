import type { StoreStats } from "@tokenpak/core";
import { defineStrictCommand } from "../command.ts";
import { openForReading } from "../open-for-reading.ts";
import {
  formatBytes,
  formatChange,
  formatCount,
  formatKept,
  formatUnits,
} from "../output/figures.ts";
import { type Style, styleFor } from "../output/style.ts";
import { formatTable } from "../output/table.ts";
import { writeJson } from "../output/write-json.ts";
import { DATABASE_FLAG, requireRegistry } from "../project.ts";

/** `tokenpak stats`: what the project's index holds. */
export const statsCommand = defineStrictCommand({
  meta: {
    name: "stats",
    description: "Show what the index holds: files, tokens, savings by type",
  },
  args: { ...DATABASE_FLAG },
  examples: [["tokenpak stats", "totals and a table by file type"]],
  values: async () => (await import("../arguments/values.ts")).databaseValues,
  async run(args, { io, json }) {
    const database = requireRegistry(args.db, io);
    const { BlockRegistry } = await import("@tokenpak/registry");
    using registry = openForReading((options) => new BlockRegistry(database, options));
    const stats = registry.getStats();
    if (json) writeJson({ io }, statsDocument(database, stats));
    else io.stdout.write(statsText({ database, stats, style: styleFor(io.stdout, io) }));
    return 0;
  },
});

/** The JSON document of `tokenpak stats --json`. Tokens are of o200k_base. */
export interface StatsDocument extends StoreStats {
  readonly schema: "tokenpak.stats/1";
  /** Absolute path of the database. */
  readonly database: string;
  /** How much smaller the compressed forms are, in percent of the raw tokens; 0 for an empty index. */
  readonly savedPercent: number;
}

function statsDocument(database: string, stats: StoreStats): StatsDocument {
  const { totalRawTokens: raw, totalCompressedTokens: compressed } = stats;
  const savedPercent = raw === 0 ? 0 : (100 * (raw - compressed)) / raw;
  return { schema: "tokenpak.stats/1", database, savedPercent, ...stats };
}

interface Shown {
  readonly database: string;
  readonly stats: StoreStats;
  readonly style: Style;
}

function statsText({ database, stats, style }: Shown): string {
  const { totalFiles, totalRawTokens: raw, totalCompressedTokens: compressed } = stats;
  const head = [
    `${style.bold(formatUnits(totalFiles, "file"))}, ${formatCount(raw)} tokens, compressed ${formatCount(compressed)} (${formatChange(raw, compressed)}, ratio ${stats.compressionRatio.toFixed(2)})${formatKept(stats.meanQualityScore)}`,
    `${database}, ${formatBytes(stats.databaseBytes)}`,
    "",
  ];
  const types = Object.entries(stats.byType).sort(
    ([a, left], [b, right]) => right.rawTokens - left.rawTokens || (a < b ? -1 : 1),
  );
  if (types.length === 0) return head.slice(0, 2).join("\n").concat("\n");
  const rows = types.map(([type, { files, rawTokens, compressedTokens }]) => [
    type,
    formatCount(files),
    formatCount(rawTokens),
    formatCount(compressedTokens),
    formatChange(rawTokens, compressedTokens),
  ]);
  const table = formatTable([["type", "files", "tokens", "compressed", "change"], ...rows]);
  return `${[...head, ...table].join("\n")}\n`;
}

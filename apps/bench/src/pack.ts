import type { BenchIo } from "./bench-io.ts";

type Section = (io: BenchIo) => unknown;

/** The sections of this benchmark; each is loaded when it is asked for. */
const SECTIONS: Readonly<Record<string, Section>> = {
  JSON: async (io) => (await import("./pack-json.ts")).packJsonRows(io),
  CSV: async (io) => (await import("./pack-csv.ts")).packCsvRows(io),
  YAML: async (io) => (await import("./pack-yaml.ts")).packYamlRows(io),
  TOML: async (io) => (await import("./pack-toml.ts")).packTomlRows(io),
  XML: async (io) => (await import("./pack-xml.ts")).packXmlRows(io),
  Logs: async (io) => (await import("./pack-log.ts")).packLogRows(io),
  Builds: async (io) => (await import("./pack-build.ts")).packBuildRows(io),
  "Search results": async (io) => (await import("./pack-search.ts")).packSearchRows(io),
  Patches: async (io) => (await import("./pack-diff.ts")).packDiffRows(io),
  Listings: async (io) => (await import("./pack-listing.ts")).packListingRows(io),
  Mixed: async (io) => (await import("./pack-mixed.ts")).packMixedRows(io),
  Code: async (io) => (await import("./pack-code.ts")).packCodeRows(io),
  HTML: async (io) => (await import("./pack-html.ts")).packHtmlRows(io),
  Markdown: async (io) => (await import("./pack-markdown.ts")).packMarkdownRows(io),
  Prose: async (io) => (await import("./pack-prose.ts")).packProseRows(io),
  "Prose without a query": async (io) => (await import("./pack-telling.ts")).packTellingRows(io),
  Sessions: async (io) => (await import("./pack-sessions.ts")).packSessionRows(io),
  Languages: async (io) => (await import("./pack-languages.ts")).packLanguageRows(io),
  Speed: async (io) => (await import("./pack-speed.ts")).packSpeedRows(io),
};

/**
 * Packing by kind: savings, always with what was kept. `TOKENPAK_BENCH_PACK=Logs,Patches` runs some sections only.
 */
export async function benchPack(io: BenchIo): Promise<void> {
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  const named = process.env["TOKENPAK_BENCH_PACK"]?.toLowerCase().split(",");
  for (const [name, run] of Object.entries(SECTIONS)) {
    if (named !== undefined && !named.includes(name.toLowerCase())) continue;
    io.print(`\n### ${name}\n`);
    await run(io);
  }
}

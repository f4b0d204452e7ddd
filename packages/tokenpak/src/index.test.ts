import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as tokenpak from "./index.ts";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  exports: Record<string, Record<string, string> | string>;
  bin: Record<string, string>;
};

const subpaths = Object.keys(manifest.exports).filter((key) => key !== "./package.json");

async function namesOf(subpath: string): Promise<readonly string[]> {
  const specifier = subpath.replace(/^\./, "tokenpak");
  return Object.keys((await import(/* @vite-ignore */ specifier)) as object).sort();
}

describe("tokenpak", () => {
  it("has these public names", () => {
    expect(Object.keys(tokenpak).sort()).toMatchInlineSnapshot(`
      [
        "AdapterRegistry",
        "Block",
        "BlockRegistry",
        "BudgetBlock",
        "Budgeter",
        "CONTENT_KINDS",
        "CacheManager",
        "CanonicalRequest",
        "CanonicalResponse",
        "CanonicalUsage",
        "CompactionEngine",
        "CompletionTracker",
        "CompressionEngine",
        "Confidence",
        "GRADES",
        "HeuristicEngine",
        "SpendGuard",
        "SqliteLedger",
        "SqliteOriginalStore",
        "SqliteSpendCounter",
        "SqliteSpendLimits",
        "TelemetryCollector",
        "TokenPakError",
        "UsageSource",
        "connectors",
        "contentHash",
        "countTokens",
        "createItemPacker",
        "createPricer",
        "createTokenCounter",
        "createUsageTap",
        "detectContent",
        "getEngine",
        "getProcessor",
        "indexDocuments",
        "isTokenPakError",
        "main",
        "packContext",
        "packItems",
        "parseMarkers",
        "quadraticAllocate",
        "registerEngine",
        "truncateToTokens",
        "unpack",
        "walkDirectory",
      ]
    `);
  });

  it("has these subpaths, each with these names", async () => {
    const names: Record<string, string> = {};
    for (const subpath of subpaths.filter((key) => key !== ".")) {
      names[subpath] = (await namesOf(subpath)).join(" ");
    }
    expect(names).toMatchInlineSnapshot(`
      {
        "./budget": "BUCKETS BUCKET_PRIORITIES BudgetBlock Budgeter DEFAULT_BUDGET_CONFIG InProcessSpendCounter SpendGuard TokenAllocation checkBudgetConfig chooseRungs limitPeriod loadBudgetConfig packContext quadraticAllocate readBudgetConfig spendKey spenderOf",
        "./budgeter": "Budgeter",
        "./cli": "main",
        "./connectors": "FilesystemConnector GitConnector GitHubConnector ObsidianConnector indexDocuments syncDocuments walkDirectory watchDocuments",
        "./engines": "CompactionEngine CompressionEngine HeuristicEngine createItemPacker detectContent engineFingerprint extractFacts getEngine getProcessor packItems registerEngine reportFacts unpack",
        "./otel": "createOtelExporter",
        "./processors": "getProcessor",
        "./prometheus": "PROMETHEUS_CONTENT_TYPE createPrometheusRegistry",
        "./registry": "Block BlockRegistry SqliteOriginalStore checkOriginals checkRegistry matchFinder repairOriginals repairRegistry sqliteVersion",
        "./telemetry": "AdapterRegistry CacheManager CanonicalRequest CanonicalResponse CanonicalUsage CompletionTracker Confidence FINISH_REASONS SqliteLedger SqliteSpendCounter SqliteSpendLimits TelemetryCollector UsageSource anthropicMessages bedrockConverse checkLedger claudeCodeSource codexSource completionsCsv completionsJsonArray completionsJsonLines copilotSource createPricer createUsageTap csvLine defaultSources gemini geminiCliSource jsonEventsSource openaiChat openaiCompatible openaiResponses opencodeSource parsePriceOverlay piSource readPriceOverlay repairLedger unknownAdapter",
        "./tokens": "countTokens createTokenCounter truncateToTokens",
        "./walker": "walkDirectory",
      }
    `);
  });

  it("is the same by its own name as by its source", async () => {
    expect(await namesOf(".")).toEqual(Object.keys(tokenpak).sort());
  });

  it("has a bin file that is there before the first build", () => {
    for (const file of Object.values(manifest.bin)) {
      expect(existsSync(new URL(`../${file}`, import.meta.url))).toBe(true);
    }
  });

  it("gives one and the same class by every way to it", async () => {
    const engines = (await import("tokenpak/engines")) as typeof import("@tokenpak/engines");
    expect(engines.HeuristicEngine).toBe(tokenpak.HeuristicEngine);
    expect(tokenpak.CompactionEngine).toBe(tokenpak.CompressionEngine);
    expect(tokenpak.connectors.walkDirectory).toBe(tokenpak.walkDirectory);
  });
});

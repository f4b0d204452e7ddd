import { describe, expect, it } from "vitest";
import * as telemetry from "./index.ts";

describe("@tokenpak/telemetry", () => {
  it("has these public names", () => {
    expect(Object.keys(telemetry).sort()).toMatchInlineSnapshot(`
      [
        "AdapterRegistry",
        "CacheManager",
        "CanonicalRequest",
        "CanonicalResponse",
        "CanonicalUsage",
        "CompletionTracker",
        "Confidence",
        "FINISH_REASONS",
        "SqliteLedger",
        "SqliteSpendCounter",
        "SqliteSpendLimits",
        "TelemetryCollector",
        "UsageSource",
        "anthropicMessages",
        "bedrockConverse",
        "checkLedger",
        "claudeCodeSource",
        "codexSource",
        "completionsCsv",
        "completionsJsonArray",
        "completionsJsonLines",
        "copilotSource",
        "createPricer",
        "createUsageTap",
        "csvLine",
        "defaultSources",
        "gemini",
        "geminiCliSource",
        "jsonEventsSource",
        "openaiChat",
        "openaiCompatible",
        "openaiResponses",
        "opencodeSource",
        "parsePriceOverlay",
        "piSource",
        "readPriceOverlay",
        "repairLedger",
        "unknownAdapter",
      ]
    `);
  });
});

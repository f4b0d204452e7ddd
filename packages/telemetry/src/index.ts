export { Confidence, UsageSource } from "@tokenpak/core";
export { AdapterRegistry, type RankedAdapter } from "./adapters/adapter-registry.ts";
export { anthropicMessages } from "./adapters/anthropic/anthropic-messages-adapter.ts";
export { bedrockConverse } from "./adapters/bedrock/bedrock-converse-adapter.ts";
export { gemini } from "./adapters/gemini/gemini-adapter.ts";
export { openaiChat } from "./adapters/openai-chat/openai-chat-adapter.ts";
export { openaiCompatible } from "./adapters/openai-chat/openai-compatible-adapter.ts";
export { openaiResponses } from "./adapters/openai-responses/openai-responses-adapter.ts";
export type {
  ProviderAdapter,
  StreamedUsage,
  UsageStream,
  WireEvent,
  WireHints,
} from "./adapters/provider-adapter.ts";
export { unknownAdapter } from "./adapters/unknown-adapter.ts";
export { createUsageTap, type UsageTap, type UsageTapOptions } from "./adapters/usage-tap.ts";
export { CacheManager, type CacheOptions, type CacheStats } from "./cache-manager.ts";
export {
  type CanonicalMessage,
  CanonicalRequest,
  type CanonicalTool,
} from "./canonical/canonical-request.ts";
export {
  CanonicalResponse,
  FINISH_REASONS,
  type FinishReason,
  type ResponseError,
} from "./canonical/canonical-response.ts";
export { CanonicalUsage } from "./canonical/canonical-usage.ts";
export type { CacheMarker, ContentPart, MediaRef, PlainPart } from "./canonical/content-part.ts";
export type { CollectorCounts, SourceCounts } from "./collect/collector-counts.ts";
export type {
  CollectorStore,
  CommitResult,
  CompletionChange,
  FileCheckpoint,
} from "./collect/collector-store.ts";
export {
  TelemetryCollector,
  type TelemetryCollectorOptions,
} from "./collect/telemetry-collector.ts";
export type { TelemetryEvent } from "./collect/telemetry-event.ts";
export type {
  DatabaseBatch,
  DatabaseFormat,
  DocumentFormat,
  LineFormat,
  LinePlace,
  LineState,
  LogFile,
  LogFormat,
  TelemetrySource,
} from "./collect/telemetry-source.ts";
export {
  CompletionTracker,
  type TrackerOptions,
} from "./completion-tracker.ts";
export { checkLedger, type LedgerCheck, type LedgerCheckOptions } from "./ledger/check-ledger.ts";
export { type CsvCell, completionsCsv, csvLine } from "./ledger/export-csv.ts";
export { completionsJsonArray, completionsJsonLines } from "./ledger/export-json.ts";
export type { ForgetOptions, ForgetResult } from "./ledger/forget-rows.ts";
export type { OpenLedgerOptions } from "./ledger/open-ledger.ts";
export {
  type LedgerLosses,
  type LedgerRepair,
  repairLedger,
} from "./ledger/repair/repair-ledger.ts";
export type { RepriceOptions, RepriceResult } from "./ledger/reprice-rows.ts";
export { SqliteLedger } from "./ledger/sqlite-ledger.ts";
export { createPricer, type PricerOptions } from "./prices/create-pricer.ts";
export type {
  DatedRates,
  FactorRule,
  OverlayModel,
  OverlayRate,
  OverlayRates,
  PriceOverlay,
  TieredRate,
} from "./prices/price-overlay.ts";
export { parsePriceOverlay, readPriceOverlay } from "./prices/read-price-overlay.ts";
export { claudeCodeSource } from "./sources/claude-code/claude-code-source.ts";
export { codexSource } from "./sources/codex/codex-source.ts";
export { copilotSource } from "./sources/copilot/copilot-source.ts";
export { defaultSources } from "./sources/default-sources.ts";
export { geminiCliSource } from "./sources/gemini-cli/gemini-cli-source.ts";
export {
  type JsonEventsOptions,
  jsonEventsSource,
} from "./sources/json-events/json-events-source.ts";
export { opencodeSource } from "./sources/opencode/opencode-source.ts";
export { piSource } from "./sources/pi/pi-source.ts";
export { SqliteSpendCounter } from "./spend/sqlite-spend-counter.ts";
export {
  type SpendLimitChange,
  type SpendLimitChangeOptions,
  SqliteSpendLimits,
} from "./spend/sqlite-spend-limits.ts";
export type { TrackedCompletion } from "./tracker/tracked-completion.ts";
export type { TrackedTotals } from "./tracker/tracked-sums.ts";
export type { SummaryQuery, TrackerGroup, TrackerSummary } from "./tracker/tracker-summary.ts";

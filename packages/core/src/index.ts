export type { Awaitable } from "./awaitable.ts";
export { Block, type BlockInit, type BlockParts, type Provenance } from "./block.ts";
export type {
  BlockEntry,
  BlockOrigin,
  BlockStore,
  ChangeCounts,
  PruneCounts,
  PruneOptions,
  SearchHit,
  SearchOptions,
  StoreChanges,
  StoreCursor,
  StoreStats,
  TypeStats,
} from "./block-store.ts";
export {
  checkSpendName,
  checkSpendNumber,
  checkSpendReservation,
  checkSpendSettlement,
  checkSpendSum,
  checkSpendWindow,
} from "./check-spend.ts";
export { contentHash } from "./content-hash.ts";
export { CONTENT_KINDS, type ContentKind } from "./content-kind.ts";
export {
  type CommentSyntax,
  DEFAULT_SIGIL,
  type Envelope,
  type EnvelopeHeader,
  NO_COMMENT,
  parseEnvelope,
  wrapEnvelope,
} from "./envelope.ts";
export { isTokenPakError, TokenPakError, type TokenPakErrorCode } from "./errors.ts";
export { FACT_TYPES, type FactCount, type FactReport, type FactType } from "./facts.ts";
export { fileTypeOf, kindOfFileType, languageOfFileType } from "./file-type.ts";
export { GRADES, type Grade, gradeRank, isExact, meetsFloor } from "./grade.ts";
export type { JsonValue } from "./json-value.ts";
export {
  type CompletionEntry,
  type CompletionRecord,
  completionId,
  type LatencyQuantiles,
  type Ledger,
  type LedgerEntries,
  REPORT_DIMENSIONS,
  type RecordCounts,
  type ReportDimension,
  type SavingsRecord,
  type SavingsTotals,
  type SyncLedger,
  type UsageFilter,
  type UsageGroup,
  type UsageQuery,
  type UsageReport,
  type UsageTotals,
} from "./ledger.ts";
export {
  chooseSigil,
  type FoundMarker,
  formatMarker,
  type Marker,
  type MarkerStyle,
  parseMarkers,
  readMarker,
} from "./markers.ts";
export { nearestName } from "./nearest-name.ts";
export { OMISSION_UNITS, type Omission, type OmissionUnit } from "./omission.ts";
export type { OriginalRange, OriginalStore, SyncOriginalStore } from "./original-store.ts";
export { porterStem } from "./porter-stem.ts";
export type { Price, PriceQuestion, Pricer, SyncPricer } from "./pricer.ts";
export type { Processor } from "./processor.ts";
export { hashPrefixOf, REF_DIGITS, type Ref, refOf } from "./ref.ts";
export type { PackOptions, PackResult, Rendition } from "./rendition.ts";
export { findSecret, type SecretMatch } from "./secrets.ts";
export type {
  SpendCharge,
  SpendCounter,
  SpendDecision,
  SpendReservation,
  SpendSettlement,
  SpendState,
  SyncSpendCounter,
} from "./spend-counter.ts";
export {
  checkSpendLimit,
  LONGEST_SPEND_WINDOW_MS,
  SPEND_PERIODS,
  SPEND_SCOPES,
  SPEND_UNITS,
  type SpendLimit,
  type SpendPeriod,
  type SpendScope,
  type SpendUnit,
} from "./spend-limit.ts";
export { decodeText, encodeText } from "./text-bytes.ts";
export type { TokenCounter } from "./token-counter.ts";
export { countTokens } from "./tokens/count-tokens.ts";
export { createTokenCounter } from "./tokens/create-token-counter.ts";
export { encodeTokens } from "./tokens/encode-tokens.ts";
export { encodingForModel } from "./tokens/encoding-for-model.ts";
export {
  ENCODINGS,
  type Encoding,
  type EstimatedEncoding,
  EXACT_ENCODINGS,
  type ExactEncoding,
} from "./tokens/encodings.ts";
export type { TokenOptions } from "./tokens/token-options.ts";
export { truncateToTokens } from "./tokens/truncate-to-tokens.ts";
export {
  type DecodeContext,
  type Decoder,
  type EarlierItem,
  type UnpackOptions,
  unpack,
} from "./unpack.ts";
export {
  addTokens,
  type CanonicalUsage,
  CONFIDENCES,
  Confidence,
  cacheWriteTokens,
  inputTokens,
  NO_TOKENS,
  TOKEN_COUNTS,
  type TokenCounts,
  totalTokens,
  UNKNOWN_USAGE,
  USAGE_SOURCES,
  type UsagePart,
  UsageSource,
} from "./usage.ts";

import type { CompletionRecord } from "@tokenpak/core";

/** A request that was read from a log and is recorded now. */
export interface TelemetryEvent {
  readonly kind: "completion";
  /** New, or in the place of a worse report of the same request. */
  readonly change: "added" | "replaced";
  /** As it was recorded, priced where it has a price. */
  readonly record: CompletionRecord;
  /** Name of the source: `claude-code`, `codex`, ... */
  readonly source: string;
  /** Absolute path of the file. */
  readonly file: string;
}

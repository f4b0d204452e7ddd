import type { SyncPricer } from "@tokenpak/core";
import type { SqliteLedger, TelemetryCollector } from "@tokenpak/telemetry";
import type { CliIo } from "../cli-io.ts";
import { startProgress } from "../output/progress.ts";
import type { CollectionCounts } from "./cost-document.ts";
import { isDenied } from "./open-usage.ts";

/** What collecting needs. */
export interface CollectionParts {
  readonly collector: TelemetryCollector;
  readonly ledger: SqliteLedger;
  readonly pricer: SyncPricer;
}

/** What collecting came to. */
export interface CollectionOutcome {
  /** Missing where not everything was read. */
  readonly counts?: CollectionCounts;
  readonly warning?: string;
}

/**
 * Reads what is new in the logs, and prices what has no price yet. Where the ledger cannot be written now (it is locked, the disk is
 * full), the outcome is a warning: what it has can still be reported. Throws `ABORTED` at Ctrl-C.
 */
export async function collectLogs(
  { collector, ledger, pricer }: CollectionParts,
  io: CliIo,
): Promise<CollectionOutcome> {
  const progress = startProgress(io);
  try {
    const counts = await collector.backfill({
      signal: io.interruption(),
      onProgress: (step) => progress.step({ doing: "reading logs", ...step }),
    });
    ledger.repriceUnpriced(pricer);
    return { counts };
  } catch (error) {
    if (!isDenied(error)) throw error;
    return { warning: `${error.message} What is new in the session logs may be missing.` };
  } finally {
    progress.end();
  }
}

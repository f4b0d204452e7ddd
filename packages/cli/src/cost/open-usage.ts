import { existsSync } from "node:fs";
import { isTokenPakError } from "@tokenpak/core";
import type { SqliteLedger } from "@tokenpak/telemetry";

/** A ledger to report from. */
export interface OpenUsage extends Disposable {
  readonly ledger: SqliteLedger;
  /** Absolute path, or `:memory:`. */
  readonly path: string;
  /** Session logs can be recorded in it. */
  readonly writable: boolean;
  /** Why it is not the user's own ledger, or cannot be written. */
  readonly warnings: readonly string[];
}

/**
 * Opens the ledger at `path`, to write where that is possible: one that may only be read is reported as it is, and where none can be made,
 * one in memory takes what the session logs say. Throws `STORE_*` for one that is there and cannot be read.
 */
export async function openUsage(path: string): Promise<OpenUsage> {
  const { SqliteLedger: Ledger } = await import("@tokenpak/telemetry");
  const opened = (
    ledger: SqliteLedger,
    rest: Omit<OpenUsage, "ledger" | "path" | typeof Symbol.dispose>,
  ): OpenUsage => ({
    ledger,
    path,
    ...rest,
    [Symbol.dispose]: () => ledger.close(),
  });
  try {
    return opened(new Ledger(path), { writable: true, warnings: [] });
  } catch (error) {
    const isDenied =
      isTokenPakError(error, "STORE_READ_ONLY") || isTokenPakError(error, "STORE_UNAVAILABLE");
    if (!isDenied) throw error;
    if (existsSync(path)) {
      const warning = `${error.message} Session logs were not read: the figures are those of the last time.`;
      return opened(new Ledger(path, { readOnly: true }), { writable: false, warnings: [warning] });
    }
    const warning = `${error.message} Nothing is kept: the figures are those of the session logs that are there now.`;
    return {
      ...opened(new Ledger(":memory:"), { writable: true, warnings: [warning] }),
      path: ":memory:",
    };
  }
}

import { existsSync } from "node:fs";
import { isTokenPakError, TokenPakError } from "@tokenpak/core";
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

/** What waits for another process tries several times: a person should not wait for all of them long. */
const BUSY_TIMEOUT_MS = 1000;

/**
 * Opens the ledger at `path`, to write where that is possible: one that may only be read is reported as it is, and where none can be made
 * or read (no permission, a full disk, another process's lock), one in memory takes what the session logs say. Throws `STORE_*` for one
 * that is damaged or too new; where the ledger is all there is to report from (`stored`), also for one that cannot be read, and
 * `PATH_NOT_FOUND` where there is none. `inMemory: false` throws rather than report from memory.
 */
export async function openUsage(
  path: string,
  {
    stored,
    inMemory = true,
  }: { readonly stored: boolean; readonly inMemory?: boolean | undefined },
): Promise<OpenUsage> {
  if (stored && !existsSync(path)) {
    throw new TokenPakError(
      "PATH_NOT_FOUND",
      `There is no ledger ${path}. Leave out --stored, and the session logs are read into one.`,
    );
  }
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
    return opened(new Ledger(path, { busyTimeoutMs: BUSY_TIMEOUT_MS }), {
      writable: true,
      warnings: [],
    });
  } catch (error) {
    if (!isDenied(error)) throw error;
    try {
      if (existsSync(path)) {
        const ledger = new Ledger(path, { readOnly: true });
        const warning = `${error.message} Session logs were not read: the figures are those of the last time.`;
        return opened(ledger, { writable: false, warnings: [warning] });
      }
    } catch (unreadable) {
      if (stored || !isDenied(unreadable)) throw unreadable;
    }
    if (!inMemory) throw error;
    const warning = `${error.message} Nothing is kept: the figures are those of the session logs that are there now.`;
    return {
      ...opened(new Ledger(":memory:"), { writable: true, warnings: [warning] }),
      path: ":memory:",
    };
  }
}

/** It cannot be used as it is, or not now; nothing is wrong with what it holds. */
export function isDenied(error: unknown): error is TokenPakError {
  return isTokenPakError(error, "STORE_READ_ONLY") || isTokenPakError(error, "STORE_UNAVAILABLE");
}

import { resolve } from "node:path";
import type { CliIo } from "../cli-io.ts";
import { CostSession } from "../cost/cost-session.ts";
import { usageError } from "../usage-error.ts";
import { ledgerPath } from "./open-limits.ts";

/** What to report from. */
export interface BudgetPlaces {
  readonly ledger?: string | undefined;
  readonly logs: readonly string[];
  readonly stored: boolean;
}

/**
 * The ledger with what is new in the session logs, as `tokenpak cost` reads them. Throws `STORE_*` where there can be none: limits are
 * in it.
 */
export async function openBudget(
  { ledger, logs, stored }: BudgetPlaces,
  io: CliIo,
): Promise<CostSession> {
  if (stored && logs.length > 0) throw usageError("--stored reads no logs: leave out --logs.");
  const session = await CostSession.open(
    {
      path: ledgerPath(ledger, io),
      logs: logs.map((folder) => resolve(io.cwd, folder)),
      stored,
      inMemory: false,
    },
    io,
  );
  try {
    await session.collect();
    return session;
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

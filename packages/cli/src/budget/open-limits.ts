import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { SpendLimit } from "@tokenpak/core";
import { userLedgerPath } from "@tokenpak/core/environment";
import type { CliIo } from "../cli-io.ts";
import { openUsage } from "../cost/open-usage.ts";

/** The ledger that `--ledger` names, else the user's. Absolute. */
export function ledgerPath(named: string | undefined, io: CliIo): string {
  return named === undefined ? userLedgerPath(io.env) : resolve(io.cwd, named);
}

/** The limits in force, from a ledger that may be read-only; none where there is no ledger, and then none is made. Throws `STORE_*`. */
export async function readLimits(path: string): Promise<readonly SpendLimit[]> {
  if (!existsSync(path)) return [];
  const { SqliteSpendLimits } = await import("@tokenpak/telemetry");
  using usage = await openUsage(path, { stored: true, inMemory: false });
  return new SqliteSpendLimits(usage.ledger.database).list();
}

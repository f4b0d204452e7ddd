import { existsSync } from "node:fs";
import { isTokenPakError } from "@tokenpak/core";
import { type EnvironmentVariables, userLedgerPath } from "@tokenpak/core/environment";
import type { ReportProgress } from "@tokenpak/registry";
import { formatUnits } from "../output/figures.ts";
import { firstOf, REPAIR } from "./check-project.ts";
import { type Finding, failed } from "./finding.ts";

/** The user's ledger of usage: whether it is sound, and its sums are those of its rows. Nothing where there is none. */
export async function checkUserLedger(
  env?: EnvironmentVariables,
  onProgress?: ReportProgress,
): Promise<readonly Finding[]> {
  const path = userLedgerPath(env);
  const name = "ledger";
  if (!existsSync(path)) return [];
  try {
    const { checkLedger } = await import("@tokenpak/telemetry");
    const { damage, rollupDamage, completions } = checkLedger(path, { onProgress });
    const wrong = [...damage, ...rollupDamage];
    if (wrong.length === 0) {
      const detail = `${path}: ${formatUnits(completions, "request")}, sound`;
      return [{ name, status: "ok", detail }];
    }
    const detail = `${path} is damaged: ${firstOf(wrong)}`;
    return [{ name, status: "fail", detail, fix: REPAIR }];
  } catch (error) {
    const finding = failed(name, error);
    // Of an older version, which is all that reading may refuse under this code.
    return [isTokenPakError(error, "STORE_READ_ONLY") ? { ...finding, status: "warn" } : finding];
  }
}

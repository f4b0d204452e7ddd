import { existsSync } from "node:fs";
import { isTokenPakError } from "@tokenpak/core";
import { type EnvironmentVariables, userOriginalsPath } from "@tokenpak/core/environment";
import type { ReportProgress } from "@tokenpak/registry";
import { formatUnits } from "../output/figures.ts";
import { firstOf, REPAIR } from "./check-project.ts";
import { type Finding, failed } from "./finding.ts";

/** The user's own originals, where `compress` keeps them outside of a project: whether they are sound. Nothing where there are none. */
export async function checkUserOriginals(
  env?: EnvironmentVariables,
  onProgress?: ReportProgress,
): Promise<readonly Finding[]> {
  const path = userOriginalsPath(env);
  const name = "originals";
  if (!existsSync(path)) return [];
  try {
    const { checkOriginals } = await import("@tokenpak/registry");
    const { damage, originals } = checkOriginals(path, { onProgress });
    if (damage.length === 0) {
      return [
        { name, status: "ok", detail: `${path}: ${formatUnits(originals, "original")}, sound` },
      ];
    }
    return [
      { name, status: "fail", detail: `${path} is damaged: ${firstOf(damage)}`, fix: REPAIR },
    ];
  } catch (error) {
    const finding = failed(name, error);
    // Of an older version, which is all that reading may refuse under this code.
    return [isTokenPakError(error, "STORE_READ_ONLY") ? { ...finding, status: "warn" } : finding];
  }
}

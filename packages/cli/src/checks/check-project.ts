import { isTokenPakError } from "@tokenpak/core";
import type { RegistryCheck, ReportProgress } from "@tokenpak/registry";
import { formatCount, formatUnits } from "../output/figures.ts";
import { type Finding, failed } from "./finding.ts";

/** How to check a project's database. */
export interface ProjectCheckOptions {
  /** How to make an index where there is none. */
  readonly fix: string;
  readonly onProgress?: ReportProgress | undefined;
}

/** What mends a damaged database. */
export const REPAIR =
  'Run "tokenpak doctor --repair": it saves what can be read and keeps the damaged file.';

/** The project's database: whether it is sound, and whether search knows all of it. */
export async function checkProject(
  database: string | undefined,
  { fix, onProgress }: ProjectCheckOptions,
): Promise<readonly Finding[]> {
  if (database === undefined) {
    return [{ name: "index", status: "warn", detail: "this folder has no index", fix }];
  }
  try {
    const { checkRegistry } = await import("@tokenpak/registry");
    const check = checkRegistry(database, { onProgress });
    return [indexFinding(database, check), searchFinding(check)];
  } catch (error) {
    const finding = failed("index", error);
    // Of an older version, which is all that reading may refuse under this code.
    return [isTokenPakError(error, "STORE_READ_ONLY") ? { ...finding, status: "warn" } : finding];
  }
}

function indexFinding(database: string, check: RegistryCheck): Finding {
  const { damage, files, originals, schemaVersion } = check;
  if (damage.length > 0) {
    const detail = `${database} is damaged: ${firstOf(damage)}`;
    return { name: "index", status: "fail", detail, fix: REPAIR };
  }
  const size = `${formatUnits(files, "file")}, ${formatUnits(originals, "original")}`;
  const detail = `${database}: ${size}, schema ${schemaVersion}, sound`;
  return { name: "index", status: "ok", detail };
}

function searchFinding({ pieces, searchablePieces, searchDamage }: RegistryCheck): Finding {
  const detail = `${formatCount(searchablePieces)} of ${formatCount(pieces)} pieces searchable`;
  if (searchDamage.length === 0) return { name: "search", status: "ok", detail };
  return {
    name: "search",
    status: "fail",
    detail: `${detail}; ${firstOf(searchDamage)}`,
    fix: REPAIR,
  };
}

/** The first few, in one line. SQLite gives one message of a hundred lines, under a heading, where a page is damaged. */
export function firstOf(messages: readonly string[]): string {
  const lines = messages
    .flatMap((message) => message.split("\n"))
    .filter((line) => line !== "" && !line.startsWith("*** in database"));
  const shown = lines.slice(0, 3);
  const more = lines.length - shown.length;
  return `${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

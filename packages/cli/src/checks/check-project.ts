import { formatCount, formatUnits } from "../output/figures.ts";
import { type Finding, failed } from "./finding.ts";

/** The project's database: whether it is sound, and whether search knows all of it. `fix` says how to make an index. */
export async function checkProject(
  database: string | undefined,
  { fix }: { readonly fix: string },
): Promise<readonly Finding[]> {
  if (database === undefined) {
    return [{ name: "index", status: "warn", detail: "this folder has no index", fix }];
  }
  try {
    const { checkRegistry } = await import("@tokenpak/registry");
    const check = checkRegistry(database);
    const again = `Move ${database} away and index again.`;
    const size = `${formatUnits(check.files, "file")}, ${formatUnits(check.originals, "original")}`;
    const index: Finding =
      check.damage.length === 0
        ? {
            name: "index",
            status: "ok",
            detail: `${database}: ${size}, schema ${check.schemaVersion}, sound`,
          }
        : {
            name: "index",
            status: "fail",
            detail: `${database} is damaged: ${check.damage.slice(0, 3).join("; ")}`,
            fix: again,
          };
    return [index, searchFinding(check, again)];
  } catch (error) {
    return [failed("index", error)];
  }
}

function searchFinding(
  { pieces, searchablePieces }: { readonly pieces: number; readonly searchablePieces: number },
  fix: string,
): Finding {
  const detail = `${formatCount(searchablePieces)} of ${formatCount(pieces)} pieces searchable`;
  return pieces === searchablePieces
    ? { name: "search", status: "ok", detail }
    : { name: "search", status: "fail", detail, fix };
}

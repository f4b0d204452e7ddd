import type { RepairReport } from "@tokenpak/registry";
import { formatUnits } from "./figures.ts";
import { printable } from "./printable.ts";
import type { Style } from "./style.ts";

/** Names of lost things that are shown; `--json` has them all. */
const MOST_NAMES = 10;

/** What a repair did and what it could not save, for people. */
export function repairText(
  report: RepairReport & { readonly database: string },
  style: Style,
): string {
  const { database, files, versions, originals } = report;
  const blocks =
    versions === 0 ? "" : `${formatUnits(files, "file")} in ${formatUnits(versions, "version")}, `;
  const size = `${blocks}${formatUnits(originals, "original")}`;
  if (!report.repaired)
    return `${style.green("sound")}  nothing to repair in ${database}: ${size}\n`;
  const rows: string[][] = [
    [style.green("repaired"), `${database}: ${size}`],
    ["kept", `the damaged file is ${report.keptAs}`],
    ...lossRows(report, style),
  ];
  const next =
    rows.length === 2
      ? "Nothing is known to be lost."
      : 'Run "tokenpak index ." to read again what the sources still have.';
  return `${[...rows.map((row) => row.join("  ")), next].join("\n")}\n`;
}

function lossRows(report: RepairReport, style: Style): string[][] {
  const { lostVersions, lostOriginals, withoutText, forgottenCursors } = report;
  const lost = (things: readonly string[], unit: string): string[][] =>
    things.length === 0
      ? []
      : [[style.yellow("lost"), `${formatUnits(things.length, unit)}: ${namesOf(things)}`]];
  return [
    ...lost(
      lostVersions.map(({ path, version }) => `${path} version ${version}`),
      "version",
    ),
    ...lost(lostOriginals, "original"),
    ...lost(withoutText, "file's text"),
    ...(forgottenCursors.length === 0
      ? []
      : [["again", `read from their beginning next time: ${namesOf(forgottenCursors)}`]]),
  ];
}

function namesOf(things: readonly string[]): string {
  const shown = things.slice(0, MOST_NAMES).map(printable).join(", ");
  return things.length > MOST_NAMES ? `${shown}, and ${things.length - MOST_NAMES} more` : shown;
}

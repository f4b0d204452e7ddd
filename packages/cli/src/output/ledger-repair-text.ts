import type { LedgerRepair } from "@tokenpak/telemetry";
import { formatUnits } from "./figures.ts";
import type { Style } from "./style.ts";

/** What a repair of the ledger did and what it could not save, for people. */
export function ledgerRepairText(
  report: LedgerRepair & { readonly database: string },
  style: Style,
): string {
  const { database, completions, savings, keptAs } = report;
  const size = `${formatUnits(completions, "request")}, ${formatUnits(savings, "saving")}`;
  if (!report.repaired) {
    return `${style.green("sound")}  nothing to repair in ${database}: ${size}\n`;
  }
  const losses = lossRows(report, style);
  const rows = [
    [style.green("repaired"), `${database}: ${size}`],
    ...(keptAs === undefined
      ? [["sums", "made anew from the requests; nothing else was wrong"]]
      : [["kept", `the damaged file is ${keptAs}`]]),
    ...losses,
    ...(losses.length === 0 ? [["lost", "nothing that is known of"]] : []),
    ...(report.readsLogsAgain
      ? [["again", "logs of agents are read from their beginning next time; nothing counts twice"]]
      : []),
  ];
  return `${rows.map((row) => row.join("  ")).join("\n")}\n`;
}

function lossRows({ lost }: LedgerRepair, style: Style): string[][] {
  const row = (count: number, unit: string, what = ""): string[][] =>
    count === 0 ? [] : [[style.yellow("lost"), `${formatUnits(count, unit)}${what}`]];
  return [
    ...row(lost.records, "record"),
    ...row(lost.names, "name", ': their figures are kept under "lost name" and a number'),
    ...row(lost.sums, "sum", " of days whose requests were forgotten"),
    ...row(lost.settlements, "settled amount", ": counted with the next one"),
    ...row(lost.limits, "change", ' of spend limits: look at "tokenpak budget show"'),
  ];
}

import type { CostReading } from "../cost/cost-session.ts";
import { logsLine, warningLines } from "../cost/source-lines.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";

/** What was read for a report, and what is wrong with it: lines to stand below it. */
export function readingLines({ collected, warnings }: CostReading, style: Style): string {
  return [
    collected === undefined ? "logs: not read" : logsLine(collected),
    ...warningLines(warnings),
  ]
    .map((line) => `${style.dim(printable(line))}\n`)
    .join("");
}

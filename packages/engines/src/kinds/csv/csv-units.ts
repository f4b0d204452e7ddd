import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { rankUnits, type Stretch } from "../../select/rank-units.ts";
import { textStretches } from "../../select/text-stretches.ts";
import type { Unit } from "../../select/unit.ts";
import { readCsv } from "./read-csv.ts";

/** What a limit may leave out of delimited records: each record with its line break, the header staying above its rows. */
export function csvUnits(source: Source, request: RungRequest): readonly Unit[] {
  const { text } = source;
  const table = readCsv(text);
  if (table === undefined) return rankUnits(text, textStretches(source), request);
  const { records, header } = table;
  const stretches = records.map((_, index): Stretch => {
    const from = index === 0 ? 0 : (records[index]?.from ?? 0);
    const to = records[index + 1]?.from ?? text.length;
    const structural = index <= header + 1 || index === records.length - 1;
    const parent = index > header && header >= 0 ? header : undefined;
    return { from, to, structural, parent };
  });
  return rankUnits(text, stretches, request);
}

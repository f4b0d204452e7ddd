import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { rankUnits, type Stretch } from "../../select/rank-units.ts";
import type { Unit } from "../../select/unit.ts";

/** Lines of more characters than this are no YAML that anybody wrote; then lines stay units but have no parents. */
const DEEPEST = 200;

/**
 * What a limit may leave out of a YAML text: its lines with the blank ones behind them, each below the line that it is a part of, so that a kept value never
 * stands without the keys above it. Lines that open something count as structure.
 */
export function yamlUnits(source: Source, request: RungRequest): readonly Unit[] {
  const stretches: OwnStretch[] = [];
  const open: { readonly indent: number; readonly index: number }[] = [];
  for (let line = 1; line <= source.lineCount; line++) {
    const text = source.line(line);
    const place = { from: source.lineStart(line), to: source.lineEnd(line) };
    const indent = indentOf(text);
    const last = stretches.at(-1);
    if (indent < 0 && last !== undefined) {
      last.to = place.to;
      continue;
    }
    while (open.length > 0 && (open.at(-1) as { indent: number }).indent >= indent) open.pop();
    const parent = open.at(-1)?.index;
    const opens = /:\s*(?:[|>&!].{0,20})?$/.test(text.slice(-40));
    stretches.push({ ...place, structural: opens && indent < DEEPEST, parent, mayReport: false });
    if (indent < DEEPEST) open.push({ indent, index: stretches.length - 1 });
  }
  return rankUnits(source.text, stretches, request);
}

type OwnStretch = { -readonly [Key in keyof Stretch]: Stretch[Key] };

/** Spaces before a line's content, a dash being half a level; -1 for a blank line. */
function indentOf(text: string): number {
  let at = 0;
  while (text.charCodeAt(at) === 32) at += 1;
  if (at === text.length || text.charCodeAt(at) === 13) return -1;
  return text.startsWith("- ", at) ? at + 0.5 : at;
}

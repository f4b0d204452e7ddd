import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { rankUnits, type Stretch } from "../../select/rank-units.ts";
import { textStretches } from "../../select/text-stretches.ts";
import type { Unit } from "../../select/unit.ts";
import { plainLine } from "../../terminal/plain-line.ts";
import { readResults } from "./read-results.ts";
import type { SearchLine } from "./search-results.ts";

/** Search output for a limit: lines, the first match of each file before the others; an error in a match is no error. */
export function searchUnits(source: Source, request: RungRequest): Unit[] {
  const results = readResults(plainLines(source.text));
  if (results === undefined) return rankUnits(source.text, textStretches(source), request);
  const seen = new Set<string>();
  const stretches = results.lines.map((line, index): Stretch => {
    const isFirst = line.type === "match" && !seen.has(line.path);
    if (isFirst) seen.add(line.path);
    return {
      from: source.lineStart(index + 1),
      to: source.lineEnd(index + 1),
      structural: isFirst || isMessage(line) || line.type === "heading",
      mayReport: false,
    };
  });
  return rankUnits(source.text, stretches, request);
}

function isMessage(line: SearchLine): boolean {
  return line.type === "other" && line.text !== "" && line.text !== "--";
}

/** The lines of a text as a terminal shows them; a last line break begins no line. */
export function plainLines(text: string): readonly string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return text.includes("\u001b") || text.includes("\r") ? lines.map(plainLine) : lines;
}

import { splitText } from "../../fold/split-text.ts";
import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { rankUnits, type Stretch } from "../../select/rank-units.ts";
import { UNIT_TIERS, type Unit } from "../../select/unit.ts";
import { type LogEvents, readLogEvents } from "./log-events.ts";

/** Repeated errors come first among what repeats. */
const REPEATED_ERROR_SCORE = 1000;

/**
 * Lines and stack traces, ranked: the first line of each error, what matches the query, the first line of each other event,
 * then repetitions. A trace needs the line above it, which says what happened.
 */
export function logUnits(source: Source, request: RungRequest): readonly Unit[] {
  if (source.text === "") return [];
  const log = readLogEvents(splitText(source.text));
  const { isFirst, lengthAt } = firstLines(log);
  const stretches: Stretch[] = [];
  const lineOf: number[] = [];
  for (let line = 0; line < log.lines.length; ) {
    const length = lengthAt.get(line) ?? 1;
    const from = source.lineStart(line + 1);
    const isTrace = lengthAt.has(line);
    stretches.push({
      from,
      to: source.lineEnd(line + length),
      structural: isFirst[line] === 1 && log.lines[line] !== "",
      ...(isTrace && stretches.length > 0 ? { parent: stretches.length - 1 } : {}),
    });
    lineOf.push(line);
    line += length;
  }
  const units = rankUnits(source.text, stretches, request);
  return units.map((unit, index) => {
    const repeats = unit.tier === UNIT_TIERS.error && isFirst[lineOf[index] as number] !== 1;
    return repeats
      ? { ...unit, tier: UNIT_TIERS.rest, score: unit.score + REPEATED_ERROR_SCORE }
      : unit;
  });
}

function firstLines({ lines, events }: LogEvents): {
  readonly isFirst: Uint8Array;
  /** Lines of each trace, by its first line. */
  readonly lengthAt: ReadonlyMap<number, number>;
} {
  const isFirst = new Uint8Array(lines.length);
  const lengthAt = new Map<number, number>();
  for (const { at, length, isTrace } of events) {
    isFirst[at[0] as number] = 1;
    if (isTrace) for (const line of at) lengthAt.set(line, length);
  }
  return { isFirst, lengthAt };
}

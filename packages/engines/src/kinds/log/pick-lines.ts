import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { scoreByQuery } from "../../select/score-by-query.ts";
import type { LogEvents } from "./log-events.ts";

/** Lines that match a query and are shown even where no limit asks for more. */
const MATCHES_SHOWN = 8;

/** Lines that a digest shows because they were asked for: named by `preserve`, best matches of the query. */
export function askedLines(
  log: LogEvents,
  source: Source,
  { query, preserve }: RungRequest,
): readonly number[] {
  const asked: number[] = [];
  if (preserve.length > 0) {
    const preserved = preservedSpans(source.text, preserve);
    for (let line = 1; line <= log.lines.length; line++) {
      if (preserved.touches(source.lineStart(line), source.lineEnd(line))) asked.push(line - 1);
    }
  }
  if (query !== undefined) {
    const lines = log.lines.map((_, at) => at);
    const scores = scoreByQuery(log.lines, query, lines);
    const matches = lines.filter((at) => (scores[at] ?? 0) > 0);
    matches.sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0) || left - right);
    asked.push(...matches.slice(0, MATCHES_SHOWN));
  }
  return asked;
}

/** This share of every event's lines, evenly spread. */
export function spreadLines({ events }: LogEvents, share: number): number[] {
  return events.flatMap(({ at }) =>
    at.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share)),
  );
}

import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { scoreByQuery } from "../../select/score-by-query.ts";
import type { LogEvents } from "./log-events.ts";

/** Lines that match a query and are shown even where no limit asks for more. */
const MATCHES_SHOWN = 8;

/** Lines that were asked for: 0-based. */
export interface AskedLines {
  /** Named by `preserve`. */
  readonly preserved: readonly number[];
  /** Matches of the query, best first. */
  readonly matches: readonly number[];
}

/** Finds what is asked for in a log. */
export function askedLines(
  log: LogEvents,
  source: Source,
  { query, preserve }: RungRequest,
): AskedLines {
  const preserved = preservedSpans(source.text, preserve);
  const lines = log.lines.map((_, at) => at);
  const isPreserved = (at: number): boolean =>
    preserved.touches(source.lineStart(at + 1), source.lineEnd(at + 1));
  const scores = query === undefined ? [] : scoreByQuery(log.lines, query, lines);
  const matches = lines.filter((at) => (scores[at] ?? 0) > 0);
  matches.sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0) || left - right);
  return { preserved: preserved.isEmpty ? [] : lines.filter(isPreserved), matches };
}

/**
 * Lines for a digest to show: what `preserve` names, the best matches of the query, and where a share of all lines may be
 * shown, more matches and then lines of every event.
 */
export function pickLines(
  log: LogEvents,
  { preserved, matches }: AskedLines,
  share = 0,
): readonly number[] {
  const count = log.lines.length;
  const matching = matches.slice(0, Math.max(MATCHES_SHOWN, Math.floor(count * share)));
  const spread = spreadLines(log, Math.max(0, share - matching.length / count));
  return [...preserved, ...matching, ...spread];
}

/** This share of every event's lines, evenly spread. */
export function spreadLines({ events }: LogEvents, share: number): number[] {
  return events.flatMap(({ at }) =>
    at.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share)),
  );
}

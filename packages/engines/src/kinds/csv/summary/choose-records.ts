import type { RungRequest } from "../../../ladder/kind-processor.ts";
import { reportsError } from "../../../select/error-lines.ts";
import { preservedSpans } from "../../../select/preserve.ts";
import { scoreByQuery } from "../../../select/score-by-query.ts";
import type { Column } from "../columns/column.ts";
import { isNumberCell } from "./describe-cells.ts";

/** Records of which some are shown whole. */
export interface RecordList {
  readonly source: string;
  /** UTF-16 offsets of each record. */
  readonly places: readonly (readonly [from: number, to: number])[];
  /** To find outliers in; cells by record. */
  readonly columns: readonly Column[];
}

/** For what records are chosen. */
export interface RecordChoice {
  readonly request: RungRequest;
  /** Share of the records that may be shown, 0 to 1; a few are shown at 0 too. */
  readonly share: number;
}

/**
 * The records that a summary shows whole, as ordinals from 1: first and last, what `preserve` names, what matches the query,
 * what reports an error, outliers, and then from the first on.
 */
export function chooseRecords(list: RecordList, { request, share }: RecordChoice): number[] {
  const { source, places } = list;
  const chosen = new Set<number>([0, places.length - 1]);
  if (request.preserve.length > 0) {
    const preserved = preservedSpans(source, request.preserve);
    for (const [index, [from, to]] of places.entries()) {
      if (preserved.touches(from, to)) chosen.add(index);
    }
  }
  const few = Math.min(MOST, Math.max(LEAST, Math.floor(places.length * SHARE)));
  const many = Math.floor(places.length * share);
  const room = Math.max(chosen.size + few, many);
  const take = (indexes: Iterable<number>): void => {
    for (const index of indexes) {
      if (chosen.size >= room) return;
      chosen.add(index);
    }
  };
  if (request.query !== undefined) {
    const texts = places.map(([from, to]) => source.slice(from, to));
    take(bestMatches(scoreByQuery(texts, request.query)));
  }
  take(errorRecords(list));
  if (places.length >= MIN_FOR_OUTLIERS) take(outliers(list.columns));
  if (chosen.size < many) take(places.keys());
  return [...chosen].sort((a, b) => a - b).map((index) => index + 1);
}

const LEAST = 1;
const MOST = 10;
const SHARE = 0.015;
const MIN_FOR_OUTLIERS = 12;
/** Standard deviations from the mean beyond which a number is an outlier. */
const FAR = 3.5;

function bestMatches(scores: Float64Array): number[] {
  const found = [...scores.keys()].filter((index) => (scores[index] as number) > 0);
  return found.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}

/** Records that report an error; none where that is the ordinary case. */
function errorRecords({ source, places }: RecordList): number[] {
  const found: number[] = [];
  for (const [index, [from, to]] of places.entries()) {
    if (reportsError(source.slice(from, to))) found.push(index);
    if (found.length > 20 && found.length * 4 > places.length) return [];
  }
  return found.length * 4 > places.length ? [] : found;
}

/** Records with a number far from the others of its column, farthest first. */
function outliers(columns: readonly Column[]): number[] {
  return columns
    .flatMap(({ cells }) => farOnes(cells.map((cell) => (isNumberCell(cell) ? Number(cell) : NaN))))
    .sort((a, b) => b.distance - a.distance || a.index - b.index)
    .map(({ index }) => index);
}

function farOnes(
  values: readonly number[],
): { readonly index: number; readonly distance: number }[] {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  if (!(deviation > 0) || !Number.isFinite(deviation)) return [];
  const found: { index: number; distance: number }[] = [];
  for (const [index, value] of values.entries()) {
    const distance = Math.abs(value - mean) / deviation;
    if (distance > FAR) found.push({ index, distance });
  }
  return found;
}

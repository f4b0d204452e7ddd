import type { RungRequest } from "../../../ladder/kind-processor.ts";
import { reportsError } from "../../../select/error-lines.ts";
import { preservedSpans } from "../../../select/preserve.ts";
import { scoreByQuery } from "../../../select/score-by-query.ts";
import { isNumberNode, isStringNode, type JsonNode } from "../json-node.ts";

/** From what, and for what, rows are chosen. */
export interface RowChoice {
  /** The document. */
  readonly source: string;
  readonly request: RungRequest;
  /** Share of the rows that may be shown, 0 to 1; a few are shown at 0 too. */
  readonly share: number;
}

/**
 * The rows of an array that a summary shows whole, as ordinals from 1 in order: what `preserve` names, what matches the query,
 * what reports an error, outliers, and then from the first on.
 */
export function chooseRows(rows: readonly JsonNode[], choice: RowChoice): readonly number[] {
  const { source, request, share } = choice;
  const texts = lazyTexts(rows, source);
  const chosen = new Set<number>();
  if (request.preserve.length > 0) {
    const preserved = preservedSpans(source, request.preserve);
    for (const [index, row] of rows.entries()) {
      if (typeof row !== "string" && preserved.touches(row.from, row.to)) chosen.add(index);
    }
  }
  const few = Math.min(MOST, Math.max(LEAST, Math.floor(rows.length * SHARE)));
  const many = Math.floor(rows.length * share);
  const room = Math.max(chosen.size + few, many);
  const take = (indexes: readonly number[]): void => {
    for (const index of indexes) if (chosen.size < room) chosen.add(index);
  };
  if (request.query !== undefined) take(bestMatches(scoreByQuery(texts(), request.query)));
  take(errorRows(rows));
  if (rows.length >= MIN_FOR_OUTLIERS) take(outliers(rows));
  if (chosen.size < many) take([...rows.keys()]);
  return [...chosen].sort((a, b) => a - b).map((index) => index + 1);
}

const LEAST = 2;
const MOST = 12;
const SHARE = 0.02;
const MIN_FOR_OUTLIERS = 12;
/** Standard deviations from the mean beyond which a number is an outlier. */
const FAR = 3.5;

function lazyTexts(rows: readonly JsonNode[], source: string): () => readonly string[] {
  let texts: readonly string[] | undefined;
  return () => {
    texts ??= rows.map((row) => (typeof row === "string" ? row : source.slice(row.from, row.to)));
    return texts;
  };
}

function bestMatches(scores: Float64Array): number[] {
  const found = [...scores.keys()].filter((index) => (scores[index] as number) > 0);
  return found.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}

/** Rows with a string that reports an error; none where that is the ordinary case. */
function errorRows(rows: readonly JsonNode[]): number[] {
  const found: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (holdsError(row)) found.push(index);
    if (found.length > 20 && found.length * 4 > rows.length) return [];
  }
  return found;
}

function holdsError(node: JsonNode): boolean {
  if (typeof node === "string") return isStringNode(node) && reportsError(node.slice(1));
  const values = node.type === "object" ? node.values : node.items;
  return values.some(holdsError);
}

/** Rows with a number far from those of the others under the same key, farthest first. */
function outliers(rows: readonly JsonNode[]): number[] {
  const columns = new Map<string, { index: number; value: number }[]>();
  for (const [index, row] of rows.entries()) {
    if (typeof row === "string" || row.type === "array") continue;
    for (let at = 0; at < row.keys.length; at++) {
      const node = row.values[at];
      if (!isNumberNode(node)) continue;
      const key = row.keys[at] as string;
      const column = columns.get(key) ?? [];
      column.push({ index, value: Number(node) });
      columns.set(key, column);
    }
  }
  const found = [...columns.values()].flatMap(farOnes);
  return found
    .sort((a, b) => b.distance - a.distance || a.index - b.index)
    .map(({ index }) => index);
}

function farOnes(column: readonly { index: number; value: number }[]) {
  let sum = 0;
  let squares = 0;
  for (const { value } of column) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / column.length;
  const deviation = Math.sqrt(Math.max(0, squares / column.length - mean * mean));
  if (!(deviation > 0) || !Number.isFinite(deviation)) return [];
  return column
    .map(({ index, value }) => ({ index, distance: Math.abs(value - mean) / deviation }))
    .filter(({ distance }) => distance > FAR);
}

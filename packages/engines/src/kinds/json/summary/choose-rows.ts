import type { RungRequest } from "../../../ladder/kind-processor.ts";
import { preservedSpans } from "../../../select/preserve.ts";
import { scoreByQuery } from "../../../select/score-by-query.ts";
import type { JsonNode } from "../json-node.ts";
import { errorRows } from "./error-rows.ts";
import { oddRows } from "./odd-rows.ts";

/** From what, and for what, rows are chosen. */
export interface RowChoice {
  /** The document. */
  readonly source: string;
  readonly request: RungRequest;
  /** Share of the rows that may be shown, 0 to 1; a few are shown at 0 too, and at -1 one that matches the query. */
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
  const many = Math.floor(rows.length * Math.max(0, share));
  const take = (indexes: Iterable<number>, most: number): void => {
    let room = Math.max(most, many - chosen.size);
    for (const index of indexes) {
      if (room <= 0) return;
      if (!chosen.has(index)) room -= 1;
      chosen.add(index);
    }
  };
  if (request.query !== undefined) {
    take(bestMatches(scoreByQuery(texts(), request.query)), share < 0 ? 1 : few);
  }
  if (share < 0) return inOrder(chosen);
  take(errorRows(rows), rows.length);
  if (rows.length >= MIN_FOR_OUTLIERS) {
    take(oddRows(rows), few);
    if (chosen.size === 0) take([0], 1);
  }
  if (chosen.size < many) take(rows.keys(), 0);
  return inOrder(chosen);
}

function inOrder(chosen: ReadonlySet<number>): readonly number[] {
  return [...chosen].sort((a, b) => a - b).map((index) => index + 1);
}

const LEAST = 2;
const MOST = 12;
const SHARE = 0.02;
const MIN_FOR_OUTLIERS = 12;

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

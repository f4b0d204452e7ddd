import { createPairQueue, keyOf, type PairQueue, positionIn, rankIn } from "./pair-queue.ts";
import { NO_RANK, type RankTable } from "./rank-table.ts";

/**
 * Byte-pair merging of the piece `bytes[from..to)` in O(n log n) time for any content; returns where each token
 * begins. Lowest rank first, leftmost among equals: the same tokens as the quadratic merge.
 *
 * The parts form a linked list over byte positions. The pairs of single bytes, most of all pairs, are sorted once;
 * pairs that merging creates go through a heap. A pair that has changed since it was queued is skipped.
 */
export function mergeLongPiece(table: RankTable, bytes: Uint8Array, span: PieceSpan): Int32Array {
  const parts = createParts(table, bytes, span);
  const initial = sortByRank(parts.ranks);
  const created = createPairQueue();
  let taken = 0;
  for (;;) {
    const key = taken < initial.length ? (initial[taken] as number) : Number.POSITIVE_INFINITY;
    const other = created.first();
    const next = Math.min(key, other);
    if (next === Number.POSITIVE_INFINITY) return parts.starts();
    if (key < other) taken++;
    else created.shift();
    const position = positionIn(next);
    if (parts.ranks[position] === rankIn(next)) parts.merge(position, created);
  }
}

/** A piece's place in its text, in bytes. */
export interface PieceSpan {
  readonly from: number;
  readonly to: number;
}

function createParts(table: RankTable, bytes: Uint8Array, { from, to }: PieceSpan) {
  const length = to - from;
  /** By position from `from`: where the part after the one at this position begins, and where the one before. */
  const after = new Int32Array(length + 1);
  const before = new Int32Array(length + 1);
  /** The rank of the part at this position joined with the next one; `NO_RANK` where no part begins. */
  const ranks = new Int32Array(length).fill(NO_RANK);
  for (let position = 0; position < length; position++) {
    after[position] = position + 1;
    before[position] = position - 1;
    if (position + 1 < length) {
      ranks[position] = table.rankOf(bytes, from + position, from + position + 2);
    }
  }
  return { ranks, merge, starts };

  function merge(position: number, created: PairQueue): void {
    const gone = after[position] as number;
    const next = after[gone] as number;
    after[position] = next;
    before[next] = position;
    ranks[gone] = NO_RANK;
    rerank(position, created);
    if (position > 0) rerank(before[position] as number, created);
  }

  function rerank(position: number, created: PairQueue): void {
    const next = after[position] as number;
    const rank =
      next < length
        ? table.rankOf(bytes, from + position, from + (after[next] as number))
        : NO_RANK;
    ranks[position] = rank;
    if (rank !== NO_RANK) created.push(rank, position);
  }

  function starts(): Int32Array {
    const result: number[] = [];
    for (let position = 0; position < length; position = after[position] as number) {
      result.push(from + position);
    }
    return Int32Array.from(result);
  }
}

/** The keys of all pairs in ascending order. */
function sortByRank(ranks: Int32Array): Float64Array {
  const keys = new Float64Array(ranks.length);
  let count = 0;
  for (let position = 0; position < ranks.length; position++) {
    const rank = ranks[position] as number;
    if (rank !== NO_RANK) keys[count++] = keyOf(rank, position);
  }
  return keys.subarray(0, count).sort();
}

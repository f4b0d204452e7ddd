import { NO_RANK, type RankTable } from "./rank-table.ts";

/** Longest piece, in bytes, that the quadratic merge takes; up to here it is the faster one. */
export const SHORT_PIECE = 128;

/** Splits the piece `bytes[from..to)` into tokens: writes where each begins to `starts` and returns how many. */
export type PieceMerge = (bytes: Uint8Array, from: number, to: number) => number;

/**
 * Byte-pair merging by scanning all pairs for the lowest rank, leftmost first, again after each merge.
 * Quadratic in the piece's length, which must not be over {@link SHORT_PIECE}.
 */
export function createShortPieceMerge(table: RankTable, starts: Int32Array): PieceMerge {
  /** `ranks[i]` is the rank of parts i and i + 1 joined; part i is `bytes[starts[i]..starts[i + 1])`. */
  const ranks = new Int32Array(SHORT_PIECE + 1);

  return (bytes, from, to) => {
    let parts = to - from;
    for (let part = 0; part <= parts; part++) starts[part] = from + part;
    for (let part = 0; part + 1 < parts; part++) {
      ranks[part] = table.rankOf(bytes, from + part, from + part + 2);
    }
    for (;;) {
      const merged = lowest(ranks, parts - 1);
      if (merged < 0) return parts;
      parts--;
      starts.copyWithin(merged + 1, merged + 2, parts + 2);
      ranks.copyWithin(merged + 1, merged + 2, parts);
      if (merged > 0) ranks[merged - 1] = rankFrom(bytes, merged - 1);
      if (merged + 1 < parts) ranks[merged] = rankFrom(bytes, merged);
    }
  };

  function rankFrom(bytes: Uint8Array, part: number): number {
    return table.rankOf(bytes, starts[part] as number, starts[part + 2] as number);
  }
}

/** The first index of the lowest rank, or -1 where no pair can merge. */
function lowest(ranks: Int32Array, pairs: number): number {
  let best = -1;
  let rank = NO_RANK;
  for (let pair = 0; pair < pairs; pair++) {
    if ((ranks[pair] as number) < rank) {
      rank = ranks[pair] as number;
      best = pair;
    }
  }
  return best;
}

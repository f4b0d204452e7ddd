import { hashOf } from "./rank-table.ts";

/** Longest piece that is kept, in bytes. */
const LONGEST = 31;
/** Bytes a slot: the piece's length, then its bytes. */
const SLOT = LONGEST + 1;
const SLOTS = 1 << 15;

/**
 * Remembers how many tokens a piece has. One megabyte, allocated once: each piece has one slot, by its hash, and
 * takes it from the piece before. Pieces are compared byte by byte, so a count never depends on what is remembered.
 */
export interface PieceCache {
  /** The tokens of `bytes[from..to)`; `count` is asked when they are not remembered. */
  countOf(bytes: Uint8Array, from: number, to: number): number;
}

export function createPieceCache(
  count: (bytes: Uint8Array, from: number, to: number) => number,
): PieceCache {
  const pieces = new Uint8Array(SLOTS * SLOT);
  const counts = new Uint8Array(SLOTS);

  return {
    countOf(bytes, from, to) {
      const length = to - from;
      if (length > LONGEST) return count(bytes, from, to);
      const index = hashOf(bytes, from, to) & (SLOTS - 1);
      const slot = index * SLOT;
      if (pieces[slot] === length) {
        let same = 0;
        while (same < length && pieces[slot + 1 + same] === bytes[from + same]) same++;
        if (same === length) return counts[index] as number;
      }
      const tokens = count(bytes, from, to);
      pieces[slot] = length;
      for (let at = 0; at < length; at++) pieces[slot + 1 + at] = bytes[from + at] as number;
      counts[index] = tokens;
      return tokens;
    },
  };
}

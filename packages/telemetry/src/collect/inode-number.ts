import type { BigIntStats, Stats } from "node:fs";

/** Bits of a number that are exact. */
const EXACT_BITS = 53n;

/**
 * The inode of a file. Where it is larger than a number can hold (NTFS, some network and layered file systems), and so would be the same
 * for neighbours, its upper bits are folded into the lower ones. `exactStats` asks again.
 */
export function inodeNumber({ ino }: Stats, exactStats: () => BigIntStats | undefined): number {
  if (Number.isSafeInteger(ino)) return ino;
  const exact = exactStats()?.ino;
  return exact === undefined ? ino : folded(exact);
}

function folded(ino: bigint): number {
  const bits = BigInt.asUintN(64, ino);
  return Number(BigInt.asUintN(Number(EXACT_BITS), bits ^ (bits >> EXACT_BITS)));
}

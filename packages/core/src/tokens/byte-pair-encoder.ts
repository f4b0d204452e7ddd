import { loadCharacterClasses } from "./character-classes.ts";
import type { ExactEncoding } from "./encodings.ts";
import { loadTokenBytes } from "./load-token-bytes.ts";
import { mergeLongPiece } from "./merge-long-piece.ts";
import { createShortPieceMerge, SHORT_PIECE } from "./merge-short-piece.ts";
import { createPieceCache } from "./piece-cache.ts";
import { createRankTable, NO_RANK } from "./rank-table.ts";
import { scanCl100k } from "./scan-cl100k.ts";
import { scanGpt2 } from "./scan-gpt2.ts";
import { scanO200k } from "./scan-o200k.ts";
import type { Scanner } from "./scanner.ts";

/** One encoding over UTF-8 texts that end in `END_OF_TEXT`. */
export interface BytePairEncoder {
  /** The end of the piece that starts at byte `start`. */
  readonly scan: Scanner;
  /** Tokens of one piece. */
  countPiece(bytes: Uint8Array, from: number, to: number): number;
  /** Where each token of one piece begins; valid until the next call. */
  splitPiece(bytes: Uint8Array, from: number, to: number): Int32Array;
  /** The id of a token, given its bytes. */
  idOf(bytes: Uint8Array, from: number, to: number): number;
  /** Bytes of the longest token. */
  readonly longestToken: number;
}

const SCANNERS: Readonly<Record<ExactEncoding, Scanner>> = {
  o200k_base: scanO200k,
  cl100k_base: scanCl100k,
  p50k_base: scanGpt2,
  p50k_edit: scanGpt2,
  r50k_base: scanGpt2,
  gpt2: scanGpt2,
};

const loaded = new Map<ExactEncoding, BytePairEncoder>();

/** The encoder of an encoding, loaded on the first call (tens of milliseconds) and kept. */
export function bytePairEncoder(encoding: ExactEncoding): BytePairEncoder {
  const known = loaded.get(encoding);
  if (known !== undefined) return known;
  const encoder = load(encoding);
  loaded.set(encoding, encoder);
  return encoder;
}

function load(encoding: ExactEncoding): BytePairEncoder {
  loadCharacterClasses();
  const table = createRankTable(loadTokenBytes(encoding));
  const starts = new Int32Array(SHORT_PIECE + 1);
  const mergeShort = createShortPieceMerge(table, starts);
  const cache = createPieceCache(countMerged);

  return {
    scan: SCANNERS[encoding],
    countPiece,
    splitPiece,
    idOf: table.rankOf,
    longestToken: table.longest,
  };

  function countPiece(bytes: Uint8Array, from: number, to: number): number {
    return table.rankOf(bytes, from, to) === NO_RANK ? cache.countOf(bytes, from, to) : 1;
  }

  function countMerged(bytes: Uint8Array, from: number, to: number): number {
    return to - from > SHORT_PIECE
      ? mergeLongPiece(table, bytes, { from, to }).length
      : mergeShort(bytes, from, to);
  }

  function splitPiece(bytes: Uint8Array, from: number, to: number): Int32Array {
    if (table.rankOf(bytes, from, to) !== NO_RANK) return Int32Array.of(from);
    if (to - from > SHORT_PIECE) return mergeLongPiece(table, bytes, { from, to });
    return starts.subarray(0, mergeShort(bytes, from, to));
  }
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { referenceIds } from "./__fixtures__/reference-encoder.ts";
import { encodeTokens } from "./encode-tokens.ts";
import { mergeLongPiece } from "./merge-long-piece.ts";
import { createShortPieceMerge, SHORT_PIECE } from "./merge-short-piece.ts";
import { createRankTable, NO_RANK, type RankTable } from "./rank-table.ts";

/** The definition of byte-pair merging, word for word: the lowest rank, leftmost, until none is left. */
function mergeNaively(table: RankTable, piece: Uint8Array): number[] {
  const starts = Array.from(piece.keys());
  for (;;) {
    let best = NO_RANK;
    let at = -1;
    for (let part = 0; part + 1 < starts.length; part++) {
      const rank = table.rankOf(piece, starts[part] ?? 0, starts[part + 2] ?? piece.length);
      if (rank < best) {
        best = rank;
        at = part;
      }
    }
    if (at < 0) return starts;
    starts.splice(at + 1, 1);
  }
}

function tableOf(tokens: readonly string[]): RankTable {
  const bytes = tokens.map((token) => new TextEncoder().encode(token));
  const starts = Uint32Array.from([
    0,
    ...bytes.map((_, rank) => lengthOf(bytes.slice(0, rank + 1))),
  ]);
  return createRankTable({ bytes: Uint8Array.from(bytes.flatMap((token) => [...token])), starts });
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** Vocabularies in an order that no training would give, so that merging creates pairs of lower rank. */
const vocabulary = fc
  .uniqueArray(fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 2, maxLength: 7 }), {
    maxLength: 40,
  })
  .map((tokens) => tableOf(["a", "b", "c", ...tokens]));

const piece = fc
  .string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: SHORT_PIECE })
  .map((text) => new TextEncoder().encode(text));

describe("mergeLongPiece", () => {
  it("merges as the definition says, whatever the order of the ranks", () => {
    fc.assert(
      fc.property(vocabulary, piece, (table, bytes) => {
        const expected = mergeNaively(table, bytes);
        const long = mergeLongPiece(table, bytes, { from: 0, to: bytes.length });
        expect(Array.from(long)).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
  });

  it("merges a part of a text as if it stood alone", () => {
    const table = tableOf(["a", "b", "ab", "aba", "bab"]);
    const bytes = new TextEncoder().encode("bbabababbb");
    const alone = mergeLongPiece(table, bytes.slice(2, 8), { from: 0, to: 6 });
    const within = mergeLongPiece(table, bytes, { from: 2, to: 8 });
    expect(Array.from(within, (start) => start - 2)).toEqual(Array.from(alone));
  });

  it("gives the wasm's tokens for pieces of some thousand letters", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."aeinrst"), minLength: 1000, maxLength: 3000 }),
        (text) => {
          expect(encodeTokens(text)).toEqual(referenceIds("o200k_base", text));
        },
      ),
      { numRuns: 10 },
    );
  });

  it.each(["a", " ", "=", "的", "\n", "A", "ab", "-_", "\u0301", "🌍", "\r\n"])(
    "gives the wasm's tokens for runs of %j around the length where it takes over",
    (unit) => {
      for (const length of [126, 127, 128, 129, 130, 257, 1000, 2049]) {
        const text = unit.repeat(length);
        for (const encoding of ["o200k_base", "r50k_base"] as const) {
          expect(encodeTokens(text, { encoding })).toEqual(referenceIds(encoding, text));
        }
      }
    },
  );
});

describe("createShortPieceMerge", () => {
  it("merges as the definition says, whatever the order of the ranks", () => {
    fc.assert(
      fc.property(vocabulary, piece, (table, bytes) => {
        const starts = new Int32Array(SHORT_PIECE + 1);
        const parts = createShortPieceMerge(table, starts)(bytes, 0, bytes.length);
        expect(Array.from(starts.subarray(0, parts))).toEqual(mergeNaively(table, bytes));
      }),
      { numRuns: 1500 },
    );
  });
});

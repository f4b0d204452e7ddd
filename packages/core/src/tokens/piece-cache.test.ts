import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPieceCache } from "./piece-cache.ts";

/** Any deterministic count will do; this one tells pieces apart that share bytes. */
function countOf(bytes: Uint8Array, from: number, to: number): number {
  let sum = to - from;
  for (let index = from; index < to; index++) sum = (sum * 7 + (bytes[index] ?? 0)) % 251;
  return sum;
}

describe("createPieceCache", () => {
  it("gives the count of the piece asked for, whatever was asked before", () => {
    const cache = createPieceCache(countOf);
    const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1 });
    fc.assert(
      fc.property(pieces, (each) => {
        for (const bytes of [...each, ...each]) {
          expect(cache.countOf(bytes, 0, bytes.length)).toBe(countOf(bytes, 0, bytes.length));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("stays right when there are far more pieces than places", () => {
    const cache = createPieceCache(countOf);
    const bytes = new Uint8Array(4);
    const ask = (piece: number) => {
      new DataView(bytes.buffer).setUint32(0, piece);
      return cache.countOf(bytes, 0, 4) === countOf(bytes, 0, 4);
    };
    const pieces = Array.from({ length: 200_000 }, (_, piece) => piece);
    expect(pieces.every(ask)).toBe(true);
    expect(pieces.every(ask)).toBe(true);
  });

  it("asks once for a short piece and each time for a long one", () => {
    let asked = 0;
    const cache = createPieceCache(() => ++asked);
    const bytes = new Uint8Array(100);
    expect([cache.countOf(bytes, 0, 10), cache.countOf(bytes, 5, 15)]).toEqual([1, 1]);
    expect([cache.countOf(bytes, 0, 90), cache.countOf(bytes, 0, 90)]).toEqual([2, 3]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BudgetBlock, type BudgetBlockInit } from "./budget-block.ts";
import { quadraticAllocate } from "./quadratic-allocate.ts";

// Few distinct scores and demands, so that ties and exhausted demands are common.
const score = fc.constantFrom(0, 0.1, 0.25, 0.5, 1);
const block = fc.record({
  ref: fc.string({ minLength: 1, maxLength: 3 }),
  relevance: score,
  recency: score,
  quality: score,
  typeWeight: fc.constantFrom(0, 0.5),
  utility: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(0, 1) },
    fc.double({ min: 0, max: 2, noNaN: true }),
  ),
  demand: fc.oneof(fc.nat(12), fc.nat(3000), fc.constant(Number.POSITIVE_INFINITY)),
});
const blocksOf = fc.uniqueArray(block, { selector: ({ ref }) => ref, maxLength: 14 });
const total = fc.oneof(fc.nat(40), fc.nat(6000), fc.nat(Number.MAX_SAFE_INTEGER));
const floorRatio = fc.oneof(
  fc.constantFrom(0, 0.03, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((sum, each) => sum + each, 0);
const shares = (blocks: readonly BudgetBlockInit[], totalTokens: number, ratio: number) =>
  quadraticAllocate(blocks, { totalTokens, floorRatio: ratio });

describe("quadraticAllocate", () => {
  it("halves the default of 4000 tokens between equals, and shares it by importance squared", () => {
    const a = new BudgetBlock({ ref: "docs/a.md#v1" });
    const b = new BudgetBlock({ ref: "docs/b.md#v1" });
    expect(quadraticAllocate([b, a]).toObject()).toEqual({ [a.ref]: 2000, [b.ref]: 2000 });
    const scored = [0.9, 0.1, 0.5].map((relevance, at) => ({ ref: "abc".charAt(at), relevance }));
    // 120 each; of the 3640 left, quotas of 1858.6, 623.0 and 1158.4.
    expect([...quadraticAllocate(scored)]).toEqual([
      ["a", 1979],
      ["c", 1278],
      ["b", 743],
    ]);
  });

  it("gives its floor to a block of no importance", () => {
    const all = { relevance: 1, recency: 1, quality: 1, typeWeight: 1 };
    const blocks = [
      { ref: "none", utility: 0 },
      { ref: "all", ...all },
    ];
    expect(shares(blocks, 1000, 0.03).toObject()).toEqual({ all: 970, none: 30 });
    expect(shares(blocks, 1000, 0).toObject()).toEqual({ all: 1000, none: 0 });
    expect(shares(blocks, 1000, 1).toObject()).toEqual({ all: 750, none: 250 });
  });

  it("passes on what a block cannot use, to those of no importance last", () => {
    const blocks = [
      { ref: "a", demand: 100 },
      { ref: "b", demand: 0 },
      { ref: "c", demand: 50, utility: 0.5 },
    ];
    expect(shares(blocks, 4000, 0.03).toObject()).toEqual({ a: 100, b: 0, c: 50 });
    const little = [
      { ref: "little", utility: 0.001, demand: 50 },
      { ref: "none", utility: 0 },
    ];
    expect(shares(little, 60, 0).toObject()).toEqual({ little: 50, none: 10 });
    const rest = [
      { ref: "d", utility: 0 },
      { ref: "e", utility: 0 },
    ];
    expect(shares([...blocks, ...rest], 301, 0).toObject()).toEqual({
      a: 100,
      b: 0,
      c: 50,
      d: 76,
      e: 75,
    });
  });

  it("gives single tokens to the most important blocks, equals by ref in code units", () => {
    const blocks = ["é", "b", "a", "B", "\u{1F600}", "\uFFFD"].map((ref) => ({ ref }));
    expect([...shares([...blocks, { ref: "z", relevance: 1 }], 3, 0.03)]).toEqual([
      ["z", 1],
      ["B", 1],
      ["a", 1],
      ["b", 0],
      ["é", 0],
      ["\u{1F600}", 0],
      ["\uFFFD", 0],
    ]);
  });

  it("has nothing for no blocks, and takes any ref", () => {
    expect([...quadraticAllocate([])]).toEqual([]);
    const object = quadraticAllocate([{ ref: "__proto__" }, { ref: "constructor" }]).toObject();
    expect(Object.entries(object)).toEqual([
      ["__proto__", 2000],
      ["constructor", 2000],
    ]);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  });

  it("sums to the total or to all demands, and gives none more than its demand or less than its floor", () => {
    fc.assert(
      fc.property(blocksOf, total, floorRatio, (blocks, totalTokens, ratio) => {
        const allocation = shares(blocks, totalTokens, ratio);
        const demand = sumOf(blocks.map((each) => each.demand));
        expect(sumOf(allocation.values())).toBe(Math.min(totalTokens, demand));
        const count = blocks.filter((each) => each.demand > 0).length;
        const floor = Math.floor(Math.min(ratio, 0.5 / count) * totalTokens * (1 - 1e-12));
        for (const { ref, demand: most } of blocks) {
          const share = allocation.get(ref) as number;
          expect(Number.isInteger(share)).toBe(true);
          expect(share).toBeLessThanOrEqual(most);
          expect(share).toBeGreaterThanOrEqual(Math.min(most, floor));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("takes from no block when the total grows", () => {
    fc.assert(
      fc.property(
        blocksOf,
        fc.oneof(fc.nat(60), fc.nat(6000)),
        floorRatio,
        (blocks, first, ratio) => {
          let before = shares(blocks, first, ratio);
          for (let totalTokens = first + 1; totalTokens < first + 25; totalTokens++) {
            const after = shares(blocks, totalTokens, ratio);
            for (const [ref, tokens] of before)
              expect(after.get(ref)).toBeGreaterThanOrEqual(tokens);
            before = after;
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("takes from no block that grows in importance", () => {
    fc.assert(
      fc.property(blocksOf, total, floorRatio, block, (blocks, totalTokens, ratio, better) => {
        const [first, ...others] = blocks;
        if (first === undefined) return;
        const raised = {
          ...first,
          relevance: Math.max(first.relevance, better.relevance),
          quality: Math.max(first.quality, better.quality),
          utility: Math.max(first.utility, better.utility),
        };
        const before = shares(blocks, totalTokens, ratio).get(first.ref) as number;
        expect(
          shares([raised, ...others], totalTokens, ratio).get(first.ref),
        ).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it("does not depend on the order of the blocks, and prefers the more important of equal demand", () => {
    fc.assert(
      fc.property(blocksOf, total, floorRatio, fc.nat(13), (blocks, totalTokens, ratio, cut) => {
        const allocation = shares(blocks, totalTokens, ratio);
        const turned = [...blocks.slice(cut), ...blocks.slice(0, cut)].reverse();
        expect([...shares(turned, totalTokens, ratio)]).toEqual([...allocation]);
        const alike = blocks.map((each) => ({ ...each, demand: 500 }));
        const ordered = [...shares(alike, totalTokens, ratio).values()];
        expect(ordered).toEqual([...ordered].sort((a, b) => b - a));
      }),
      { numRuns: 100 },
    );
  });

  it("stays within a token or two of the exact proportion", () => {
    const scores = fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1000, max: 100_000 }), (relevances, totalTokens) => {
        const blocks = relevances.map(
          (relevance, at) => new BudgetBlock({ ref: `${at}`, relevance }),
        );
        const squares = sumOf(blocks.map(({ importance }) => importance ** 2));
        const allocation = shares(blocks, totalTokens, 0);
        for (const { ref, importance } of blocks) {
          const exact = (totalTokens * importance ** 2) / squares;
          expect(Math.abs((allocation.get(ref) as number) - exact)).toBeLessThan(2);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("shares among 30,000 blocks", () => {
    const blocks = Array.from({ length: 30_000 }, (_, at) => ({
      ref: `b${at}`,
      relevance: ((at * 7919) % 1000) / 1000,
      demand: at % 400,
    }));
    expect(sumOf(shares(blocks, 300_000, 0.03).values())).toBe(300_000);
  });

  it.each([
    [[{ ref: "a" }, { ref: "a", relevance: 1 }], {}, /Two budget blocks have the ref "a"/],
    [[{ ref: "a", relevance: 2 }], {}, /relevance of budget block "a" cannot be 2/],
    [[], { totalTokens: -1 }, /totalTokens cannot be -1: give a whole number of tokens from 0\./],
    [[], { totalTokens: 0.5 }, /totalTokens cannot be 0\.5/],
    [[], { totalTokens: Number.NaN }, /totalTokens cannot be NaN/],
    [[], { totalTokens: Number.POSITIVE_INFINITY }, /totalTokens cannot be Infinity/],
    [[], { floorRatio: 1.1 }, /floorRatio cannot be 1\.1: give a share from 0 to 1\./],
    [[], { floorRatio: Number.NaN }, /floorRatio cannot be NaN/],
  ])("refuses %j with %j", (blocks, options, message) => {
    expect(() => quadraticAllocate(blocks, options)).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringMatching(message) }),
    );
  });
});

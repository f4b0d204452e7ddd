import { countTokens, createTokenCounter, isTokenPakError } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContextCandidate, ContextRendition } from "./context-candidate.ts";
import { packContext } from "./pack-context.ts";
import type { PackedContext } from "./packed-context.ts";

const WORDS = "lamp clock price house window garden euro night wind stone water glass".split(" ");

/** Prose of so many words that is another for each seed. */
function prose(words: number, seed: number): string {
  let state = seed + 1;
  const picked = Array.from({ length: words }, () => {
    state = (state * 48271) % 2147483647;
    return `${WORDS[state % WORDS.length]}${state % 97 === 0 ? ".\n" : ""}`;
  });
  return picked.join(" ");
}

const candidates: fc.Arbitrary<readonly ContextCandidate[]> = fc
  .array(
    fc.record({
      sizes: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 4 }),
      seed: fc.integer({ min: 0, max: 6 }),
      relevance: fc.option(fc.double({ min: 0, max: 50, noNaN: true }), { nil: undefined }),
      importance: fc.constantFrom(undefined, 0, 1, 2.5),
      title: fc.constantFrom(undefined, "A title", "two\nlines\u2028 and\u0007 more"),
      ending: fc.constantFrom("", "\n", "!"),
    }),
    { maxLength: 9 },
  )
  .map((drafts) =>
    drafts.map(({ sizes, seed, ending, ...rest }, index) => ({
      ...rest,
      ref: `folder/file-${index}.md`,
      renditions: sizes.map((size) => ({ text: prose(size, seed) + ending })),
    })),
  );

const POOL: readonly ContextCandidate[] = Array.from({ length: 7 }, (_, index) => ({
  ref: `f${index}.md`,
  relevance: 7 - index,
  renditions: [90, 40, 15].map((size) => ({ text: prose(size, index * 31) })),
}));

function refsOf({ parts }: Pick<PackedContext, "parts">): readonly string[] {
  return parts.map(({ ref }) => ref);
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isTokenPakError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "nothing thrown";
}

describe("packContext", () => {
  it("keeps to any limit by the count of the whole text, and accounts for every candidate", () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: 700 }), fc.nat(40), (all, total, kept) => {
        const reserve = Math.min(kept, total);
        const packed = packContext(all, { totalTokens: total, reserve });
        const { text, tokens, parts, omitted, utility, utilityBound, gap } = packed;
        expect(tokens).toBe(countTokens(text));
        expect(tokens).toBeLessThanOrEqual(total - reserve);
        expect([...parts, ...omitted].map(({ ref }) => ref).sort()).toEqual(
          all.map(({ ref }) => ref).sort(),
        );
        expect(utilityBound).toBeGreaterThanOrEqual(utility);
        expect(gap).toBeGreaterThanOrEqual(0);
        expect(gap).toBeLessThan(0.02);
        for (const { rendition } of parts) expect(text).toContain(rendition.text);
        if (parts.length > 0 && omitted.length > 0) {
          expect(text.split("\n").at(-1)).toMatch(/^\.\.\. not shown: /);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("never gives less utility for more tokens", () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: 300 }), (all, from) => {
        let before = 0;
        for (let totalTokens = from; totalTokens < from + 25; totalTokens++) {
          const { utility } = packContext(all, { totalTokens });
          expect(utility).toBeGreaterThanOrEqual(before - 1e-9);
          before = utility;
        }
      }),
      { numRuns: 12 },
    );
  });

  it("never shows less of what is pinned for more tokens, nor less utility for as much of it", () => {
    const pinned = ["f5.md", "f3.md"];
    let before = { shown: 0, utility: 0 };
    for (let totalTokens = 60; totalTokens < 900; totalTokens += 8) {
      const { parts, utility } = packContext(POOL, { totalTokens, pinned });
      const shown = parts.reduce((sum, part) => sum + (part.pinned ? part.value : 0), 0);
      expect(shown).toBeGreaterThanOrEqual(before.shown - 1e-9);
      if (shown - before.shown < 1e-9) {
        expect(utility).toBeGreaterThanOrEqual(before.utility - 1e-9);
      }
      before = { shown, utility };
    }
    expect(before.shown).toBe(2);
  });

  it("gives the same bytes for any order of candidates and renditions", () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: 500 }), (all, totalTokens) => {
        const turned = all
          .map((one) => ({ ...one, renditions: one.renditions.toReversed() }))
          .toReversed();
        const options = { totalTokens, query: "lamp in the garden" };
        expect(packContext(turned, options)).toEqual(packContext(all, options));
      }),
      { numRuns: 40 },
    );
  });

  it("shows everything whole, and no note, where it fits", () => {
    const packed = packContext(POOL, { totalTokens: 5000 });
    expect(packed).toMatchObject({ omitted: [], utility: packed.utilityBound, gap: 0 });
    expect(refsOf(packed)).toEqual(POOL.map(({ ref }) => ref));
    expect(packed.text).not.toContain("not shown");
    const exactly = packContext(POOL, { totalTokens: packed.tokens + POOL.length });
    expect(exactly.text).toBe(packed.text);
  });

  it("uses at least 95 % where there is enough material, and changes little for little", () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      ref: `src/part-${index}.md`,
      relevance: 1 + (index % 7),
      renditions: [120, 60, 30, 12].map((size) => ({ text: prose(size, index * 17) })),
    }));
    let last: PackedContext | undefined;
    for (let totalTokens = 1500; totalTokens <= 1530; totalTokens += 10) {
      const packed = packContext(many, { totalTokens });
      expect(packed.tokens).toBeGreaterThanOrEqual(0.95 * totalTokens);
      const before = new Set(last === undefined ? refsOf(packed) : refsOf(last));
      const came = refsOf(packed).filter((ref) => !before.has(ref));
      expect(came.length).toBeLessThanOrEqual(2);
      last = packed;
    }
  });

  it("says what is not shown, with sizes as far as there is room and a count of the rest", () => {
    const many = Array.from({ length: 80 }, (_, index) => ({
      ref: `n${index}`,
      relevance: 80 - index,
      renditions: [{ text: prose(400, index * 7), tokens: 1234 }],
    }));
    const { text, omitted, parts } = packContext(many, { totalTokens: 2500 });
    const note = text.split("\n").at(-1) ?? "";
    expect(note).toMatch(
      /^\.\.\. not shown: n\d+ \(1,234 tokens\), .*, and \d+ more, [\d,]+ tokens$/,
    );
    const named = [...note.matchAll(/n\d+ \(/g)].length;
    const rest = omitted.length - named;
    const formatted = String(rest * 1234).replace(/(?=\d{3}$)/, ",");
    expect(note).toContain(`and ${rest} more, ${formatted} tokens`);
    expect(parts.length + omitted.length).toBe(80);
    expect(omitted[0]).toMatchObject({ tokens: 1234, smallest: 1234, reason: "outweighed" });
    const [large] = packContext(many, { totalTokens: 1200 }).omitted;
    expect(large).toMatchObject({ ref: "n0", reason: "too-large" });
  });

  it("shows an equal text once and names the other, and values repetition less", () => {
    const shared = prose(80, 5);
    const packed = packContext(
      [
        { ref: "copy", relevance: 1, renditions: [{ text: shared }] },
        { ref: "first", relevance: 2, renditions: [{ text: shared }] },
        { ref: "near", relevance: 1, renditions: [{ text: `${shared} and something else.` }] },
        { ref: "new", relevance: 1, renditions: [{ text: prose(84, 77) }] },
      ],
      { totalTokens: 245 },
    );
    expect(refsOf(packed)).toEqual(["first", "new"]);
    expect(packed.omitted).toMatchObject([
      { ref: "copy", reason: "duplicate", sameAs: "first" },
      { ref: "near", reason: "outweighed" },
    ]);
    expect(packed.text).toContain("copy (same as first)");
  });

  it("shows what is pinned first, whole where it fits, else as much as lets all of it in", () => {
    const pinned = ["f6.md", "f4.md"];
    const whole = packContext(POOL, { totalTokens: 260, pinned });
    expect(refsOf(whole).slice(0, 2)).toEqual(pinned);
    expect(whole.parts.slice(0, 2).map(({ value }) => value)).toEqual([1, 1]);
    const tight = packContext(POOL, { totalTokens: 120, pinned });
    expect(refsOf(tight).slice(0, 2)).toEqual(pinned);
    expect(tight.parts.map(({ pinned: is }) => is)).toContain(true);
    const refused = codeOf(() => packContext(POOL, { totalTokens: 40, pinned }));
    const [, more] = /, (\d+) more than the 40 /.exec(refused) ?? [];
    expect(refused).toContain("BUDGET_UNSATISFIABLE");
    const enough = 40 + Number(more);
    expect(refsOf(packContext(POOL, { totalTokens: enough, pinned }))).toEqual(pinned);
    expect(codeOf(() => packContext(POOL, { totalTokens: enough - 1, pinned }))).toContain(
      "BUDGET",
    );
  });

  it("keeps to the limit, and refuses nothing, where renditions understate their tokens", () => {
    const honest = POOL.map(({ renditions: [whole], ...one }) => {
      return { ...one, renditions: whole === undefined ? [] : [whole] };
    });
    const liars = honest.map((one) => ({
      ...one,
      renditions: one.renditions.map((rendition) => ({ ...rendition, tokens: 1 })),
    }));
    const packed = packContext(liars, { totalTokens: 330 });
    const { text, utility, omitted } = packContext(honest, { totalTokens: 330 });
    expect(packed).toMatchObject({ text, utility, omitted });
    expect(packed.parts.length).toBeGreaterThan(0);
  });

  it("keeps to the limit of a counter whose counts do not add up", () => {
    const { encoding, exact } = createTokenCounter();
    const counter = { encoding, exact, count: (text: string) => Math.ceil(text.length ** 1.05) };
    const { text, tokens } = packContext(POOL, { totalTokens: 900, counter });
    expect(tokens).toBe(counter.count(text));
    expect(tokens).toBeLessThanOrEqual(900);
    expect(text).not.toBe("");
  });

  it("lets no title and no ref forge a line", () => {
    const { text } = packContext(
      [{ ref: "a\n## b", title: "x\r\n\u2029## forged", renditions: [{ text: "body" }] }],
      { totalTokens: 100 },
    );
    expect(text).toBe("## x ## forged (a ## b)\nbody");
  });

  it("ranks by the words of the query what states no relevance, and never shows what is worth nothing", () => {
    const packed = packContext(
      [
        { ref: "a", renditions: [{ text: "A clock ticks in the hall." }] },
        { ref: "b", renditions: [{ text: "The lamp costs 819 euros." }] },
        { ref: "c", relevance: 0, renditions: [{ text: "The lamp costs nothing." }] },
      ],
      { totalTokens: 100, query: "What does the lamp cost?" },
    );
    expect(refsOf(packed)).toEqual(["b", "a"]);
    expect(packed.omitted).toMatchObject([{ ref: "c", reason: "worthless" }]);
  });

  it("answers nothing for nothing, and a note where no part fits", () => {
    expect(packContext([], { totalTokens: 0 })).toMatchObject({ text: "", tokens: 0, gap: 0 });
    expect(packContext(POOL, { totalTokens: 3 })).toMatchObject({ text: "", tokens: 0, parts: [] });
    const { text, parts } = packContext(POOL, { totalTokens: 16 });
    expect([text.slice(0, 14), parts]).toEqual(["... not shown:", []]);
  });

  it.each<[string, readonly unknown[], object]>([
    ["totalTokens must be", [], { totalTokens: -1 }],
    ["totalTokens must be", [], { totalTokens: 2.5 }],
    ["totalTokens must be", [], { totalTokens: Number.NaN }],
    ["reserve must be", [], { totalTokens: 9, reserve: -2 }],
    ["reserve is 10, more", [], { totalTokens: 9, reserve: 10 }],
    [
      "pinned names a ref twice",
      [{ ref: "a", renditions: [{ text: "" }] }],
      { pinned: ["a", "a"] },
    ],
    ['pinned names "b", which is no candidate', [], { pinned: ["b"] }],
    ["pinned must be", [], { pinned: "b" }],
    ["query must be", [], { query: 7 }],
    ["must be a text that is not empty", [{ ref: "", renditions: [{ text: "" }] }], {}],
    ["is there twice", [1, 2].map(() => ({ ref: "a", renditions: [{ text: "" }] })), {}],
    ["has no renditions", [{ ref: "a", renditions: [] }], {}],
    ["without a text", [{ ref: "a", renditions: [{}] }], {}],
    ["of 0.5 tokens", [{ ref: "a", renditions: [{ text: "", tokens: 0.5 }] }], {}],
    ["of value 1.5", [{ ref: "a", renditions: [{ text: "", value: 1.5 }] }], {}],
    ["the relevance nan", [{ ref: "a", relevance: Number.NaN, renditions: [{ text: "" }] }], {}],
    ["the importance -1", [{ ref: "a", importance: -1, renditions: [{ text: "" }] }], {}],
    ["a title that is no text", [{ ref: "a", title: 4, renditions: [{ text: "" }] }], {}],
  ])("refuses: %s", (message, given, options) => {
    const all = given as readonly ContextCandidate<ContextRendition>[];
    const thrown = codeOf(() => packContext(all, { totalTokens: 100, ...options }));
    expect(thrown.toLowerCase()).toContain(`invalid_option: `);
    expect(thrown.toLowerCase()).toContain(message.toLowerCase());
  });
});

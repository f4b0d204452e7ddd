import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTokenPakError } from "../errors.ts";
import { mixedText } from "./__fixtures__/mixed-text.ts";
import { countTokens } from "./count-tokens.ts";
import { encodeTokens } from "./encode-tokens.ts";
import { ENCODINGS, EXACT_ENCODINGS } from "./encodings.ts";
import { truncateToTokens } from "./truncate-to-tokens.ts";

const limit = fc.integer({ min: 0, max: 60 });

describe("truncateToTokens", () => {
  it.each(ENCODINGS)(
    "gives a prefix that is within the limit, all of what fits, in %s",
    (encoding) => {
      fc.assert(
        fc.property(mixedText, limit, (text, maxTokens) => {
          const cut = truncateToTokens(text, maxTokens, { encoding });
          expect(text.startsWith(cut)).toBe(true);
          expect(countTokens(cut, { encoding })).toBeLessThanOrEqual(maxTokens);
          if (countTokens(text, { encoding }) <= maxTokens) expect(cut).toBe(text);
          expect(cutsPair(text, cut.length)).toBe(false);
        }),
        { numRuns: 300 },
      );
    },
  );

  it("finds the longest prefix of short texts", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EXACT_ENCODINGS),
        mixedText,
        limit,
        (encoding, text, maxTokens) => {
          const short = text.slice(0, 40);
          const cut = truncateToTokens(short, maxTokens, { encoding });
          for (let units = cut.length + 1; units <= short.length; units++) {
            if (!cutsPair(short, units)) {
              expect(countTokens(short.slice(0, units), { encoding })).toBeGreaterThan(maxTokens);
            }
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  it("uses the limit up on ordinary text", () => {
    const text = "Packing what a model reads into fewer tokens, with nothing made up.\n".repeat(
      200,
    );
    for (const maxTokens of [1, 2, 3, 10, 100, 1000, 2001]) {
      expect(countTokens(truncateToTokens(text, maxTokens))).toBe(maxTokens);
    }
  });

  it("ends inside a piece of any length, in time that is not its square", () => {
    for (const unit of ["a", " ", "=", "的", "\n"]) {
      const text = unit.repeat(200_000);
      const cut = truncateToTokens(text, 1000);
      expect(countTokens(cut)).toBe(1000);
      expect(text.startsWith(cut)).toBe(true);
    }
  });

  it("keeps a prefix of the ids where the limit falls on a word's end", () => {
    const text = "one two three four five";
    expect(encodeTokens(truncateToTokens(text, 3))).toEqual(encodeTokens(text).slice(0, 3));
    expect(truncateToTokens(text, 3)).toBe("one two three");
  });

  it("never cuts a character of several tokens or a surrogate pair", () => {
    expect(truncateToTokens("𐐀𐐀", 1)).toBe("");
    expect(truncateToTokens("ok 🏳️‍🌈", 1)).toBe("ok");
  });

  it("gives the empty string for a limit of 0", () => {
    for (const encoding of ENCODINGS) {
      expect(truncateToTokens("anything", 0, { encoding })).toBe("");
      expect(truncateToTokens("", 0, { encoding })).toBe("");
    }
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d tokens", (maxTokens) => {
    let failure: unknown;
    try {
      truncateToTokens("a", maxTokens);
    } catch (error) {
      failure = error;
    }
    expect(isTokenPakError(failure, "INVALID_OPTION")).toBe(true);
  });
});

/** Whether `text` has a surrogate pair around `units`. */
function cutsPair(text: string, units: number): boolean {
  return units > 0 && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(units - 1, units + 1));
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTiling } from "./check-tiling.ts";
import { renderCuts } from "./render-cuts.ts";
import { Source } from "./source.ts";

const counter = { encoding: "characters", exact: true, count: (text: string) => text.length };
const SIGIL = "...";

const texts = fc
  .array(fc.constantFrom("a", "b", " ", "\n", "\n", "\r", "... line 2", "word. "), {
    maxLength: 60,
  })
  .map((parts) => parts.join(""));

/** A text and cuts at random places in it. */
const cutTexts = texts.chain((text) =>
  fc.array(fc.nat({ max: text.length }), { maxLength: 8 }).map((places) => {
    const sorted = [...new Set(places)].sort((left, right) => left - right);
    const cuts = [];
    for (let at = 0; at + 1 < sorted.length; at += 2) {
      cuts.push({ from: sorted[at] as number, to: sorted[at + 1] as number });
    }
    return { source: new Source(text, { counter }), cuts };
  }),
);

describe("checkTiling", () => {
  it("accepts what renderCuts writes, for cuts anywhere", () => {
    fc.assert(
      fc.property(cutTexts, ({ source, cuts }) => {
        // Four dots: the texts hold lookalikes with three.
        const { body, markers } = renderCuts(source, cuts, { sigil: "...." });
        expect(checkTiling(source, body, "....")).toBeUndefined();
        const kept =
          source.text.length - markers.reduce((sum, { range }) => sum + range[1] - range[0], 0);
        expect(kept).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  const source = new Source("one\ntwo\nthree\nfour is long. And goes on. To its end\n", {
    counter,
  });

  it.each([
    ["a line that the source has not", "one\ntwo\nthird\n... line 4"],
    ["a line left out without a marker", "one\nthree\n... line 4"],
    ["lines in another order", "two\none\n... lines 3-4"],
    ["a marker at the wrong place", "one\n... line 3\nthree\n... line 4"],
    ["a wrong count", "one\n... 2 lines, 2-2\nthree\n... line 4"],
    ["a line torn without a marker", "one\ntwo\nthree\nfour is"],
    ["half a line before a line marker", "one\ntw\n... lines 3-4"],
    ["an end that is missing", "one\ntwo"],
    ["a line said twice", "one\none\n... lines 2-4"],
    ["a span at the wrong offset", "one\ntwo\nthree\nfour is long. \n... span 29-40\nTo its end\n"],
  ])("refuses %s", (_, body) => {
    expect(checkTiling(source, body, SIGIL)).toBeDefined();
  });

  it.each([
    ["everything", source.text],
    ["a line marked", "one\n... line 2\nthree\nfour is long. And goes on. To its end\n"],
    ["a sentence marked", "one\ntwo\nthree\nfour is long. \n... span 29-40\n To its end\n"],
    ["everything left out", "... lines 1-4"],
  ])("accepts %s", (_, body) => {
    expect(checkTiling(source, body, SIGIL)).toBeUndefined();
  });
});

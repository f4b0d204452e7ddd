import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrapText } from "./wrap-text.ts";

describe("wrapText", () => {
  it("breaks at spaces, keeps every word, and passes the width only for a longer word", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 30 }), (given, width) => {
        const lines = wrapText(given.join(" "), width);
        expect(lines.join(" ")).toBe(given.join(" "));
        for (const line of lines) {
          expect(line.length <= width || !line.includes(" ")).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifierParts } from "./identifier-parts.ts";

describe("identifierParts", () => {
  it.each([
    ["totalCharacters", "total Characters"],
    ["parseHTTPHeader2", "parse HTTP Header"],
    ["sha256", "sha 256"],
    ["XMLHttpRequest", "XML Http Request"],
    ["plain words, SHOUTED WORDS and snake_case", ""],
    ["aB", ""],
    ["x.getUser(id)", "get User"],
    ["日本語", "日本 本語"],
    ["größeÄndern", ""],
    ["3fa9c1d2e4b5a6978f", ""],
    [`${"aB".repeat(50)}`, ""],
    ["", ""],
  ])("%s", (text, parts) => {
    expect(identifierParts(text)).toBe(parts);
  });

  it("gives only what the text holds, in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        let at = 0;
        for (const part of identifierParts(text).split(" ").filter(Boolean)) {
          // Neighbouring pairs share a character.
          const found = text.indexOf(part, Math.max(0, at - 1));
          expect(found).toBeGreaterThanOrEqual(0);
          at = found + part.length;
        }
      }),
      { numRuns: 300 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headWords, joinLines, splitLines } from "./line-ends.ts";

describe("splitLines", () => {
  it("takes off line breaks of Windows only where every line has them", () => {
    expect(splitLines("a\r\nb\r\n")).toEqual({
      lines: ["a", "b"],
      ends: { crlf: true, open: false },
    });
    expect(splitLines("a\r\nb\n").lines).toEqual(["a\r", "b"]);
    expect(splitLines("a\r\nb\r").lines).toEqual(["a", "b\r"]);
  });

  it("loses nothing of any text that is not empty", () => {
    const texts = fc.array(fc.constantFrom("a", "\r", "\n", "\r\n", "b c"), { minLength: 1 });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join("");
        const { lines, ends } = splitLines(text);
        expect(joinLines(lines, ends)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});

describe("headWords", () => {
  it("says what is unusual", () => {
    expect(headWords({ crlf: true, open: true })).toEqual(["crlf", "open end"]);
    expect(headWords({ crlf: false, open: false })).toEqual([]);
  });
});

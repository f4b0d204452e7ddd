import type { TokenCounter } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** What every TokenCounter must do, exact or estimating. */
export function tokenCounterContract(name: string, create: () => TokenCounter): void {
  describe(`${name}: TokenCounter contract`, () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units)),
    );

    it("names its encoding and says whether it is exact", () => {
      const counter = create();
      expect(counter.encoding).not.toBe("");
      expect(counter.exact).toBe(!counter.encoding.endsWith("-estimate"));
    });

    it("counts whole numbers, nothing for nothing, something for something", () => {
      const counter = create();
      expect(counter.count("")).toBe(0);
      fc.assert(
        fc.property(anyText, (text) => {
          const tokens = counter.count(text);
          expect(Number.isSafeInteger(tokens)).toBe(true);
          expect(tokens > 0).toBe(text !== "");
        }),
      );
    });

    it("counts the same again, and in another instance that has seen other texts", () => {
      fc.assert(
        fc.property(anyText, anyText, (text, other) => {
          const first = create().count(text);
          const counter = create();
          counter.count(other);
          expect(counter.count(text)).toBe(first);
        }),
      );
    });

    it("takes special-token text, lone surrogates and a long run of one character for text", () => {
      const counter = create();
      for (const text of ["<|endoftext|>", "\ud800", "a".repeat(50_000), "\0", "\ufeff\u0085"]) {
        expect(counter.count(text)).toBeGreaterThan(0);
      }
    });
  });
}

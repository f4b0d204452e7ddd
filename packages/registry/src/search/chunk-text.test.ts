import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkText } from "./chunk-text.ts";

describe("chunkText", () => {
  it("covers any text with whole lines, in order, in chunks of bounded size", () => {
    const line = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constant("x".repeat(5000)),
      fc.constant("\r"),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 500 }), fc.boolean(), (lines, ends) => {
        const text = lines.join("\n") + (ends ? "\n" : "");
        const chunks = chunkText(text);
        const pieces = chunks.map(({ startAt, endAt }) => text.slice(startAt, endAt));
        expect(pieces.join("")).toBe(text);
        let lineNumber = 1;
        for (const [index, piece] of pieces.entries()) {
          expect(chunks[index]?.firstLine).toBe(lineNumber);
          lineNumber += piece.split("\n").length - 1;
          if (index < pieces.length - 1) expect(piece.endsWith("\n")).toBe(true);
          expect(piece.length <= 8000 || !piece.slice(0, -1).includes("\n")).toBe(true);
          expect(piece.split("\n").length).toBeLessThanOrEqual(121);
        }
      }),
      { numRuns: 100 },
    );
  });
});

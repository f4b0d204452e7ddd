import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RungRequest } from "../../ladder/kind-processor.ts";
import { Source } from "../../ladder/source.ts";
import { keptFolds } from "./kept-folds.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };
const TEXT = `function parseHeader(line) {
  const width = line.length;
  return width + 1;
}
function other() {
  return "budget of tokens";
}
`;

function keeps(request: Partial<RungRequest>, first: number, last: number, text = TEXT): boolean {
  const source = new Source(text, { counter });
  return keptFolds(source, { query: undefined, preserve: [], ...request })({ first, last });
}

describe("keptFolds", () => {
  it("keeps folds that touch what preserve names, also over several lines", () => {
    expect(keeps({ preserve: ["width + 1"] }, 2, 3)).toBe(true);
    expect(keeps({ preserve: ["width + 1"] }, 6, 6)).toBe(false);
    expect(keeps({ preserve: [/length;\s+return/y] }, 3, 3)).toBe(true);
    expect(keeps({ preserve: ["", /(?:)/] }, 6, 6)).toBe(true);
    expect(keeps({ preserve: [""] }, 6, 6)).toBe(false);
  });

  it("keeps folds that hold an identifier of the query as a whole word, the line above included", () => {
    expect(keeps({ query: "where is parseHeader defined" }, 2, 3)).toBe(true);
    expect(keeps({ query: "where is parseHead2 defined" }, 2, 3)).toBe(false);
    expect(keeps({ query: "where is parseHeader defined" }, 6, 6)).toBe(false);
  });

  it("keeps folds that hold most words of the query", () => {
    expect(keeps({ query: "the budget of a token" }, 6, 6)).toBe(true);
    expect(keeps({ query: "the budget of the whole department" }, 6, 6)).toBe(false);
    expect(keeps({ query: "?!" }, 6, 6)).toBe(false);
  });

  it("agrees with a plain search for preserved text", () => {
    const line = fc.constantFrom("ab", "ba", "a", "", "b\r", "aab");
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.nat(), fc.nat(), (lines, from, length) => {
        const text = lines.join("\n");
        const source = new Source(text, { counter });
        if (source.lineCount === 0) return;
        const first = 1 + (from % source.lineCount);
        const last = Math.min(source.lineCount, first + (length % 3));
        const inside = text.slice(source.lineStart(first), source.lineEnd(last));
        expect(keeps({ preserve: ["ab"] }, first, last, text)).toBe(inside.includes("ab"));
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkTarget } from "./link-target.ts";

const from = new URL("https://api.example.org/items?page=1");
const next = (header: string | null) => linkTarget(header, { relation: "next", from })?.href;

describe("linkTarget", () => {
  it("finds the relation among others, in any order and form", () => {
    expect(next('<https://api.example.org/2>; rel="prev", </3?a=,;>; title="x"; rel="next"')).toBe(
      "https://api.example.org/3?a=,;",
    );
    expect(next("<?page=2>; REL = next; x=1")).toBe("https://api.example.org/items?page=2");
    expect(next('<?page=2>; rel="last next"')).toBe("https://api.example.org/items?page=2");
  });

  it("finds nothing where there is none", () => {
    for (const header of [
      null,
      "",
      "<",
      "<a",
      '<a>; rel="nextish"',
      "<a>",
      '<http://[>; rel="next"',
    ]) {
      expect(next(header)).toBeUndefined();
    }
  });

  it("takes any header", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("<", ">", ";", "rel=", '"', "next", ",", " ", "a")),
        (parts) => {
          const found = next(parts.join(""));
          expect(found === undefined || URL.canParse(found)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

import { unpack } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DECODERS } from "../../decoders.ts";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { decodeLinks } from "./decode-links.ts";
import { encodeLinks } from "./encode-links.ts";

const CHANGES = [1, 2, 3, 4, 5, 6, 7]
  .map((n) => `* fix ${n} ([#${n}](https://github.com/owner/name/issues/${n}))`)
  .join("\n");

describe("encodeLinks", () => {
  it("writes beginnings that many addresses share once", () => {
    expect(encodeLinks(CHANGES)?.split("\n").slice(0, 3)).toEqual([
      "~A https://github.com/owner/name/issues/",
      "",
      "* fix 1 ([#1](~A1))",
    ]);
  });

  it.each(["", "no address", "one https://example.org/a/b/c here", `~A ^A §A ${CHANGES}`])(
    "writes nothing where it does not pay, or the text uses its signs: %#",
    (text) => {
      expect(encodeLinks(text)).toBeUndefined();
    },
  );

  it("gives any text back", () => {
    const part = fc.constantFrom(
      "https://a.example/owner/name/",
      "https://a.example/owner/name/x/y/",
      "http://b.example/some/where/else/",
      "~",
      "^A",
      "A",
      "\n",
      "\r\n",
      " ",
      "\ud800",
      "7",
      ")",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        const encoded = encodeLinks(text);
        if (encoded !== undefined) expect(decodeLinks(encoded)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});

describe("decodeLinks", () => {
  it.each(["", "\n", "~A", "~A x", "~Ahttps://x\n\n", "~A x\n~A y\n\n"])(
    "refuses what no encoder wrote: %j",
    (body) => {
      expect(() => decodeLinks(body)).toThrow(/NOT_REVERSIBLE|unpacked/);
    },
  );
});

describe("the links rung", () => {
  it("is exact, and taken where it is the smallest", () => {
    const { text, level, grade } = new HeuristicEngine().pack(CHANGES, { kind: "markdown" });
    expect({ level, grade }).toEqual({ level: "links", grade: "byte-exact" });
    expect(unpack(text, { decoders: DECODERS })).toBe(CHANGES);
  });
});

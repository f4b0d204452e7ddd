import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineNumberOf, shiftLineNumber } from "../terminal/numbered-line.ts";
import { ItemNames } from "./item-names.ts";
import { formatReference, readReference } from "./reference-marker.ts";

describe("readReference", () => {
  const reference = fc
    .record({
      name: fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom(
          "",
          "item 3",
          "a lines 1-2",
          "lines 3-4",
          "x, numbers +2",
          "of b",
          "= c lines 1",
        ),
      ),
      from: fc.integer({ min: 1, max: 300 }),
      itemFrom: fc.integer({ min: 1, max: 300 }),
      lines: fc.integer({ min: 1, max: 9 }),
      shift: fc.integer({ min: -3, max: 3 }),
    })
    .map(({ name, ...places }) => {
      const names = new ItemNames();
      const own = name === "" ? "" : names.add(name);
      return { ...places, name: own, to: places.from + places.lines - 1 };
    });

  it("reads what is written, whatever the name", () => {
    fc.assert(
      fc.property(reference, fc.constantFrom("...", ".....", ".".repeat(400)), (one, sigil) => {
        expect(readReference(formatReference(one, sigil), sigil)).toEqual(one);
      }),
      { numRuns: 150 },
    );
  });

  it("reads nothing that is written in another way", () => {
    for (const line of [
      "... lines 3-3 of item 1",
      "... lines 03-4 of item 1",
      "... lines 1-3 of ",
      " ... lines 1-3 of item 1",
      "... lines 1-3 = item 1 lines 1-3",
      "... lines 1-3 = item 1 lines 2-9",
      "... lines 3-1 of item 1",
      ".... lines 1-3 of item 1",
    ]) {
      expect(readReference(line, "..."), line).toBeUndefined();
    }
  });
});

describe("ItemNames", () => {
  it("gives each item a name of its own, on one line", () => {
    const names = new ItemNames();
    const given = [
      "a",
      "a",
      undefined,
      "a (2)",
      "item 6",
      undefined,
      " b\n\t\u202ec\u2028 ",
      "x".repeat(99),
    ];
    expect(given.map((name) => names.add(name))).toEqual([
      "a",
      "a (2)",
      "item 3",
      "a (2) (2)",
      "item 6",
      "item 6 (2)",
      "b c",
      "x".repeat(80),
    ]);
    names.truncate(1);
    expect([names.add("a"), names.add("a (2)"), names.add("a")]).toEqual([
      "a (2)",
      "a (2) (2)",
      "a (3)",
    ]);
  });
});

describe("shiftLineNumber", () => {
  it("moves numbers in every style of file views, and only those", () => {
    for (const [line, moved] of [
      ["9:foo", "11:foo"],
      ["   9→foo", "  11→foo"],
      ["     9\tfoo", "    11\tfoo"],
      ["9| foo", "11| foo"],
      ["09:foo", "09:foo"],
      ["foo 9:", "foo 9:"],
      ["1234567890:foo", "1234567890:foo"],
    ] as const) {
      expect(shiftLineNumber(line, 2)).toBe(moved);
    }
    expect(lineNumberOf("12 foo")).toBeUndefined();
  });
});

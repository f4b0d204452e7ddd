import { createTokenCounter } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { Source } from "../../ladder/source.ts";
import { csvUnits } from "./csv-units.ts";

const unitsOf = (text: string) => {
  const units = csvUnits(new Source(text, { counter: createTokenCounter() }), {
    query: undefined,
    preserve: [],
  });
  return units.map(({ from, to, parent }) => [text.slice(from, to), parent]);
};

describe("csvUnits", () => {
  it("are records, those with line breaks in one piece, that need their header", () => {
    expect(unitsOf('\ufeff# c\r\nid,note\r\n1,"a\r\nb"\r\n2,c\r\n3,d\r\n')).toEqual([
      ["\ufeff# c\r\n", undefined],
      ["id,note\r\n", undefined],
      ['1,"a\r\nb"\r\n', 1],
      ["2,c\r\n", 1],
      ["3,d\r\n", 1],
    ]);
  });

  it("are lines where there is no table", () => {
    expect(unitsOf("one\ntwo\n")).toEqual([
      ["one\n", undefined],
      ["two\n", undefined],
    ]);
  });
});

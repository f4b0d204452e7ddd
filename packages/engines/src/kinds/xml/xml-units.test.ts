import { createTokenCounter } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { Source } from "../../ladder/source.ts";
import { xmlUnits } from "./xml-units.ts";

const request = { query: undefined, preserve: [] };
const unitsOf = (text: string) =>
  xmlUnits(new Source(text, { counter: createTokenCounter() }), request);

describe("xmlUnits", () => {
  const items = Array.from({ length: 30 }, (_, at) => `  <item id="${at}">some text here</item>\n`);
  const text = `<?xml version="1.0"?>\n<list>\n${items.join("")}</list>\n`;

  it("tile the document, elements needing the tag that they stand in", () => {
    const units = unitsOf(text);
    expect(units.map(({ from, to }) => text.slice(from, to)).join("")).toBe(text);
    expect(text.slice(units[1]?.from, units[1]?.to)).toBe("<list>\n");
    expect(units.slice(2).every(({ parent }) => parent === 1)).toBe(true);
    expect(units.map(({ from, to }) => text.slice(from, to))).toContain(items[17]);
  });

  it("tile any depth", () => {
    const deep = `${"<a>".repeat(5000)}x${"</a>".repeat(5000)}`;
    const units = unitsOf(deep);
    expect(units.map(({ from, to }) => deep.slice(from, to)).join("")).toBe(deep);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonStyleOf, layOutJson } from "./json-style.ts";

describe("layOutJson", () => {
  it("lays any document out as JSON.stringify does, and finds out how it was laid out", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(1, 2, 3, 4, 8, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const minified = JSON.stringify(value);
        const style = indent === "\t" ? "tabs" : (`indent ${Number(indent)}` as const);
        expect(layOutJson(minified, style)).toBe(text);
        if (text.includes("\n")) expect(jsonStyleOf(text)).toBe(style);
      }),
    );
  });

  it("lays out on one line with spaces", () => {
    const text = '{"a": [1, {"b": "x:,y"}], "c": {}}';
    expect(jsonStyleOf(text)).toBe("spaced");
    expect(layOutJson('{"a":[1,{"b":"x:,y"}],"c":{}}', "spaced")).toBe(text);
  });

  it("leaves what is too deep, and what is damaged, without growing it", () => {
    const deep = "[".repeat(100_000);
    expect(layOutJson(deep, "indent 8")).toBe(deep);
    expect(layOutJson(']]"', "tabs").length).toBeLessThan(20);
  });
});

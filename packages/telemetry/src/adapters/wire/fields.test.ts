import { describe, expect, it } from "vitest";
import {
  extraOf,
  fieldAt,
  fieldsAt,
  fieldsOf,
  itemsAt,
  itemsOf,
  numberAt,
  numberOf,
  textAt,
  textOf,
} from "./fields.ts";

describe("fieldsOf", () => {
  it("has the fields of an object, and none of anything else", () => {
    expect(fieldsOf({ a: 1 })).toEqual({ a: 1 });
    for (const other of [null, undefined, 1, "a", true, [1]]) expect(fieldsOf(other)).toEqual({});
  });
});

describe("itemsOf", () => {
  it("has the items of an array, and none of anything else", () => {
    expect(itemsOf([1, 2])).toEqual([1, 2]);
    for (const other of [null, 1, "ab", { 0: 1, length: 1 }]) expect(itemsOf(other)).toEqual([]);
  });
});

describe("textOf", () => {
  it("has text alone", () => {
    expect([textOf(""), textOf("a"), textOf(1), textOf(null)]).toEqual([
      "",
      "a",
      undefined,
      undefined,
    ]);
  });
});

describe("numberOf", () => {
  it("has numbers that JSON can write", () => {
    const values = [1.5, -1, Number.POSITIVE_INFINITY, Number.NaN, "1"];
    expect(values.map(numberOf)).toEqual([1.5, -1, undefined, undefined, undefined]);
  });
});

describe("fieldAt", () => {
  it("has own fields alone", () => {
    const fields = fieldsOf(JSON.parse('{"a":"b","n":1,"l":[1],"o":{"p":2}}'));
    expect(fieldAt(fields, "a")).toBe("b");
    expect(fieldAt(fields, "constructor")).toBe(undefined);
    expect(textAt(fields, "a")).toBe("b");
    expect(numberAt(fields, "n")).toBe(1);
    expect(itemsAt(fields, "l")).toEqual([1]);
    expect(fieldsAt(fields, "o")).toEqual({ p: 2 });
    expect([textAt(fields, "n"), numberAt(fields, "a")]).toEqual([undefined, undefined]);
  });
});

describe("extraOf", () => {
  it("has every field that is not known", () => {
    expect(extraOf({ a: 1, b: null, c: [2] }, new Set(["a"]))).toEqual({ b: null, c: [2] });
  });

  it("keeps a field that is named like the prototype as a field", () => {
    const extra = extraOf(JSON.parse('{"__proto__":{"known":1},"a":2}'), new Set(["a"]));
    expect(Object.keys(extra)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(extra)).toBe(Object.prototype);
  });
});

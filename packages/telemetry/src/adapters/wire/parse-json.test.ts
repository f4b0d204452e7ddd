import { describe, expect, it } from "vitest";
import { parseJson } from "./parse-json.ts";

describe("parseJson", () => {
  it("reads JSON of any kind", () => {
    expect(['{"a":[1]}', "null", '"x"'].map(parseJson)).toEqual([{ a: [1] }, null, "x"]);
  });

  it("has nothing for what is no JSON", () => {
    expect(["", "[DONE]", '{"a":', "{'a':1}"].map(parseJson)).toEqual(Array(4).fill(undefined));
  });
});

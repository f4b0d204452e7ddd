import { describe, expect, it } from "vitest";
import { errorOf } from "./error-of.ts";

describe("errorOf", () => {
  it("reads the fields of OpenAI and of Google, and mere text", () => {
    expect(errorOf({ type: "a", code: "b", message: "c", param: null })).toEqual({
      type: "a",
      code: "b",
      message: "c",
    });
    expect(errorOf({ code: 429, status: "RESOURCE_EXHAUSTED", message: "c" })).toEqual({
      type: "RESOURCE_EXHAUSTED",
      code: "429",
      message: "c",
    });
    expect(errorOf("c")).toEqual({ message: "c" });
    expect(errorOf({ reason: 1 })).toEqual({ message: "" });
  });

  it("says nothing where nothing was said", () => {
    const nothing = [undefined, null, {}, [], 0, false];
    expect(nothing.map(errorOf)).toEqual(nothing.map(() => undefined));
  });
});

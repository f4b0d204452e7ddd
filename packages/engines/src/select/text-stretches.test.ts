import { createTokenCounter } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { Source } from "../ladder/source.ts";
import { textStretches } from "./text-stretches.ts";

describe("textStretches", () => {
  it("takes a paragraph of more sentences than a call has room for arguments", () => {
    const count = 150_000;
    const source = new Source("It is. ".repeat(count), { counter: createTokenCounter() });
    expect(textStretches(source)).toHaveLength(count);
  });
});

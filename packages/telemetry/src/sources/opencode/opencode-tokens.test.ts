import type { JsonValue } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { opencodeTokens } from "./opencode-tokens.ts";

function tokens(said: JsonValue, providerID = "openai") {
  const { counts, costIsRight } = opencodeTokens({ tokens: said, providerID });
  return [
    counts.uncachedInput,
    counts.cacheRead,
    counts.cacheWriteOther,
    counts.output,
    counts.reasoning,
    costIsRight,
  ];
}

describe("opencodeTokens", () => {
  it("adds reasoning to an output that the total says is without it (recorded: 1500 in, 1024 of it cached, 300 out)", () => {
    const said = {
      total: 1800,
      input: 476,
      output: 44,
      reasoning: 256,
      cache: { write: 0, read: 1024 },
    };
    expect(tokens(said)).toEqual([476, 1024, 0, 300, 256, true]);
  });

  it("keeps input apart from what was cached (recorded: Anthropic's 12 + 2000 + 100)", () => {
    const said = {
      total: 2188,
      input: 12,
      output: 76,
      reasoning: 0,
      cache: { write: 100, read: 2000 },
    };
    expect(tokens(said, "anthropic")).toEqual([12, 2000, 100, 76, 0, true]);
  });

  it("takes reasoning for a part of an output that the total says includes it", () => {
    const said = { total: 1800, input: 476, output: 300, reasoning: 256, cache: { read: 1024 } };
    expect(tokens(said)).toEqual([476, 1024, 0, 300, 256, false]);
  });

  it("goes by the provider where there is no total: included, but for Google's models", () => {
    const said = { input: 100, output: 300, reasoning: 256, cache: { read: 0, write: 0 } };
    expect(tokens(said)).toEqual([100, 0, 0, 300, 256, false]);
    expect(tokens(said, "google-vertex")).toEqual([100, 0, 0, 556, 256, true]);
  });

  it("knows that an output below its reasoning is without it", () => {
    expect(tokens({ input: 1, output: 10, reasoning: 50 })).toEqual([1, 0, 0, 60, 50, true]);
  });

  it("believes no count that cannot be", () => {
    const said = { input: -1, output: "5", reasoning: 1.5, cache: { read: null, write: 1e300 } };
    expect(tokens(said)).toEqual([0, 0, 0, 0, 0, true]);
    expect(tokens("none")).toEqual([0, 0, 0, 0, 0, true]);
  });
});

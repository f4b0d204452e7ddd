import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { usageOf } from "./__fixtures__/usage-of.ts";
import { createPricer } from "./create-pricer.ts";
import { findInTable, tableHasProvider } from "./price-table.ts";

const { cache } = createRequire(import.meta.url);

function tableIsLoaded(): boolean {
  return Object.keys(cache).some((file) => file.includes("genai-prices"));
}

describe("findInTable", () => {
  it("loads the table at the first price, and not before", () => {
    const pricer = createPricer();
    expect(tableIsLoaded()).toBe(false);
    pricer.price({ provider: "openai", model: "gpt-5", usage: usageOf({ output: 1 }) });
    expect(tableIsLoaded()).toBe(true);
  });

  it("has no answer for what is not in the table", () => {
    expect(findInTable("openai", "no-such-model")).toBeUndefined();
    expect(findInTable("no-such-provider", "gpt-5")).toBeUndefined();
  });

  it("tells its own providers from names that only look like them", () => {
    expect(tableHasProvider("openai")).toBe(true);
    expect(tableHasProvider("my-openai-mirror")).toBe(false);
  });
});

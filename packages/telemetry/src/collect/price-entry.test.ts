import type { Price, Pricer } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { AT, entryOf } from "./__fixtures__/event-lines.ts";
import { priceEntry } from "./price-entry.ts";

const PRICE: Price = {
  costNanos: 5,
  inputNanos: 1,
  cacheReadNanos: 1,
  cacheWriteNanos: 1,
  outputNanos: 2,
  toolNanos: 0,
  costUsd: 5e-9,
  priceProvider: "test",
  priceModel: "test-model-1",
  match: "fuzzy",
  priceTable: "table-1",
  assumptions: [],
};

const pricer: Pricer = {
  priceTable: "table-1",
  price: ({ provider, model, at }) =>
    provider === "test" && model === "test-model" && at === AT ? PRICE : undefined,
};

const PRICED = {
  costNanos: 5,
  costSource: "calculated",
  priceModel: "test-model-1",
  priceMatch: "fuzzy",
  priceTable: "table-1",
};

describe("priceEntry", () => {
  it("prices what has no cost, at once or later", async () => {
    const entry = entryOf("a");
    expect(priceEntry(entry, pricer)).toEqual({ ...entry, ...PRICED });
    const later: Pricer = { ...pricer, price: async (question) => pricer.price(question) };
    expect(await priceEntry(entry, later)).toEqual({ ...entry, ...PRICED });
  });

  it("leaves what has no price without a cost", () => {
    const entry = entryOf("a", { model: "another" });
    expect(priceEntry(entry, pricer)).toEqual(entry);
  });

  it("leaves a cost that was reported, also one of 0", () => {
    const entry = entryOf("a", { costNanos: 0, costSource: "reported" });
    expect(priceEntry(entry, pricer)).toEqual(entry);
  });

  it("does not ask for a provider that nobody knows", () => {
    const asked: unknown[] = [];
    const asking: Pricer = { ...pricer, price: ({ provider }) => void asked.push(provider) };
    priceEntry(entryOf("a", { provider: "unknown" }), asking);
    expect(asked).toEqual([undefined]);
  });
});

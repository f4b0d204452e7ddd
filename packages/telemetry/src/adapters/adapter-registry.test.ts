import { isTokenPakError } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import {
  anthropicAgentRequest,
  anthropicCachedResponse,
  anthropicPlainRequest,
} from "../../tests/samples/anthropic-samples.ts";
import { AdapterRegistry } from "./adapter-registry.ts";
import { anthropicMessages } from "./anthropic/anthropic-messages-adapter.ts";
import type { ProviderAdapter } from "./provider-adapter.ts";
import { unknownAdapter } from "./unknown-adapter.ts";

const scoring = (name: string, score: unknown): ProviderAdapter => ({
  ...unknownAdapter,
  name,
  detect: () => score as number,
});

const failing: ProviderAdapter = {
  ...unknownAdapter,
  name: "failing",
  detect: () => {
    throw new Error("broken");
  },
};

describe("AdapterRegistry", () => {
  it("finds the surest adapter from a score of a half on, else the unknown one", () => {
    const registry = new AdapterRegistry([scoring("a", 0.6), scoring("b", 0.8), scoring("c", 0.7)]);
    expect(registry.detect({}).name).toBe("b");
    expect(new AdapterRegistry([scoring("a", 0.5)]).detect({}).name).toBe("a");
    expect(new AdapterRegistry([scoring("a", 0.49)]).detect({})).toBe(unknownAdapter);
    expect(new AdapterRegistry().detect({})).toBe(unknownAdapter);
  });

  it("prefers the last registered of equally sure ones", () => {
    const names = ["a", "b", "c"];
    const registry = new AdapterRegistry(names.map((name) => scoring(name, 0.9)));
    expect(registry.detect({}).name).toBe("c");
    expect(registry.rank({}).map(({ adapter }) => adapter.name)).toEqual(["c", "b", "a"]);
  });

  it("takes an adapter that throws, or scores no number from 0 to 1, for one that abstains", () => {
    const odd = [Number.NaN, -1, 2, "0.9", undefined, null];
    const registry = new AdapterRegistry([
      failing,
      ...odd.map((score, index) => scoring(`odd-${index}`, score)),
      scoring("a", 0.5),
    ]);
    expect(registry.detect({}).name).toBe("a");
    expect(registry.rank({}).map(({ score }) => score)).toEqual([0.5, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("replaces the adapter of the same name", () => {
    const registry = new AdapterRegistry([scoring("a", 0.9), scoring("b", 0.9)]);
    const other = scoring("a", 0.9);
    expect(registry.register(other)).toBe(registry);
    expect(registry.adapters.map(({ name }) => name)).toEqual(["b", "a"]);
    expect(registry.detect({})).toBe(other);
  });

  it("refuses what is no adapter", () => {
    const { usageStream: _, ...incomplete } = unknownAdapter;
    const wrong = [null, undefined, 7, "openai", {}, { ...unknownAdapter, name: "" }, incomplete];
    for (const adapter of wrong) {
      expect(() => new AdapterRegistry().register(adapter as ProviderAdapter)).toThrow(
        expect.toSatisfy((error) => isTokenPakError(error, "INVALID_OPTION")),
      );
    }
  });

  it("has registries of its own for every buildDefault", () => {
    const registry = AdapterRegistry.buildDefault();
    registry.register(scoring("mine", 1));
    expect(AdapterRegistry.buildDefault().adapters.map(({ name }) => name)).not.toContain("mine");
    expect(registry.detect(anthropicCachedResponse).name).toBe("mine");
  });

  it("lets the path decide where an adapter knows it, and the body where none does", () => {
    const registry = AdapterRegistry.buildDefault();
    const names = (path: string) => registry.detect(anthropicAgentRequest, { path }).name;
    expect(names("/v1/messages?beta=true")).toBe("anthropic-messages");
    expect(names("/some/gateway")).toBe("anthropic-messages");
    expect(registry.detect({}, { path: "/some/gateway" })).toBe(unknownAdapter);
    expect(registry.detect(null, { path: "/v1/messages" })).toBe(anthropicMessages);
  });

  it("takes no request beside completions for one, whatever its body", () => {
    const registry = AdapterRegistry.buildDefault();
    for (const path of [
      "/v1/messages/count_tokens?beta=true",
      "/v1/messages/batches",
      "/v1/messages/batches/msgbatch_1/results",
      "/v1beta/models/gemini-3:countTokens",
      "/v1/responses/input_tokens",
      "/v1/embeddings",
    ]) {
      expect(registry.detect(anthropicPlainRequest, { path }), path).toBe(unknownAdapter);
    }
  });
});

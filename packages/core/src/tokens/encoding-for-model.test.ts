import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { encodingForModel } from "./encoding-for-model.ts";

const models = createRequire(import.meta.url)("@dqbd/tiktoken/model_to_encoding.json") as Record<
  string,
  string
>;

describe("encodingForModel", () => {
  it("gives every model of @dqbd/tiktoken its encoding", () => {
    const ours = Object.keys(models).map((model) => [model, encodingForModel(model)]);
    expect(Object.fromEntries(ours)).toEqual(models);
  });

  it.each([
    ["gpt-5.2-codex", "o200k_base"],
    ["gpt-4.1-nano", "o200k_base"],
    ["gpt-4o-2024-08-06", "o200k_base"],
    ["gpt-oss-120b", "o200k_base"],
    ["o4-mini-high", "o200k_base"],
    ["gpt-4-turbo", "cl100k_base"],
    ["gpt-3.5-turbo", "cl100k_base"],
    ["claude-sonnet-4-5", "claude-estimate"],
    ["gemini-2.5-pro", "gemini-estimate"],
  ])("knows %s by the beginning of its name", (model, encoding) => {
    expect(encodingForModel(model)).toBe(encoding);
  });

  it.each([
    ["openai/gpt-4o", "o200k_base"],
    ["anthropic/claude-3.5-sonnet:beta", "claude-estimate"],
    ["openrouter/google/gemini-pro", "gemini-estimate"],
    ["us.anthropic.claude-opus-4-1-20250805-v1:0", "claude-estimate"],
    ["ft:gpt-4o-mini:acme", "o200k_base"],
    ["Claude-Opus-4-1", "claude-estimate"],
  ])("ignores the provider and letter case of %s", (model, encoding) => {
    expect(encodingForModel(model)).toBe(encoding);
  });

  it.each(["", "llama-3", "o10", "adamant", "gpt-4ever", "my-gpt-4o", "constructor"])(
    "does not guess for %j",
    (model) => {
      expect(encodingForModel(model)).toBeUndefined();
    },
  );
});

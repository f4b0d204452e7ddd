import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { createFindModel } from "./find-model.ts";
import { overlayIndex } from "./overlay-index.ts";
import { SHIPPED_OVERLAY } from "./shipped-overlay.ts";

const find = createFindModel([overlayIndex(SHIPPED_OVERLAY)]);

function found(provider: string | undefined, model: string): string | undefined {
  const answer = find(provider, model);
  return answer && `${answer.match} ${answer.provider} ${answer.model}`;
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

function usedHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe("createFindModel", () => {
  it.each([
    ["anthropic", "claude-opus-4-8", "anthropic claude-opus-4-8"],
    ["anthropic", "Claude-Opus-4-8 ", "anthropic claude-opus-4-8"],
    ["anthropic", "claude-sonnet-4-5-20250929", "anthropic claude-sonnet-4-5"],
    ["anthropic", "claude-sonnet-4-5-20250929[1m]", "anthropic claude-sonnet-4-5"],
    ["anthropic", "claude-opus-5-5-20260922", "anthropic claude-opus-5-5"],
    ["anthropic", "anthropic/claude-opus-4-8", "anthropic claude-opus-4-8"],
    ["anthropic", "us.anthropic.claude-opus-4-5-20251101-v1:0", "anthropic claude-opus-4-5"],
    ["anthropic", "claude-sonnet-5-5", "anthropic claude-sonnet-5-5"],
    ["anthropic", "claude-sonnet-5-5-20261001", "anthropic claude-sonnet-5-5"],
    ["google", "claude-haiku-5-5@20261007", "google claude-haiku-5-5"],
    ["google", "claude-opus-5-5@20260922", "google claude-opus-5-5"],
    ["google", "publishers/anthropic/models/claude-opus-4-6", "google claude-opus-4-6"],
    ["gcp.gemini", "models/gemini-2.5-pro", "google gemini-2.5-pro"],
    ["openai", "gpt-5-2025-08-07", "openai gpt-5"],
    ["openai", "gpt-5.6-sol-2026-07-09", "openai gpt-5.6-sol"],
    ["azure", "gpt-4o", "azure gpt-4o"],
    ["openrouter", "anthropic/claude-opus-4.5", "openrouter anthropic/claude-opus-4.5"],
    [undefined, "openrouter/anthropic/claude-opus-4.5", "openrouter anthropic/claude-opus-4.5"],
    [undefined, "openai/gpt-5", "openai gpt-5"],
    ["unknown", "gemini-2.5-pro", "google gemini-2.5-pro"],
  ])("knows %s %s exactly", (provider, model, name) => {
    expect(found(provider, model)).toBe(`exact ${name}`);
  });

  it("knows the names of Bedrock, and their region's price", () => {
    const regional = "exact aws regional.anthropic.claude-opus-4-5-v1:0";
    expect(found("aws", "us.anthropic.claude-opus-4-5-20251101-v1:0")).toBe(regional);
    expect(found(undefined, "eu.anthropic.claude-opus-4-5-20251101-v1:0")).toBe(regional);
    expect(found("amazon-bedrock", "global.anthropic.claude-opus-4-5-20251101-v1:0")).toBe(
      "exact aws global.anthropic.claude-opus-4-5-v1:0",
    );
    const profile = "inference-profile/us.anthropic.claude-opus-4-5-20251101-v1:0";
    expect(found("bedrock", `arn:aws:bedrock:us-east-1:123456789012:${profile}`)).toBe(regional);
  });

  it("marks what a rule took for a model, and another version in words", () => {
    expect(find("anthropic", "claude-sonnet-4-5-20990101")).toMatchObject({
      match: "fuzzy",
      model: "claude-sonnet-4-5",
      notes: [
        "claude-sonnet-4-5-20990101 is not in the price table: a rule of the table took it for claude-sonnet-4-5.",
      ],
    });
    const later = find("anthropic", "claude-sonnet-5-7");
    expect(later).toMatchObject({ match: "fuzzy", model: "claude-sonnet-5" });
    expect(later?.notes.join()).toContain("Their versions differ");
  });

  it("never guesses both a provider and a version", () => {
    expect(find(undefined, "claude-sonnet-5-7")).toBeUndefined();
    expect(find("unknown", "deepseek-r1:8b")).toBeUndefined();
    expect(find(undefined, "claude-sonnet-4-5-20990101")?.notes).toHaveLength(2);
  });

  it("marks a provider that was taken for another", () => {
    expect(find("my-openai-mirror", "gpt-4o")).toMatchObject({
      match: "fuzzy",
      provider: "openai",
      notes: ["The provider my-openai-mirror was taken for openai by its name."],
    });
  });

  it("gives the same answer from memory as at first, for 100,000 distinct names in bounded memory", () => {
    const before = found("anthropic", "claude-opus-4-8");
    const heap = usedHeap();
    for (let index = 0; index < 100_000; index += 1) {
      find("nobody", `model-${index}-${"x".repeat(100)}`);
    }
    // The names alone would be 20 MB.
    expect(usedHeap() - heap).toBeLessThan(4 * 1024 * 1024);
    expect(found("anthropic", "claude-opus-4-8")).toBe(before);
  });

  it("is linear in hostile names", () => {
    expect(find("anthropic", `${"-v1".repeat(60)}`)).toBeUndefined();
    expect(find("anthropic", "a".repeat(10_000_000))).toBeUndefined();
  });
});

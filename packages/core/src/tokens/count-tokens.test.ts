import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTokenPakError } from "../errors.ts";
import { mixedText } from "./__fixtures__/mixed-text.ts";
import { referenceIds } from "./__fixtures__/reference-encoder.ts";
import { countTokens } from "./count-tokens.ts";
import { encodeTokens } from "./encode-tokens.ts";
import { ENCODINGS, EXACT_ENCODINGS } from "./encodings.ts";

describe("countTokens", () => {
  it("counts in o200k_base by default", () => {
    expect(countTokens("Hello, world!")).toBe(4);
    expect(countTokens("お元気ですか")).toBe(
      countTokens("お元気ですか", { encoding: "o200k_base" }),
    );
  });

  it("counts no tokens in the empty string and some in any other", () => {
    for (const encoding of ENCODINGS) {
      expect(countTokens("", { encoding })).toBe(0);
      expect(countTokens(".", { encoding })).toBeGreaterThan(0);
    }
  });

  it("counts as many tokens as there are ids, however often it has seen the pieces", () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXACT_ENCODINGS), mixedText, (encoding, text) => {
        const ids = encodeTokens(text, { encoding }).length;
        expect(countTokens(text, { encoding })).toBe(ids);
        expect(countTokens(text, { encoding })).toBe(ids);
      }),
      { numRuns: 500 },
    );
  });

  it("counts a library's source like the wasm", () => {
    const source = readFileSync(createRequire(import.meta.url).resolve("fast-check"), "utf8");
    for (const encoding of ["o200k_base", "cl100k_base"] as const) {
      expect(countTokens(source, { encoding })).toBe(referenceIds(encoding, source).length);
    }
  });

  it("counts the text of special tokens as text", () => {
    expect(countTokens("<|endoftext|>", { encoding: "cl100k_base" })).toBe(7);
    expect(countTokens("<|endofprompt|>")).toBeGreaterThan(1);
  });

  it("counts a lone surrogate as U+FFFD", () => {
    for (const encoding of ENCODINGS) {
      expect(countTokens("a\ud800 b\udc00", { encoding })).toBe(
        countTokens("a\ufffd b\ufffd", { encoding }),
      );
    }
  });

  it("counts a megabyte of one piece without the time of its square", () => {
    expect(countTokens("a".repeat(1_000_000))).toBe(125_000);
    expect(countTokens(" ".repeat(1_000_000))).toBe(7813);
  });

  it("keeps the counts of texts longer than its buffer", () => {
    const line = "The quick brown fox — über alles — jumps 1234567 times.\n";
    expect(countTokens(line.repeat(5000))).toBe(countTokens(line) * 5000);
  });

  it("names what is known when it does not know an encoding or a model", () => {
    const failures = [{ encoding: "o200k" }, { model: "gpt-nine" }].map((options) => {
      try {
        return countTokens("a", options);
      } catch (error) {
        return error;
      }
    });
    for (const failure of failures) {
      expect(isTokenPakError(failure, "INVALID_OPTION")).toBe(true);
      expect(String(failure)).toContain("o200k_base");
      expect(String(failure)).toContain("claude-estimate");
    }
  });
});

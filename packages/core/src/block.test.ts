import { describe, expect, it } from "vitest";
import { Block, type BlockInit } from "./block.ts";
import { isTokenPakError } from "./errors.ts";

const init: BlockInit = {
  path: "docs/README.md",
  contentHash: "abc123",
  fileType: "md",
  rawTokens: 1500,
  compressedTokens: 450,
  compressedContent: "...",
};

describe("Block", () => {
  it("fills in the defaults of the reference", () => {
    const block = new Block(init);
    expect(block.version).toBe(1);
    expect(block.importance).toBe(5);
    expect(block.qualityScore).toBeUndefined();
    // The first 8 digits of the SHA-256 of "docs/README.md:abc123".
    expect(block.sliceId).toBe("s_19432e92");
    expect(Object.isFrozen(block)).toBe(true);
  });

  it.each([
    { path: "" },
    { contentHash: "" },
    { version: 0 },
    { rawTokens: -1 },
    { rawTokens: 1.5 },
    { compressedTokens: Number.NaN },
    { qualityScore: 1.01 },
    { importance: 11 },
    { importance: Number.NaN },
    { processedAt: -1 },
  ])("refuses %j", (wrong) => {
    try {
      new Block({ ...init, ...wrong });
      expect.unreachable();
    } catch (error) {
      expect(isTokenPakError(error, "INVALID_OPTION")).toBe(true);
    }
  });
});

describe("Block.fromContent", () => {
  it("hashes and counts the content itself", () => {
    const counter = { encoding: "characters", exact: true, count: (text: string) => text.length };
    const block = Block.fromContent("a.ts", "const a = 1;", {
      rendition: { text: "const a", tokens: 7 },
      counter,
    });
    expect(block).toMatchObject({ fileType: "ts", rawTokens: 12, compressedTokens: 7 });
    expect(block.contentHash).toHaveLength(64);
  });
});

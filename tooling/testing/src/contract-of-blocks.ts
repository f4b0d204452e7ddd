import { type Awaitable, Block, type BlockStore, contentHash } from "@tokenpak/core";
import { expect, it } from "vitest";
import { blockOf } from "./block-of.ts";

type Open = () => Awaitable<BlockStore>;

const content = (text: string) => ({ content: text });

/** Blocks come back as they went in. */
export function keepsBlocks(open: Open): void {
  it("gives back a block with everything in it", async () => {
    const store = await open();
    const full = new Block({
      path: "docs/ä ö.md",
      contentHash: contentHash("x\r\n\uD800"),
      fileType: "md",
      rawTokens: 7,
      compressedTokens: 3,
      compressedContent: "x\r\n\uD800\0",
      qualityScore: 0.25,
      importance: 9.5,
      processedAt: 1_700_000_000.5,
      sliceId: "s_custom",
      provenance: {
        sourceType: "github",
        sourceId: "https://example.org/x",
        sourceVersion: "abc",
        fetchedAt: 1_700_000_001,
        title: "A title",
      },
    });
    const sparse = blockOf("b.ts", "let b;");
    expect(await store.addBlock(full)).toEqual(full);
    await store.addBlock(sparse);
    expect(await store.getBlock("docs/ä ö.md")).toEqual(full);
    expect(await store.getBlock("b.ts")).toEqual(sparse);
    expect(await store.getBlock("c.ts")).toBeUndefined();
  });

  it("tells paths apart that differ only in case, normal form or a lone surrogate", async () => {
    const store = await open();
    const paths = ["a.md", "A.md", "\u00e9", "e\u0301", "\uD800", "\uD801", "\uFFFD", "a.md "];
    for (const path of paths) await store.addBlock(blockOf(path, path), content(path));
    for (const path of paths) {
      expect((await store.getBlock(path))?.contentHash, path).toBe(contentHash(path));
    }
    expect((await store.listBlocks()).map((block) => block.path)).toEqual(paths.toSorted());
  });
}

/** Batches go in whole or not at all; secrets do not go in. */
export function addsBatches(open: Open): void {
  it("adds all of a batch or nothing", async () => {
    const store = await open();
    const entries = [
      { block: blockOf("a.md", "one"), content: "one" },
      { block: blockOf("b.md", "two"), content: "not two" },
    ];
    await expect(async () => store.addBlocks(entries)).rejects.toMatchObject({
      code: "INVALID_OPTION",
    });
    expect(await store.listBlocks()).toEqual([]);
    expect(await store.search("one")).toEqual([]);
  });

  it("adds nothing when the batch itself fails half way", async () => {
    const store = await open();
    function* failing() {
      yield { block: blockOf("a.md", "one"), content: "one" };
      throw new RangeError("source broke");
    }
    await expect(async () => store.addBlocks(failing())).rejects.toThrow(RangeError);
    expect(await store.listBlocks()).toEqual([]);
  });

  it("counts what a batch added or changed", async () => {
    const store = await open();
    const batch = (last: string) =>
      ["one", "two", last].map((text, index) => ({ block: blockOf(`${index}.md`, text) }));
    expect(await store.addBlocks(batch("three"))).toBe(3);
    expect(await store.addBlocks(batch("four"))).toBe(1);
    expect(await store.addBlocks([])).toBe(0);
  });

  it("refuses a text with a secret in content or compressed content", async () => {
    const store = await open();
    const text = `key: AKIA${"ABCD".repeat(4)}`;
    const plain = blockOf("b.md", "b", { compressedContent: text });
    for (const add of [
      () => store.addBlock(blockOf("a.md", text, { compressedContent: "" }), content(text)),
      () => store.addBlock(plain),
    ]) {
      await expect(async () => add()).rejects.toMatchObject({ code: "ORIGINAL_NOT_STORED" });
    }
    expect(await store.listBlocks()).toEqual([]);
  });
}

/** Lists and sums speak of newest versions. */
export function listsAndSums(open: Open): void {
  it("lists newest versions by path, all or of a type", async () => {
    const store = await open();
    for (const path of ["z.ts", "a/b.md", "a.md", "Z.ts"])
      await store.addBlock(blockOf(path, path));
    await store.addBlock(blockOf("a.md", "changed"));
    const paths = async (fileType?: string) =>
      (await store.listBlocks({ fileType })).map((block) => `${block.path} ${block.version}`);
    expect(await paths()).toEqual(["Z.ts 1", "a.md 2", "a/b.md 1", "z.ts 1"]);
    expect(await paths("md")).toEqual(["a.md 2", "a/b.md 1"]);
    expect(await paths("rs")).toEqual([]);
  });

  it("sums newest versions, by type", async () => {
    const store = await open();
    expect(await store.getStats()).toMatchObject({
      totalFiles: 0,
      totalTokens: 0,
      compressionRatio: 0,
      meanQualityScore: undefined,
      byType: {},
    });
    await store.addBlock(blockOf("a.md", "old", { rawTokens: 1000, compressedTokens: 999 }));
    await store.addBlock(blockOf("a.md", "new", { rawTokens: 30, compressedTokens: 10 }));
    await store.addBlock(blockOf("b.ts", "b", { rawTokens: 10, compressedTokens: 10 }));
    expect(await store.getStats()).toMatchObject({
      totalFiles: 2,
      totalTokens: 40,
      totalRawTokens: 40,
      totalCompressedTokens: 20,
      compressionRatio: 2,
      byType: {
        md: { files: 1, rawTokens: 30, compressedTokens: 10 },
        ts: { files: 1, rawTokens: 10, compressedTokens: 10 },
      },
    });
  });

  it("weighs measured quality by tokens, and leaves out what was not measured", async () => {
    const store = await open();
    await store.addBlock(blockOf("a.md", "a", { rawTokens: 300, qualityScore: 0.5 }));
    await store.addBlock(blockOf("b.md", "b", { rawTokens: 100, qualityScore: 1 }));
    await store.addBlock(blockOf("c.md", "c", { rawTokens: 999 }));
    expect((await store.getStats()).meanQualityScore).toBeCloseTo(0.625, 12);
  });
}

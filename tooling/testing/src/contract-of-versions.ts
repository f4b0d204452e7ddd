import type { Awaitable, BlockStore } from "@tokenpak/core";
import { expect, it } from "vitest";
import { blockOf } from "./block-of.ts";

type Open = () => Awaitable<BlockStore>;

const content = (text: string) => ({ content: text });

/** Every version is kept, and an unchanged content is none. */
export function keepsVersions(open: Open): void {
  it("numbers versions itself and keeps every one", async () => {
    const store = await open();
    for (const [index, text] of ["one", "two", "one"].entries()) {
      const added = await store.addBlock(blockOf("a.md", text, { version: 40 }), content(text));
      expect(added.version).toBe(index + 1);
    }
    const history = await store.history("a.md");
    expect(history.map((block) => [block.version, block.compressedContent])).toEqual([
      [1, "one"],
      [2, "two"],
      [3, "one"],
    ]);
    expect((await store.getBlock("a.md"))?.version).toBe(3);
    expect((await store.getBlock("a.md", { version: 2 }))?.compressedContent).toBe("two");
    expect(await store.getBlock("a.md", { version: 9 })).toBeUndefined();
    expect(await store.history("b.md")).toEqual([]);
  });

  it("takes the same content again as the same version, with the newer facts about it", async () => {
    const store = await open();
    await store.addBlock(blockOf("a.md", "one", { rawTokens: 1, importance: 1 }), content("one"));
    const again = await store.addBlock(blockOf("a.md", "one", { rawTokens: 2, importance: 8 }));
    expect(again).toMatchObject({ version: 1, rawTokens: 2, importance: 8 });
    expect(await store.history("a.md")).toEqual([again]);
    expect(await store.search("one")).toHaveLength(1);
  });

  it("takes another rendition of the same content as a new version", async () => {
    const store = await open();
    await store.addBlock(blockOf("a.md", "one"));
    const shorter = blockOf("a.md", "one", { compressedContent: "o" });
    expect((await store.addBlock(shorter)).version).toBe(2);
  });

  it("knows whether a content is the newest", async () => {
    const store = await open();
    expect(await store.hasChanged("a.md", "one")).toBe(true);
    await store.addBlock(blockOf("a.md", "one"));
    expect(await store.hasChanged("a.md", "one")).toBe(false);
    await store.addBlock(blockOf("a.md", "two"));
    expect(await store.hasChanged("a.md", "one")).toBe(true);
  });

  it("forgets a path with all its versions, and everything", async () => {
    const store = await open();
    for (const text of ["one", "two"]) await store.addBlock(blockOf("a.md", text), content(text));
    await store.addBlock(blockOf("b.md", "two"), content("two"));
    expect(await store.removeBlock("a.md")).toBe(true);
    expect(await store.removeBlock("a.md")).toBe(false);
    expect(await store.history("a.md")).toEqual([]);
    expect((await store.search("two")).map((hit) => hit.path)).toEqual(["b.md"]);
    expect((await store.addBlock(blockOf("a.md", "three"))).version).toBe(1);
    await store.clear();
    expect(await store.listBlocks()).toEqual([]);
    expect(await store.search("two three")).toEqual([]);
  });
}

/** Marks belong to one version. */
export function keepsMarks(open: Open): void {
  it("keeps the mark of a version, and only for that version", async () => {
    const store = await open();
    await store.addBlock(blockOf("src/a.md", "one"), { content: "one", mark: "m1" });
    await store.addBlocks([{ block: blockOf("b.md", "two"), mark: "m2" }]);
    await store.addBlock(blockOf("c.md", "three"));
    expect([...(await store.listMarks())].sort()).toEqual([
      ["b.md", "m2"],
      ["src/a.md", "m1"],
    ]);
    expect([...(await store.listMarks({ pathPrefix: "src/" }))]).toEqual([["src/a.md", "m1"]]);
    await store.addBlock(blockOf("src/a.md", "one"));
    expect((await store.listMarks()).get("src/a.md")).toBe("m1");
    await store.addBlock(blockOf("src/a.md", "changed"));
    expect((await store.listMarks()).has("src/a.md")).toBe(false);
  });

  it("replaces marks of blocks that exist", async () => {
    const store = await open();
    await store.addBlock(blockOf("a.md", "one"), { mark: "m1" });
    await store.addBlock(blockOf("b.md", "two"));
    const marks = new Map([
      ["a.md", "n1"],
      ["b.md", "n2"],
      ["c.md", "n3"],
    ]);
    await store.applyChanges({ marks });
    expect([...(await store.listMarks())].sort()).toEqual([
      ["a.md", "n1"],
      ["b.md", "n2"],
    ]);
    await store.removeBlock("a.md");
    expect([...(await store.listMarks())]).toEqual([["b.md", "n2"]]);
  });
}

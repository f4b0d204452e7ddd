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

/** Data and cursor change together. */
export function commitsChanges(open: Open): void {
  it("removes, adds, marks and moves the cursor in one change", async () => {
    const store = await open();
    await store.addBlock(blockOf("a.md", "one"), { mark: "m1" });
    await store.addBlock(blockOf("b.md", "two"), { mark: "m2" });
    const counts = await store.applyChanges({
      removals: ["a.md", "absent.md"],
      entries: [{ block: blockOf("c.md", "three") }, { block: blockOf("b.md", "two") }],
      marks: new Map([["b.md", "m3"]]),
      cursor: { source: "folder", value: "7" },
    });
    expect(counts).toEqual({ added: 1, removed: 1 });
    expect((await store.listBlocks()).map(({ path }) => path)).toEqual(["b.md", "c.md"]);
    expect([...(await store.listMarks())]).toEqual([["b.md", "m3"]]);
    expect(await store.readCursor("folder")).toBe("7");
    expect(await store.readCursor("other")).toBeUndefined();
  });

  it("adds a path again that the same change removes, as a first version without a past", async () => {
    const store = await open();
    for (const text of ["one", "two"]) await store.addBlock(blockOf("a.md", text));
    const entries = [{ block: blockOf("a.md", "three") }];
    await store.applyChanges({ removals: ["a.md"], entries });
    expect((await store.history("a.md")).map(({ version }) => version)).toEqual([1]);
  });

  it("leaves everything as it was, the cursor too, when an entry fails", async () => {
    const store = await open();
    await store.applyChanges({
      entries: [{ block: blockOf("a.md", "one"), mark: "m1" }],
      cursor: { source: "folder", value: "1" },
    });
    const change = {
      removals: ["a.md"],
      entries: [
        { block: blockOf("b.md", "two") },
        { block: blockOf("c.md", "three"), content: "not three" },
      ],
      cursor: { source: "folder", value: "2" },
    };
    await expect(async () => store.applyChanges(change)).rejects.toMatchObject({
      code: "INVALID_OPTION",
    });
    expect((await store.listBlocks()).map(({ path }) => path)).toEqual(["a.md"]);
    expect([...(await store.listMarks())]).toEqual([["a.md", "m1"]]);
    expect(await store.readCursor("folder")).toBe("1");
    expect((await store.search("one two three")).map(({ path }) => path)).toEqual(["a.md"]);
  });

  it("keeps one cursor a source, forgets it for undefined, and all of them on clear", async () => {
    const store = await open();
    const move = (source: string, value: string | undefined) =>
      store.applyChanges({ cursor: { source, value } });
    await move("a", "1");
    await move("b", '{"page":2}');
    await move("a", "");
    expect(await store.readCursor("a")).toBe("");
    await move("a", undefined);
    expect(await store.readCursor("a")).toBeUndefined();
    expect(await store.readCursor("b")).toBe('{"page":2}');
    await store.clear();
    expect(await store.readCursor("b")).toBeUndefined();
  });
}

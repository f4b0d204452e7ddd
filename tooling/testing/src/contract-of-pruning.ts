import type { Awaitable, BlockStore } from "@tokenpak/core";
import { expect, it } from "vitest";
import { blockOf } from "./block-of.ts";

type Open = () => Awaitable<BlockStore>;

/** Old versions go when they are told to. */
export function prunesVersions(open: Open): void {
  it("lets go of all versions but the newest ones", async () => {
    const store = await open();
    await addTexts(store, "a.md", ["one", "two", "three", "four"]);
    await addTexts(store, "b.md", ["five"]);
    const versions = async () => (await store.history("a.md")).map(({ version }) => version);
    expect((await store.prune({ keepVersions: 4 })).versions).toBe(0);
    expect((await store.prune({ keepVersions: 3 })).versions).toBe(1);
    expect(await versions()).toEqual([2, 3, 4]);
    expect((await store.prune()).versions).toBe(2);
    expect(await versions()).toEqual([4]);
    expect(await store.history("b.md")).toHaveLength(1);
    expect((await store.search("four")).map(({ path }) => path)).toEqual(["a.md"]);
    expect((await store.addBlock(blockOf("a.md", "next"))).version).toBe(5);
  });

  it("refuses a number of versions that is none", async () => {
    const store = await open();
    for (const keepVersions of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(async () => store.prune({ keepVersions })).rejects.toMatchObject({
        code: "INVALID_OPTION",
      });
    }
  });
}

/** Whose ref was given out, that original stays. */
export function sparesWhatWasGivenOut(open: Open): void {
  it("lets go of originals that no version needs and nobody was given", async () => {
    const store = await open();
    await addTexts(store, "a.md", ["one", "two", "one again"]);
    await addTexts(store, "b.md", ["two"]);
    // "two" is still needed by b.md.
    expect(await store.prune()).toEqual({ versions: 2, originals: 1 });
    expect(await store.prune()).toEqual({ versions: 0, originals: 0 });
    await store.removeBlock("b.md");
    expect((await store.prune()).originals).toBe(1);
    await store.clear();
    expect((await store.prune()).originals).toBe(1);
  });

  const reads: readonly (readonly [string, (store: BlockStore) => unknown])[] = [
    ["getBlock", (store) => store.getBlock("a.md")],
    ["getBlock of a version", (store) => store.getBlock("a.md", { version: 1 })],
    ["history", (store) => store.history("a.md")],
    ["listBlocks", (store) => store.listBlocks({ fileType: "md" })],
    ["search", (store) => store.search("walrus")],
  ];
  it.each(reads)("never lets go of an original whose block %s gave out", async (_, read) => {
    const store = await open();
    await addTexts(store, "a.md", ["one walrus"]);
    await addTexts(store, "b.ts", ["two"]);
    await read(store);
    await store.clear();
    expect((await store.prune()).originals).toBe(1);
    // And as little when the same content comes and goes once more.
    await addTexts(store, "c.md", ["one walrus"]);
    await store.removeBlock("c.md");
    expect((await store.prune()).originals).toBe(0);
  });

  it("takes nothing for given out that only writing, marks and sums looked at", async () => {
    const store = await open();
    await addTexts(store, "a.md", ["one"]);
    await store.addBlock(blockOf("a.md", "one"), { content: "one", mark: "m" });
    await store.hasChanged("a.md", "one");
    await store.listMarks();
    await store.getStats();
    await store.search("absent");
    await store.listBlocks({ fileType: "ts" });
    await store.getBlock("b.md");
    await store.removeBlock("a.md");
    expect((await store.prune()).originals).toBe(1);
  });
}

async function addTexts(store: BlockStore, path: string, texts: readonly string[]): Promise<void> {
  for (const content of texts) await store.addBlock(blockOf(path, content), { content });
}

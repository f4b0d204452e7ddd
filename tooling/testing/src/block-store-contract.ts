import type { Awaitable, BlockStore } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { blockOf } from "./block-of.ts";
import { addsBatches, keepsBlocks, listsAndSums } from "./contract-of-blocks.ts";
import { prunesVersions, sparesWhatWasGivenOut } from "./contract-of-pruning.ts";
import {
  filtersHits,
  findsWords,
  fitsHits,
  ordersHits,
  takesAnyQuery,
} from "./contract-of-search.ts";
import { commitsChanges, keepsMarks, keepsVersions } from "./contract-of-versions.ts";

/** What every {@link BlockStore} does. `open` gives a new, empty store. */
export function blockStoreContract(name: string, open: () => Awaitable<BlockStore>): void {
  describe(`${name} as a BlockStore`, () => {
    keepsBlocks(open);
    addsBatches(open);
    listsAndSums(open);
    keepsVersions(open);
    keepsMarks(open);
    commitsChanges(open);
    prunesVersions(open);
    sparesWhatWasGivenOut(open);
    findsWords(open);
    filtersHits(open);
    fitsHits(open);
    ordersHits(open);
    takesAnyQuery(open);
    closes(open);
  });
}

function closes(open: () => Awaitable<BlockStore>): void {
  it("refuses every use after close, which may come twice", async () => {
    const store = await open();
    await store.close();
    await store.close();
    const block = blockOf("a.md", "one");
    const uses: (() => unknown)[] = [
      () => store.addBlock(block),
      () => store.addBlocks([]),
      () => store.getBlock("a.md"),
      () => store.history("a.md"),
      () => store.hasChanged("a.md", "one"),
      () => store.removeBlock("a.md"),
      () => store.listBlocks(),
      () => store.listMarks(),
      () => store.applyChanges({}),
      () => store.readCursor("x"),
      () => store.prune(),
      () => store.search("one"),
      () => store.getStats(),
      () => store.clear(),
    ];
    for (const use of uses) {
      await expect(async () => use()).rejects.toMatchObject({ code: "STORE_CLOSED" });
    }
  });
}

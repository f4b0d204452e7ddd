import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { HeuristicEngine } from "@tokenpak/engines";
import { BlockRegistry } from "@tokenpak/registry";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IndexResult } from "../sync/sync-options.ts";
import { FolderWatch } from "./folder-watch.ts";
import { type WatchOptions, watchDocuments } from "./watch-documents.ts";

let root: string;
let store: BlockRegistry;
let stop: AbortController;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tokenpak-watch-"));
  store = new BlockRegistry(":memory:");
  stop = new AbortController();
});

afterEach(() => {
  stop.abort();
  store.close();
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

const remove = (path: string) => rmSync(join(root, path), { recursive: true, force: true });

function watch(options: Partial<WatchOptions> = {}) {
  const engine = new HeuristicEngine();
  const { signal } = stop;
  return watchDocuments(root, {
    store,
    engine,
    signal,
    quietMs: 100,
    maxDelayMs: 5000,
    ...options,
  });
}

type Rounds = ReturnType<typeof watch>;

/** The next round; fails where the watch has ended. */
async function nextRound(rounds: Rounds): Promise<IndexResult> {
  const { value } = await rounds.next();
  if (value === undefined) throw new Error("the watch has ended");
  return value;
}

/** Goes from round to round until the index holds these paths: the machine may be slow, and changes come in several rounds. */
async function until(rounds: Rounds, paths: readonly string[]): Promise<void> {
  while (indexed().join() !== [...paths].sort().join()) await nextRound(rounds);
}

const indexed = () => store.listBlocks().map((block) => block.path);

/** Changes something and takes rounds until it is in the index: proof that the folder is still watched. */
async function seesChangesIn(rounds: Rounds, path: string): Promise<void> {
  const before = store.getBlock(path)?.contentHash;
  write({ [path]: `changed after ${before}` });
  while (store.getBlock(path)?.contentHash === before) await nextRound(rounds);
}

describe("watchDocuments", () => {
  it("brings the index up to date first, then with each change", async () => {
    write({ "a.md": "one", "deep/er/b.md": "two" });
    const rounds = watch();
    expect(await nextRound(rounds)).toMatchObject({ indexed: 2, unchanged: 0, removed: 0 });
    write({ "deep/er/b.md": "three" });
    expect(await nextRound(rounds)).toMatchObject({ indexed: 1, unchanged: 1 });
    remove("a.md");
    expect(await nextRound(rounds)).toMatchObject({ indexed: 0, removed: 1 });
    expect(store.search("three").map((hit) => hit.path)).toEqual(["deep/er/b.md"]);
  });

  it("takes hundreds of files at once in one round, as when a branch is switched", async () => {
    write({ "src/old.md": "old", "stays.md": "stays" });
    const rounds = watch();
    await nextRound(rounds);
    remove("src");
    for (let n = 0; n < 300; n++) write({ [`lib/${n % 7}/${n}.md`]: `text ${n}` });
    expect(await nextRound(rounds)).toMatchObject({ indexed: 300, unchanged: 1, removed: 1 });
    await seesChangesIn(rounds, "lib/3/3.md");
  });

  it("goes on after a link that leads to itself under a name that is left out", async () => {
    write({ "a.md": "one", ".gitignore": "build\n" });
    const rounds = watch();
    await nextRound(rounds);
    for (const name of ["yarn.lock", "build"]) symlinkSync(name, join(root, name));
    await seesChangesIn(rounds, "a.md");
    expect(indexed()).toEqual([".gitignore", "a.md"]);
  });

  it("follows renamed files and folders", async () => {
    write({ "a/one.md": "one", "a/b/two.md": "two" });
    const rounds = watch();
    await nextRound(rounds);
    renameSync(join(root, "a"), join(root, "c"));
    await until(rounds, ["c/b/two.md", "c/one.md"]);
    await seesChangesIn(rounds, "c/b/two.md");
    renameSync(join(root, "c/one.md"), join(root, "three.md"));
    await until(rounds, ["c/b/two.md", "three.md"]);
  });

  it("sees what happens in a folder that was removed and came back at once", async () => {
    write({ "a/b/one.md": "one" });
    const rounds = watch();
    await nextRound(rounds);
    for (let time = 0; time < 5; time++) {
      remove("a");
      write({ "a/b/one.md": `again ${time}` });
      await seesChangesIn(rounds, "a/b/one.md");
    }
    remove("a");
    await until(rounds, []);
    write({ "a/b/two.md": "two" });
    await until(rounds, ["a/b/two.md"]);
    await seesChangesIn(rounds, "a/b/two.md");
  });

  it("heeds changed ignore files", async () => {
    write({ "a.md": "one", "build/b.md": "two" });
    const rounds = watch();
    await nextRound(rounds);
    write({ ".gitignore": "build/\n" });
    await until(rounds, [".gitignore", "a.md"]);
    remove(".gitignore");
    await until(rounds, ["a.md", "build/b.md"]);
    await seesChangesIn(rounds, "build/b.md");
  });

  it("starts a round after the longest delay where changes never end", async () => {
    write({ "a.md": "one" });
    const rounds = watch({ quietMs: 60_000, maxDelayMs: 50 });
    await nextRound(rounds);
    let writes = 0;
    const busy = setInterval(() => write({ "a.md": `write ${writes++}` }), 5);
    try {
      expect(await nextRound(rounds)).toMatchObject({ indexed: 1 });
    } finally {
      clearInterval(busy);
    }
  });

  it("ends with a typed error when its folder is gone; the index keeps what it has", async () => {
    write({ "a.md": "one" });
    const rounds = watch();
    await nextRound(rounds);
    rmSync(root, { recursive: true });
    await expect(rounds.next()).rejects.toMatchObject({ code: "PATH_NOT_FOUND" });
    expect(indexed()).toEqual(["a.md"]);
  });

  it("ends at its signal: while it waits, in a round, and before it began", async () => {
    write(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${n}.md`, `text ${n}`])));
    const onProgress = ({ done }: { done: number }) => {
      if (done === 250) stop.abort();
    };
    expect(await watch({ onProgress, batchDocuments: 50 }).next()).toEqual({
      done: true,
      value: undefined,
    });
    expect(indexed().length).toBeGreaterThanOrEqual(200);
    expect(indexed().length).toBeLessThan(300);
    expect((await watch().next()).done).toBe(true);
    stop = new AbortController();
    const rounds = watch();
    expect((await nextRound(rounds)).unchanged).toBeGreaterThanOrEqual(200);
    const waiting = rounds.next();
    stop.abort();
    expect((await waiting).done).toBe(true);
    expect(indexed()).toHaveLength(300);
  });

  it("ends with the loop that reads it", async () => {
    write({ "a.md": "one" });
    const results: IndexResult[] = [];
    for await (const result of watch()) {
      results.push(result);
      if (results.length === 1) write({ "b.md": "two" });
      else break;
    }
    expect(results.map((result) => result.indexed)).toEqual([1, 1]);
  });

  it("refuses a file, a folder that is missing, and wrong times", async () => {
    write({ "a.md": "one" });
    const engine = new HeuristicEngine();
    const file = watchDocuments(join(root, "a.md"), { store, engine });
    await expect(file.next()).rejects.toMatchObject({ code: "INVALID_OPTION" });
    const missing = watchDocuments(join(root, "no"), { store, engine });
    await expect(missing.next()).rejects.toMatchObject({ code: "PATH_NOT_FOUND" });
    await expect(watch({ quietMs: -1 }).next()).rejects.toThrow(/quietMs must be a number/);
    await expect(watch({ maxDelayMs: Number.NaN }).next()).rejects.toThrow(/maxDelayMs/);
  });
});

describe("FolderWatch", () => {
  it("watches the folders that a walk reads, and no other", () => {
    write({
      ".gitignore": "out/\n",
      ".git/config": "",
      "node_modules/a/index.js": "",
      "out/b.md": "",
      "src/c.md": "",
      "src/deep/.gitignore": "d\n",
      "src/deep/d/e.md": "",
    });
    using folders = new FolderWatch();
    folders.follow(root);
    expect(folders.folders.toSorted()).toEqual(
      ["", "src", "src/deep"].map((path) => join(root, path)),
    );
    remove("src/deep");
    folders.follow(root);
    expect(folders.folders).toHaveLength(2);
  });

  it("does not heed files that a walk leaves out", async () => {
    write({ ".gitignore": "*.log\n", "src/a.md": "one" });
    using folders = new FolderWatch();
    folders.follow(root);
    write({ "src/a.log": "line", "src/index.db": "", "src/.env": "" });
    const noticed: string[] = [];
    const settled = folders.settle({ quietMs: 0, maxDelayMs: 0 }).then(() => noticed.push("end"));
    // Time for their events to come; where they come later nothing is proved, but nothing fails.
    await new Promise<void>((resolve) => setTimeout(resolve, 50));
    noticed.push("heeded file");
    write({ "src/a.md": "two" });
    await settled;
    expect(noticed).toEqual(["heeded file", "end"]);
  });
});

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BlockStore, refOf } from "@tokenpak/core";
import { HeuristicEngine, reportFacts } from "@tokenpak/engines";
import { BlockRegistry } from "@tokenpak/registry";
import { blockOf, MemoryBlockStore } from "@tokenpak/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { characters, PassThrough } from "../__fixtures__/pass-through.ts";
import { type IndexOptions, indexDocuments } from "./index-documents.ts";

let root: string;
let store: BlockRegistry;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tokenpak-index-"));
  store = new BlockRegistry(":memory:");
});

afterEach(() => {
  store.close();
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** A minute from now: the time stamps of files just written count as settled. */
const later = () => Date.now() + 60_000;

async function index(
  options: Partial<IndexOptions> & { from?: string; engine?: PassThrough } = {},
) {
  const engine = options.engine ?? new PassThrough();
  const { from = root, ...rest } = options;
  const result = await indexDocuments(from, {
    store,
    counter: characters,
    now: later,
    ...rest,
    engine,
  });
  return { ...result, packed: engine.packed };
}

const indexedPaths = () => store.listBlocks().map((block) => block.path);

describe("indexDocuments", () => {
  it("indexes a folder: block, search, original, provenance", async () => {
    write({ "docs/a.md": "# Walrus\n\nsings", "b.ts": "let b = 1;" });
    const result = await index();
    expect(result).toMatchObject({
      indexed: 2,
      unchanged: 0,
      removed: 0,
      failed: [],
      rawTokens: 25,
      compressedTokens: 25,
    });
    expect(store.getBlock("docs/a.md")).toMatchObject({
      fileType: "md",
      rawTokens: 15,
      version: 1,
      qualityScore: undefined,
      provenance: { sourceType: "filesystem", sourceId: join(root, "docs", "a.md") },
    });
    expect(store.search("walrus")[0]).toMatchObject({ path: "docs/a.md", lineStart: 1 });
    expect(store.originals.get(refOf("# Walrus\n\nsings"))).toBe("# Walrus\n\nsings");
  });

  it("does nothing for what has not changed, without reading it", async () => {
    write({ "a.md": "one", "b.md": "two" });
    await index();
    expect(await index()).toMatchObject({ indexed: 0, unchanged: 2, packed: [] });
  });

  it("packs only what changed, also when size and modification time stayed", async () => {
    write({ "a.md": "one", "b.md": "two" });
    const old = new Date("2020-01-01T00:00:00Z");
    for (const name of ["a.md", "b.md"]) utimesSync(join(root, name), old, old);
    await index();
    write({ "a.md": "eno" });
    utimesSync(join(root, "a.md"), old, old);
    expect(await index()).toMatchObject({ indexed: 1, unchanged: 1, packed: ["a.md"] });
    expect(store.search("eno").map((hit) => hit.path)).toEqual(["a.md"]);
    expect(store.history("a.md")).toHaveLength(2);
  });

  it("does not trust a time stamp as young as the index", async () => {
    write({ "a.md": "one" });
    const now = Date.now;
    await index({ now });
    expect([...store.listMarks().values()][0]).toMatch(/ \?$/);
    expect(await index({ now })).toMatchObject({ indexed: 0, unchanged: 1, packed: [] });
    await index();
    expect([...store.listMarks().values()][0]).not.toMatch(/ \?$/);
  });

  it("does not pack again what was only touched", async () => {
    write({ "a.md": "one" });
    await index();
    const before = [...store.listMarks().values()];
    utimesSync(join(root, "a.md"), new Date(1e12), new Date(1e12));
    expect(await index()).toMatchObject({ indexed: 0, unchanged: 1, packed: [] });
    expect([...store.listMarks().values()]).not.toEqual(before);
  });

  it("packs all again for another engine, engine version or encoding", async () => {
    write({ "a.md": "one" });
    await index();
    expect((await index({ engine: new PassThrough("other") })).indexed).toBe(1);
    expect((await index({ engineVersion: "2" })).indexed).toBe(1);
    expect((await index({ counter: { ...characters, encoding: "words" } })).indexed).toBe(1);
    expect(store.history("a.md")).toHaveLength(1);
  });

  it("packs again what someone else changed in the store", async () => {
    write({ "a.md": "one" });
    await index();
    store.addBlock(blockOf("a.md", "somebody else's"));
    expect(await index()).toMatchObject({ indexed: 1 });
    expect(store.getBlock("a.md")?.compressedContent).toBe("one");
  });

  it("removes what is gone, or is left out now, and nothing else", async () => {
    write({ "gone.md": "one", "stays.md": "two", "secret.md": "three", "big.md": "four" });
    await index();
    store.addBlock(blockOf("by-hand.md", "five"));
    rmSync(join(root, "gone.md"));
    write({ "secret.md": `-----BEGIN ${"PRIVATE KEY"}-----`, "big.md": "x".repeat(50) });
    expect(await index({ maxFileBytes: 40 })).toMatchObject({
      removed: 3,
      unchanged: 1,
      skipped: { counts: { secret: 1, "too-large": 1 } },
    });
    expect(indexedPaths()).toEqual(["by-hand.md", "stays.md"]);
  });

  it("indexes a part of a project under the project's paths, and prunes only there", async () => {
    write({ "src/a.md": "one", "src/deep/b.md": "two", "srcs/c.md": "three", "d.md": "four" });
    await index();
    for (const name of ["src/a.md", "srcs/c.md", "d.md"]) rmSync(join(root, name));
    const part = { projectRoot: root, from: join(root, "src") };
    expect(await index(part)).toMatchObject({ removed: 1, unchanged: 1 });
    expect(indexedPaths()).toEqual(["d.md", "src/deep/b.md", "srcs/c.md"]);
  });

  it("indexes one file, and removes it when it is left out", async () => {
    write({ "src/a.md": "one", "src/b.md": "two" });
    await index();
    write({ "src/a.md": "changed" });
    rmSync(join(root, "src", "b.md"));
    const file = { projectRoot: root, from: join(root, "src", "a.md") };
    expect(await index(file)).toMatchObject({ indexed: 1, removed: 0 });
    expect(indexedPaths()).toEqual(["src/a.md", "src/b.md"]);
    write({ "src/a.md": "\0" });
    expect(await index(file)).toMatchObject({ removed: 1 });
    expect(indexedPaths()).toEqual(["src/b.md"]);
  });

  it("refuses a root outside of the project, or that is missing", async () => {
    mkdirSync(join(root, "project"));
    await expect(index({ projectRoot: join(root, "project") })).rejects.toMatchObject({
      code: "INVALID_OPTION",
    });
    await expect(index({ from: join(root, "no") })).rejects.toMatchObject({
      code: "PATH_NOT_FOUND",
    });
  });

  it("takes an empty folder", async () => {
    expect(await index()).toMatchObject({ indexed: 0, unchanged: 0, removed: 0, failed: [] });
  });

  it("collects files that fail and goes on; the index keeps what it had of them", async () => {
    write({ "a.md": "one", "b.md": "two" });
    await index();
    write({ "a.md": "this cannot be packed", "c.md": "three", "x.txt": Uint8Array.of(0xe4, 65) });
    const result = await index();
    expect(result).toMatchObject({ indexed: 1, unchanged: 1, removed: 0 });
    expect(result.failed).toEqual([{ path: "a.md", message: "no: a.md" }]);
    expect(result.skipped.paths).toEqual([{ path: "x.txt", reason: "encoding" }]);
    expect(store.getBlock("a.md")?.compressedContent).toBe("one");
  });

  it("lets a block that the store refuses fail alone", async () => {
    write({ "a.md": "one", "b.md": "two", "c.md": "three" });
    const engine = new PassThrough();
    const pack = engine.pack.bind(engine);
    engine.pack = (content, options) => ({
      ...pack(content, options),
      text: content === "two" ? `AKIA${"ABCD".repeat(4)}` : content,
    });
    const result = await index({ engine });
    expect(result).toMatchObject({ indexed: 2, failed: [{ path: "b.md" }] });
    expect(indexedPaths()).toEqual(["a.md", "c.md"]);
  });

  it("stops when the store fails", async () => {
    write({ "a.md": "one" });
    store.close();
    await expect(index()).rejects.toMatchObject({ code: "STORE_CLOSED" });
  });

  it("reports its progress", async () => {
    write({ "a.md": "one", "b.md": "two", ".env": "A=1" });
    const seen: string[] = [];
    await index({ onProgress: ({ done, total, path }) => seen.push(`${done}/${total} ${path}`) });
    expect(seen).toEqual(["1/2 a.md", "2/2 b.md"]);
  });

  it("stops at a signal, keeps what was done, and finishes the next time", async () => {
    write(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${n}.md`, `text ${n}`])));
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }) => {
      if (done === 250) controller.abort(new Error("Ctrl-C"));
    };
    const stopped = index({ onProgress, signal: controller.signal, batchDocuments: 100 });
    await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
    expect(indexedPaths()).toHaveLength(250);
    expect(await index()).toMatchObject({ indexed: 50, unchanged: 250, removed: 0 });
  });

  it("measures quality when asked", async () => {
    const steps = Array.from({ length: 40 }, (_, n) => `  const step${n} = input + ${n};`);
    const code = `export function run(input) {\n${steps.join("\n")}\n}\n`;
    write({ "a.md": "one", "b.js": code });
    const engine = new HeuristicEngine();
    await indexDocuments(root, { store, engine, measureQuality: true, now: later });
    expect(store.getBlock("a.md")?.qualityScore).toBe(1);
    const packed = store.getBlock("b.js");
    const { recall } = reportFacts(code, packed?.compressedContent ?? "");
    expect(packed?.qualityScore).toBe(recall);
    expect(recall).toBeLessThan(0.5);
  });

  it("packs with the engine for each kind, smaller, while search reads the whole text", async () => {
    const body = Array.from({ length: 40 }, (_, n) => `  const step${n} = input + ${n};`).join(
      "\n",
    );
    write({
      "a.ts": `export function addUp(input: number): number {\n${body}\n  return step39;\n}\n`,
      "b.md": "# Walrus\n\nIt sings.\n",
    });
    const engine = new HeuristicEngine();
    const result = await indexDocuments(root, { store, engine, now: later });
    expect(result).toMatchObject({ indexed: 2, failed: [] });
    expect(result.compressedTokens).toBeLessThan(result.rawTokens / 2);
    const block = store.getBlock("a.ts");
    expect(block?.compressedContent).toContain("addUp(input: number): number");
    expect(block?.compressedContent).not.toContain("step17");
    expect(store.search("step17")[0]).toMatchObject({ path: "a.ts", lineStart: 19 });
  });

  it("writes to any BlockStore", async () => {
    write({ "a.md": "walrus", "b.md": "two" });
    const memory: BlockStore = new MemoryBlockStore();
    await index({ store: memory });
    rmSync(join(root, "b.md"));
    expect(await index({ store: memory })).toMatchObject({ unchanged: 1, removed: 1 });
    expect(await memory.search("walrus")).toHaveLength(1);
  });
});

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Block, contentHash, refOf } from "@tokenpak/core";
import { openSqlite } from "@tokenpak/core/sqlite";
import { blockOf } from "@tokenpak/testing";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BlockRegistry } from "./block-registry.ts";
import { REGISTRY_APPLICATION_ID, REGISTRY_MIGRATIONS } from "./migrations.ts";
import { UnseenOriginals } from "./unseen-originals.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-prune-"));
  file = join(folder, "registry.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const schema = { migrations: REGISTRY_MIGRATIONS, applicationId: REGISTRY_APPLICATION_ID };

function add(registry: BlockRegistry, path: string, content: string): void {
  registry.addBlock(blockOf(path, content, { compressedContent: "" }), { content });
}

/** Hashes of all originals. */
function storedOriginals(): string[] {
  using database = openSqlite(file, schema);
  return database.connection
    .prepare("SELECT hash FROM originals ORDER BY hash")
    .pluck()
    .all() as string[];
}

describe("BlockRegistry.prune", () => {
  it("spares what was given out, byte for byte, and leaves what the model has, after any history", () => {
    const path = fc.constantFrom("a.md", "b.md", "c.ts");
    const text = fc.constantFrom("walrus", "marmot\r\n", "walrus marmot", "\uD800", "");
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.tuple(fc.constant("add"), path, text) },
      fc.tuple(fc.constantFrom("addWithoutContent", "put"), path, text),
      fc.tuple(fc.constantFrom("get", "history", "list", "search", "remove", "clear"), path, text),
      { weight: 2, arbitrary: fc.tuple(fc.constant("prune"), path, text) },
      fc.tuple(fc.constant("reopen"), path, text),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        rmSync(file, { force: true });
        const model = new Model();
        let registry = new BlockRegistry(file);
        for (const [action, where, what] of steps) {
          if (action === "reopen") {
            registry.close();
            registry = new BlockRegistry(file);
          } else act(registry, model, { action, path: where, text: what });
          for (const given of model.givenOut) {
            expect(registry.originals.get(contentHash(given))).toBe(given);
          }
        }
        expect(storedOriginals()).toEqual([...model.stored].map(contentHash).sort());
        registry.close();
      }),
      { numRuns: 75 },
    );
  });

  it("never lets go of what was put, before or after a block with the same text", () => {
    using registry = new BlockRegistry(file);
    registry.originals.put("put first");
    add(registry, "a.md", "put first");
    add(registry, "b.md", "put last");
    registry.originals.put("put last");
    registry.clear();
    expect(registry.prune().originals).toBe(0);
    expect(registry.originals.get(refOf("put first"))).toBe("put first");
    expect(registry.originals.get(refOf("put last"))).toBe("put last");
  });

  it("answers a put of what was given out before while another process writes", () => {
    using registry = new BlockRegistry(file, { busyTimeoutMs: 1 });
    registry.originals.put("known");
    add(registry, "a.md", "walrus");
    using writer = openSqlite(file, schema);
    writer.immediate(() => {
      expect(registry.originals.put("known")).toBe(refOf("known"));
      const locked = expect.objectContaining({
        code: "STORE_UNAVAILABLE",
        message: expect.stringContaining("locked by another process"),
      });
      expect(() => registry.originals.put("new")).toThrow(locked);
      // A ref that could not be recorded is not given out.
      expect(() => registry.search("walrus")).toThrow(locked);
    });
    expect(registry.search("walrus")).toHaveLength(1);
    writer.immediate(() => expect(registry.search("walrus")).toHaveLength(1));
  });

  it("records nothing of what a reader gave out", () => {
    using registry = new BlockRegistry(file);
    add(registry, "a.md", "walrus");
    using reader = new BlockRegistry(file, { readOnly: true });
    expect(reader.search("walrus")).toHaveLength(1);
    registry.clear();
    expect(registry.prune().originals).toBe(1);
  });

  it("gives the space back to the disk", () => {
    using registry = new BlockRegistry(file);
    const text = (seed: number) =>
      Array.from({ length: 3000 }, (_, index) => contentHash(`${seed} ${index}`)).join("\n");
    for (let version = 0; version < 20; version++) add(registry, "a.md", text(version));
    const before = registry.getStats().databaseBytes;
    expect(registry.prune()).toEqual({ versions: 19, originals: 19 });
    expect(statSync(file).size).toBeLessThan(before / 5);
    expect(registry.search(contentHash("19 2999"))).toHaveLength(1);
  });
});

describe("UnseenOriginals", () => {
  it("reads again what another process took away between reading and recording", () => {
    using registry = new BlockRegistry(file);
    add(registry, "a.md", "walrus");
    using database = openSqlite(file, schema);
    const rows = database.connection.prepare("SELECT content_hash FROM blocks").pluck();
    let reads = 0;
    const given = new UnseenOriginals(database).giveOut(
      () => {
        const hashes = rows.all() as string[];
        if (reads++ === 0) {
          registry.removeBlock("a.md");
          expect(registry.prune().originals).toBe(1);
        }
        return hashes;
      },
      (hashes) => hashes,
    );
    expect([given, reads]).toEqual([[], 2]);
  });
});

/** What a registry should hold. */
class Model {
  readonly versions = new Map<string, string[]>();
  readonly stored = new Set<string>();
  readonly givenOut = new Set<string>();

  give(texts: Iterable<string>): void {
    for (const text of texts) if (this.stored.has(text)) this.givenOut.add(text);
  }

  prune(keep: number): void {
    for (const [path, texts] of this.versions) this.versions.set(path, texts.slice(-keep));
    const needed = new Set([...this.versions.values()].flat());
    for (const text of this.stored) {
      if (!needed.has(text) && !this.givenOut.has(text)) this.stored.delete(text);
    }
  }
}

interface Action {
  readonly action: string;
  readonly path: string;
  readonly text: string;
}

/** Does one step in the registry and in the model, and compares what is answered. */
function act(registry: BlockRegistry, model: Model, { action, path, text }: Action): void {
  const texts = model.versions.get(path) ?? [];
  const newest = texts.at(-1);
  const hashes = (blocks: readonly Block[]) => blocks.map((block) => block.contentHash);
  if (action === "add" || action === "addWithoutContent") {
    const content = action === "add" ? text : undefined;
    registry.addBlock(blockOf(path, text), { content });
    if (content !== undefined) model.stored.add(content);
    if (newest !== text) model.versions.set(path, [...texts, text]);
  } else if (action === "put") {
    registry.originals.put(text);
    model.stored.add(text);
    model.give([text]);
  } else if (action === "get") {
    expect(registry.getBlock(path)?.compressedContent).toBe(newest);
    if (newest !== undefined) model.give([newest]);
  } else if (action === "history") {
    expect(hashes(registry.history(path))).toEqual(texts.map(contentHash));
    model.give(texts);
  } else if (action === "list") {
    const paths = [...model.versions.keys()].sort();
    const all = paths.map((one) => model.versions.get(one)?.at(-1) as string);
    expect(hashes(registry.listBlocks())).toEqual(all.map(contentHash));
    model.give(all);
  } else if (action === "search") {
    const hits = registry.search("walrus", { topK: 2 });
    model.give(hits.map(({ path: found }) => model.versions.get(found)?.at(-1) as string));
  } else if (action === "remove") {
    expect(registry.removeBlock(path)).toBe(model.versions.delete(path));
  } else if (action === "clear") {
    registry.clear();
    model.versions.clear();
  } else {
    const keepVersions = 1 + (text.length % 3);
    registry.prune({ keepVersions });
    model.prune(keepVersions);
  }
}

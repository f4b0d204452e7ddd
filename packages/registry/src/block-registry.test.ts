import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refOf } from "@tokenpak/core";
import { openSqlite } from "@tokenpak/core/sqlite";
import { blockOf, blockStoreContract, originalStoreContract } from "@tokenpak/testing";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BlockRegistry } from "./block-registry.ts";
import { REGISTRY_APPLICATION_ID, REGISTRY_MIGRATIONS } from "./migrations.ts";
import { SqliteOriginalStore } from "./sqlite-original-store.ts";

let folder: string;
let file: string;
const opened: { close(): void }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-registry-"));
  file = join(folder, ".tokenpak", "registry.db");
});

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(path = file): BlockRegistry {
  const registry = new BlockRegistry(path);
  opened.push(registry);
  return registry;
}

/** The same file, without the registry around it. */
function openRaw() {
  const schema = { migrations: REGISTRY_MIGRATIONS, applicationId: REGISTRY_APPLICATION_ID };
  const database = openSqlite(file, schema);
  opened.push(database);
  return database.connection;
}

function add(registry: BlockRegistry, path: string, content: string): void {
  registry.addBlock(blockOf(path, content, { compressedContent: "" }), { content });
}

blockStoreContract("BlockRegistry", () => new BlockRegistry(":memory:"));
originalStoreContract("BlockRegistry.originals", () => new BlockRegistry(":memory:").originals);
originalStoreContract("SqliteOriginalStore", () => new SqliteOriginalStore(":memory:"));

describe("BlockRegistry", () => {
  it("keeps everything in one private file, also after a restart", () => {
    const first = open();
    add(first, "a.md", "one walrus");
    add(first, "a.md", "two walrus");
    first[Symbol.dispose]();
    const second = open();
    expect(second.history("a.md").map((block) => block.version)).toEqual([1, 2]);
    expect(second.search("walrus")[0]?.snippet).toBe("two walrus");
    expect(second.originals.get(refOf("one walrus"))).toBe("one walrus");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(second.getStats().databaseBytes).toBeGreaterThanOrEqual(statSync(file).size);
  });

  it("opens for reading only", () => {
    add(open(), "a.md", "walrus");
    const reader = new BlockRegistry(file, { readOnly: true });
    opened.push(reader);
    expect(reader.search("walrus")).toHaveLength(1);
    for (const write of [
      () => add(reader, "b.md", "two"),
      () => reader.originals.put("two"),
      () => reader.clear(),
    ]) {
      expect(write).toThrow(expect.objectContaining({ code: "STORE_READ_ONLY" }));
    }
  });

  it("refuses a store of originals, and the other way round", () => {
    new SqliteOriginalStore(file).close();
    expect(() => open()).toThrow(expect.objectContaining({ code: "STORE_UNAVAILABLE" }));
    open(join(folder, "r.db")).close();
    expect(() => new SqliteOriginalStore(join(folder, "r.db"))).toThrow(
      expect.objectContaining({ code: "STORE_UNAVAILABLE" }),
    );
  });

  it("refuses a file that is no database", () => {
    writeFileSync(join(folder, "x.db"), "no database at all, but a text".repeat(100));
    expect(() => open(join(folder, "x.db"))).toThrow(
      expect.objectContaining({ code: "STORE_CORRUPT" }),
    );
  });

  it("keeps a content once, compressed", () => {
    const registry = open();
    const content = "the same line again\n".repeat(5000);
    add(registry, "a.md", content);
    add(registry, "b.md", content);
    const rows = openRaw().prepare("SELECT size, length(data) AS stored FROM originals").all();
    expect(rows).toEqual([{ size: content.length, stored: expect.any(Number) }]);
    expect((rows[0] as { stored: number }).stored).toBeLessThan(content.length / 20);
  });

  it.each([
    ["other bytes of the same length", "UPDATE originals SET packed = 0, data = zeroblob(size)"],
    ["a broken stream", "UPDATE originals SET data = zeroblob(9)"],
    ["a wrong length", "UPDATE originals SET size = size - 1"],
  ])("notices on reading that an original is damaged: %s", (_, sql) => {
    const registry = open();
    const text = "some long text ".repeat(50);
    const ref = registry.originals.put(text);
    openRaw().exec(sql);
    expect(() => registry.originals.get(ref)).toThrow(
      expect.objectContaining({
        code: "STORE_CORRUPT",
        message: expect.stringContaining(ref),
      }),
    );
  });

  it("drops no original when its block goes: its ref may have been handed out", () => {
    const registry = open(":memory:");
    add(registry, "a.md", "one");
    registry.removeBlock("a.md");
    registry.clear();
    expect(registry.originals.get(refOf("one"))).toBe("one");
  });

  it("answers after any history as a new registry with the same newest contents would", () => {
    const words = [
      "walrus",
      "walruses",
      "sing",
      "parseHTTPHeader2",
      "日本語",
      "é",
      "x_y",
      "\uD800",
    ];
    const text = fc
      .array(fc.constantFrom(...words, "\n"), { maxLength: 12 })
      .map((all) => all.join(" "));
    const step = fc.record({
      path: fc.constantFrom("a.md", "src/walrusSong.ts", "b.md"),
      text: fc.option(text, { nil: undefined }),
      raw: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        using changed = new BlockRegistry(":memory:");
        for (const { path, text: content, raw } of steps) {
          if (content === undefined) changed.removeBlock(path);
          else changed.addBlock(blockOf(path, content), raw ? { content } : {});
        }
        using fresh = new BlockRegistry(":memory:");
        for (const block of changed.listBlocks()) fresh.addBlock(block);
        for (const query of [...words, words.join(" "), "md", "song"]) {
          const seen = ({
            path,
            score,
            snippet,
            why,
          }: ReturnType<typeof fresh.search>[number]) => ({
            path,
            score,
            snippet,
            why,
          });
          expect(changed.search(query).map(seen), query).toEqual(fresh.search(query).map(seen));
        }
      }),
      { numRuns: 100 },
    );
  });
});

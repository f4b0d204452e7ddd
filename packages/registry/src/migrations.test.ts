import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { refOf } from "@tokenpak/core";
import { openSqlite } from "@tokenpak/core/sqlite";
import { blockOf } from "@tokenpak/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { childEnd, killAfter, SOAK_ROUNDS, startChild } from "./__fixtures__/child-process.ts";
import { BlockRegistry } from "./block-registry.ts";
import { checkRegistry } from "./check-registry.ts";
import { REGISTRY_APPLICATION_ID, REGISTRY_MIGRATIONS } from "./migrations.ts";
import { SqliteOriginalStore } from "./sqlite-original-store.ts";

let folder: string;
let file: string;

/** The fixtures are files that the code of commit fe25586 made, the last one of schema 1. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-migrations-"));
  file = join(folder, "registry.db");
  unpack("registry-schema-1.db.gz", file);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function unpack(fixture: string, path: string): void {
  writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dirname, "__fixtures__", fixture))));
}

const latest = { migrations: REGISTRY_MIGRATIONS, applicationId: REGISTRY_APPLICATION_ID };
const PATHS = [
  "compressed-only.md",
  "docs/walrus.md",
  "odd \uD800.md",
  "other.md",
  "src/long.ts",
] as const;

/** The file holds what was put into it under schema 1. */
function expectEverything(registry: BlockRegistry): void {
  expect(registry.listBlocks().map(({ path }) => path)).toEqual(PATHS);
  const [first, second] = registry.history("docs/walrus.md");
  expect([first?.version, first?.compressedContent]).toEqual([1, "# One walrus\r\nsings\n"]);
  expect(second).toMatchObject({
    version: 2,
    compressedContent: "# Two walruses\nsing ",
    qualityScore: 0.75,
    importance: 7.5,
    processedAt: 1700000000.25,
    provenance: {
      sourceType: "filesystem",
      sourceId: "/somewhere/docs/walrus.md",
      sourceVersion: "abc",
      fetchedAt: 1700000001,
      title: "Walruses \uD800",
    },
  });
  expect([...registry.listMarks()].sort()).toEqual([
    ["docs/walrus.md", "filesystem 0123456789ab 27 1700000002000 1700000002001"],
    ["other.md", "m1 file1 "],
    ["src/long.ts", "filesystem 0123456789ab ?"],
  ]);
  for (const text of ["# One walrus\r\nsings\n", "a vanished capybara", "put by hand\n"]) {
    expect(registry.originals.get(refOf(text))).toBe(text);
  }
  const [hit] = registry.search("parseHttpHeader217");
  expect(hit).toMatchObject({ path: "src/long.ts", lineStart: 218 });
  const found = (query: string) => registry.search(query).map(({ path }) => path);
  expect(found("walrus")).toEqual(["docs/walrus.md"]);
  expect(found("surrogate")).toEqual(["odd \uD800.md"]);
  expect(found("otter packed")).toEqual(["compressed-only.md"]);
  expect(found("capybara")).toEqual([]);
}

/** Makes the migration long: so many copies of every block. */
function multiply(copies: number): void {
  const database = openSqlite(file, { ...latest, migrations: REGISTRY_MIGRATIONS.slice(0, 1) });
  const columns =
    "newest, content_hash, file_type, raw_tokens, compressed_tokens, compressed_content, importance, slice_id, raw_indexed";
  database.connection
    .prepare(
      `INSERT INTO blocks (path, version, ${columns})
       SELECT 'copy' || value || '/' || blocks.path, version, ${columns} FROM blocks, json_each(?)`,
    )
    .run(JSON.stringify(Array.from({ length: copies }, (_, index) => index)));
  database.close();
}

describe("REGISTRY_MIGRATIONS", { timeout: 30_000 * SOAK_ROUNDS }, () => {
  it("keep everything of a file of version 1, which goes on as a new one", () => {
    using registry = new BlockRegistry(file);
    expectEverything(registry);
    const check = checkRegistry(file);
    expect(check).toMatchObject({ schemaVersion: REGISTRY_MIGRATIONS.length, damage: [] });
    registry.addBlock(blockOf("docs/walrus.md", "three marmots"), { content: "three marmots" });
    registry.removeBlock("src/long.ts");
    const found = (query: string) => registry.search(query).map(({ path }) => path);
    expect([found("walrus"), found("marmot")]).toEqual([["docs/walrus.md"], ["docs/walrus.md"]]);
    expect(registry.getBlock("docs/walrus.md")?.version).toBe(3);
  });

  it("take every original of an old file for given out, since nobody knows", () => {
    using registry = new BlockRegistry(file);
    registry.clear();
    expect(registry.prune().originals).toBe(0);
    expect(registry.originals.get(refOf("a vanished capybara"))).toBe("a vanished capybara");
  });

  it("score as a new registry with the same contents does", () => {
    using old = new BlockRegistry(file);
    using fresh = new BlockRegistry(":memory:");
    for (const block of old.listBlocks()) {
      const content = old.originals.get(block.contentHash);
      fresh.addBlock(block, { content });
    }
    const scores = (registry: BlockRegistry) =>
      registry.search("walrus marmot surrogate otter").map(({ path, score }) => [path, score]);
    expect(scores(old)).toEqual(scores(fresh));
  });

  it("leave a block without its raw text searchable by its compressed one, to be read again", () => {
    const database = openSqlite(file, { ...latest, migrations: REGISTRY_MIGRATIONS.slice(0, 1) });
    database.connection.exec(
      "UPDATE originals SET data = zeroblob(9) WHERE hash IN (SELECT content_hash FROM blocks WHERE path LIKE 'docs/%')",
    );
    database.close();
    using registry = new BlockRegistry(file);
    expect(registry.search("walrus")[0]).toMatchObject({ snippet: "# Two walruses\nsing " });
    expect(registry.listMarks().has("docs/walrus.md")).toBe(false);
  });

  it("let a file of version 1 shrink", () => {
    multiply(100);
    using registry = new BlockRegistry(file);
    registry.clear();
    registry.prune();
    using database = openSqlite(file, latest);
    expect(database.connection.pragma("auto_vacuum", { simple: true })).toBe(2);
    expect(database.connection.pragma("freelist_count", { simple: true })).toBe(0);
  });

  it("run once when several processes open an old file at the same time", async () => {
    multiply(200);
    const script = `const store = new registry.BlockRegistry(process.argv[1]);
      say(store.getStats().totalFiles + " " + store.search("walrus", { topK: 999 }).length);
      store.close();`;
    const ends = await Promise.all(
      [1, 2, 3].map(() => childEnd(startChild(script, { args: [file] }))),
    );
    for (const { code, lines } of ends) expect([code, ...lines]).toEqual([0, "1005 201"]);
  });

  it("survive kill -9 at any moment", async () => {
    multiply(300);
    const old = join(folder, "old.db");
    copyFileSync(file, old);
    const script = `say("start"); new registry.BlockRegistry(process.argv[1]).close(); say("done");`;
    for (let round = 0; round < 2 * SOAK_ROUNDS; round++) {
      for (const side of ["-wal", "-shm"]) rmSync(file + side, { force: true });
      copyFileSync(old, file);
      const afterMs = ((round * 89) % 400) + 20;
      await killAfter(startChild(script, { args: [file] }), { line: "start", afterMs });
      using registry = new BlockRegistry(file);
      expect(registry.getStats().totalFiles).toBe(1505);
      expect(registry.search("walrus", { topK: 999 })).toHaveLength(301);
      expect(checkRegistry(file).damage).toEqual([]);
    }
  });

  it("are refused to a reader, and a newer file to everyone, in words", () => {
    const before = readFileSync(file);
    expect(() => new BlockRegistry(file, { readOnly: true })).toThrow(
      expect.objectContaining({
        code: "STORE_READ_ONLY",
        message: expect.stringMatching(/older version.*Open it once for writing/),
      }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    using database = openSqlite(file, latest);
    database.connection.pragma(`user_version = ${REGISTRY_MIGRATIONS.length + 1}`);
    for (const readOnly of [true, false]) {
      expect(() => new BlockRegistry(file, { readOnly })).toThrow(
        expect.objectContaining({
          code: "STORE_TOO_NEW",
          message: expect.stringContaining("Update TokenPak"),
        }),
      );
    }
  });
});

describe("ORIGINALS_MIGRATIONS", () => {
  it("keep everything of a file of version 1", () => {
    const path = join(folder, "originals.db");
    unpack("originals-schema-1.db.gz", path);
    using store = new SqliteOriginalStore(path);
    for (const text of ["put by hand\n", "long ".repeat(1000)]) {
      expect(store.get(store.put(text))).toBe(text);
    }
  });
});

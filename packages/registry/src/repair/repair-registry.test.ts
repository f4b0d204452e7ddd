import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash, refOf } from "@tokenpak/core";
import { openSqlite } from "@tokenpak/core/sqlite";
import { blockOf } from "@tokenpak/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expectRight, registryBytes, TEXTS, unlessCorrupt } from "../__fixtures__/real-registry.ts";
import { BlockRegistry } from "../block-registry.ts";
import { checkRegistry } from "../check-registry.ts";
import { REGISTRY_APPLICATION_ID, REGISTRY_MIGRATIONS } from "../migrations.ts";
import { repairRegistry } from "./repair-registry.ts";

const PAGE = 4096;
const schema = { migrations: REGISTRY_MIGRATIONS, applicationId: REGISTRY_APPLICATION_ID };

const bytes = registryBytes();
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-repair-"));
  file = join(folder, "registry.db");
  writeFileSync(file, bytes);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function damage(change: (content: Buffer) => void): void {
  const content = Buffer.from(bytes);
  change(content);
  writeFileSync(file, content);
}

/** The same file, without the registry around it. */
function withRaw(sql: string, { unsafe = false } = {}): void {
  using database = openSqlite(file, schema);
  database.connection.pragma("foreign_keys = OFF");
  database.connection.unsafeMode(unsafe);
  database.connection.exec(sql);
}

function isSound(): boolean {
  const check = unlessCorrupt(() => checkRegistry(file));
  return check !== undefined && check.damage.length + check.searchDamage.length === 0;
}

describe("repairRegistry", () => {
  it("leaves a sound registry alone", () => {
    const report = repairRegistry(file);
    expect(report).toMatchObject({ repaired: false, damage: [], keptAs: undefined });
    expect([report.files, report.versions, report.originals]).toEqual([35, 69, 80]);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes("damaged"))).toEqual([]);
  });

  const kinds: readonly (readonly [string, () => void])[] = [
    ["a file that was cut off", () => truncateSync(file, Math.floor(bytes.length / 2) + 1000)],
    ["a header of zeros", () => damage((content) => content.fill(0, 0, 100))],
    ["a first page of zeros", () => damage((content) => content.fill(0, 0, PAGE))],
    ["a first page of garbage", () => damage((content) => content.fill(0x5a, 0, PAGE))],
  ];
  it.each(kinds)("makes a sound registry of %s", (_, harm) => {
    harm();
    expect(isSound()).toBe(false);
    const report = repairRegistry(file);
    expect(report.files).toBeGreaterThan(10);
    expect(report.keptAs).toBe(`${file}.damaged-1`);
    expect(isSound()).toBe(true);
    using registry = new BlockRegistry(file);
    expectRight(registry, { complete: false });
    registry.addBlock(blockOf("new.md", "a new otter"), { content: "a new otter" });
    expect(registry.search("otter")).toHaveLength(1);
  });

  it("loses nothing with the header, and brings nothing back that was deleted", () => {
    damage((content) => content.fill(0, 0, 100));
    expect(repairRegistry(file)).toMatchObject({ files: 35, lostVersions: [], lostOriginals: [] });
    using registry = new BlockRegistry(file);
    expect(registry.listBlocks()).toHaveLength(35);
    expect(registry.search("walrus", { topK: 100 })).toHaveLength(35);
    expect(registry.listMarks().size).toBe(35);
    // The ids of sources are of the data that was damaged: they are read again.
    expect(registry.readCursor("folder 1")).toBeUndefined();
  });

  it("passes over garbage in the log, and takes along what the log has committed", () => {
    writeFileSync(`${file}-wal`, Buffer.alloc(3 * PAGE, 0x33));
    expect(repairRegistry(file).repaired).toBe(false);
    const registry = new BlockRegistry(file);
    registry.addBlock(blockOf("late.md", "a late otter"), { content: "a late otter" });
    copyFileSync(file, join(folder, "copy.db"));
    copyFileSync(`${file}-wal`, join(folder, "copy.db-wal"));
    registry.close();
    const copy = readFileSync(join(folder, "copy.db"));
    writeFileSync(join(folder, "copy.db"), copy.fill(0, 0, PAGE));
    // A torn last frame.
    writeFileSync(join(folder, "copy.db-wal"), Buffer.alloc(1000, 0x33), { flag: "a" });
    repairRegistry(join(folder, "copy.db"));
    using repaired = new BlockRegistry(join(folder, "copy.db"));
    expect(repaired.search("otter")).toHaveLength(1);
    expect(repaired.listBlocks()).toHaveLength(36);
  });

  const searchOnly: readonly (readonly [string, string, RegExp])[] = [
    ["a full-text index without its data", "DELETE FROM chunk_search_data", /FTS5|chunk_search/],
    [
      "full-text data of zeros",
      "UPDATE chunk_search_data SET block = zeroblob(length(block)) WHERE id > 10",
      /FTS5|chunk_search/,
    ],
    [
      "pieces that are not in the full-text index",
      "DELETE FROM chunk_search_docsize WHERE id % 2 = 0",
      /pieces are not in the full-text index/,
    ],
    ["blocks without pieces", "DELETE FROM chunks WHERE block_id % 3 = 0", /src\/file\d+\.md/],
    [
      "pieces without a block",
      "UPDATE chunks SET block_id = 9999 WHERE id = 7",
      /1 pieces belong to no newest version/,
    ],
    ["pieces with other lines", "UPDATE chunks SET first_line = 9 WHERE id = 7", /file\d+/],
    ["pieces with other names", "UPDATE chunks SET names = 'x' WHERE id = 7", /file\d+/],
  ];
  it.each(searchOnly)(
    "makes the search index anew where only that is damaged: %s",
    (_, sql, what) => {
      withRaw(sql, { unsafe: true });
      const check = checkRegistry(file);
      expect(check.damage).toEqual([]);
      expect(check.searchDamage.join("\n")).toMatch(what);
      const report = repairRegistry(file);
      expect(report).toMatchObject({ repaired: true, lostVersions: [], forgottenCursors: [] });
      using registry = new BlockRegistry(file);
      expectRight(registry, { complete: true });
    },
  );

  it("says which originals and texts are lost, and has their sources read again", () => {
    const newest = TEXTS.get("src/file1.md 2") as string;
    const old = TEXTS.get("src/file2.md 1") as string;
    withRaw(
      `UPDATE originals SET data = zeroblob(length(data)) WHERE hash IN ('${contentHash(newest)}', '${contentHash(old)}')`,
    );
    expect(checkRegistry(file).damage).toHaveLength(2);
    const report = repairRegistry(file);
    expect(report.lostOriginals).toEqual([refOf(newest), refOf(old)].sort());
    expect(report.withoutText).toEqual(["src/file1.md"]);
    expect(report.forgottenCursors).toHaveLength(4);
    const registry = new BlockRegistry(file);
    expect(registry.listMarks().has("src/file1.md")).toBe(false);
    expect(registry.originals.get(refOf(newest))).toBeUndefined();
    registry.addBlock(blockOf("src/file1.md", newest), { content: newest });
    expect(registry.originals.get(refOf(newest))).toBe(newest);
    registry.close();
    expect(isSound()).toBe(true);
  });

  it("notices a missing original, a version of other words, and a cursor of others", () => {
    withRaw(`
      DELETE FROM originals WHERE hash = '${contentHash(TEXTS.get("src/file3.md 1") as string)}';
      UPDATE blocks SET compressed_content = 'other words' WHERE path = 'src/file1.md' AND version = 2;
      UPDATE cursors SET value = '{}' WHERE source = 'folder 3';
    `);
    expect(checkRegistry(file).damage.join("\n")).toMatch(
      /file1\.md" version 2 does not have its checksum[\s\S]*of "src\/file3\.md" is missing[\s\S]*cursor of "folder 3"/,
    );
    const registry = new BlockRegistry(file);
    for (const read of [
      () => registry.getBlock("src/file1.md"),
      () => registry.history("src/file1.md"),
      () => registry.listBlocks(),
      () => registry.readCursor("folder 3"),
    ]) {
      expect(read).toThrow(
        expect.objectContaining({
          code: "STORE_CORRUPT",
          message: expect.stringContaining("tokenpak doctor --repair"),
        }),
      );
    }
    registry.close();
    const report = repairRegistry(file);
    expect(report.lostVersions).toEqual([{ path: "src/file1.md", version: 2 }]);
    expect(report.withoutText).toEqual(["src/file3.md"]);
  });

  it("numbers what it keeps, and leaves nothing else behind", () => {
    for (const number of [1, 2]) {
      damage((content) => content.fill(0, 0, 100));
      expect(repairRegistry(file).keptAs).toBe(`${file}.damaged-${number}`);
    }
    expect(readdirSync(folder).filter((name) => !/damaged-\d(-wal)?$/.test(name))).toEqual(
      expect.arrayContaining(["registry.db"]),
    );
    expect(readdirSync(folder).filter((name) => name.includes("repairing"))).toEqual([]);
  });

  it("changes nothing while another process writes, and tells it afterwards that the file was replaced", () => {
    withRaw("UPDATE originals SET data = zeroblob(9) WHERE id = 5");
    const before = readFileSync(file);
    const other = new BlockRegistry(file);
    using writer = openSqlite(file, schema);
    writer.immediate(() => {
      expect(() => repairRegistry(file, { busyTimeoutMs: 1 })).toThrow(
        expect.objectContaining({ code: "STORE_UNAVAILABLE" }),
      );
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    repairRegistry(file);
    expect(() => other.addBlock(blockOf("x.md", "x"))).toThrow(
      expect.objectContaining({
        code: "STORE_UNAVAILABLE",
        message: expect.stringContaining("moved or deleted while it was open"),
      }),
    );
    other.close();
    expect(isSound()).toBe(true);
  });

  it("refuses what is no registry, and leaves it as it is", () => {
    const text = Buffer.from("no database at all\n".repeat(1000));
    writeFileSync(file, text);
    expect(() => repairRegistry(file)).toThrow(
      expect.objectContaining({
        code: "STORE_CORRUPT",
        message: expect.stringContaining("nothing of a registry"),
      }),
    );
    expect(readFileSync(file).equals(text)).toBe(true);
    expect(readdirSync(folder)).toEqual(["registry.db"]);
    expect(() => repairRegistry(join(folder, "none.db"))).toThrow(
      expect.objectContaining({ code: "STORE_UNAVAILABLE" }),
    );
    openSqlite(join(folder, "other.db"), {
      migrations: ["CREATE TABLE t (x)"],
      applicationId: 7,
    }).close();
    expect(() => repairRegistry(join(folder, "other.db"))).toThrow(
      expect.objectContaining({
        code: "STORE_UNAVAILABLE",
        message: expect.stringContaining("another application"),
      }),
    );
  });
});

import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isTokenPakError, type TokenPakErrorCode } from "../errors.ts";
import { openSqlite } from "./open-sqlite.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

const APPLICATION = 0x54500001;
const FIRST = "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL);";
const SECOND = "ALTER TABLE note ADD COLUMN stars INTEGER NOT NULL DEFAULT 3;";
const schema = { applicationId: APPLICATION, migrations: [FIRST, SECOND] };
const isRoot = process.getuid?.() === 0;

let folder: string;
let file: string;
const opened: SqliteDatabase[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-sqlite-"));
  file = join(folder, "a", "b", "x.db");
});

afterEach(() => {
  for (const database of opened.splice(0)) database.close();
  if (existsSync(join(folder, "a", "b"))) chmodSync(join(folder, "a", "b"), 0o700);
  rmSync(folder, { recursive: true, force: true });
});

function open(path = file, options: Partial<Parameters<typeof openSqlite>[1]> = {}) {
  const database = openSqlite(path, { ...schema, ...options });
  opened.push(database);
  return database;
}

function refusal(work: () => unknown): { code: TokenPakErrorCode; message: string } {
  try {
    work();
  } catch (error) {
    if (isTokenPakError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("nothing was refused");
}

const insert = (database: SqliteDatabase, text: string): unknown =>
  database.run(() => database.connection.prepare("INSERT INTO note (text) VALUES (?)").run(text));
const texts = (database: SqliteDatabase): unknown[] =>
  database.run(() =>
    database.connection.prepare("SELECT text FROM note ORDER BY id").pluck().all(),
  );

describe("openSqlite", () => {
  it("creates folders for the owner alone and a file of mode 0600, also with an open umask", () => {
    const before = process.umask(0);
    try {
      insert(open(), "x");
    } finally {
      process.umask(before);
    }
    expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o700);
    for (const suffix of ["", "-wal", "-shm"]) {
      expect(statSync(file + suffix).mode & 0o777, suffix).toBe(0o600);
    }
  });

  it("sets WAL, foreign keys, NORMAL and the schema's version and application", () => {
    const { connection } = open();
    const value = (name: string) => connection.pragma(name, { simple: true });
    expect(value("journal_mode")).toBe("wal");
    expect(value("foreign_keys")).toBe(1);
    expect(value("synchronous")).toBe(1);
    expect(value("busy_timeout")).toBe(5000);
    expect(value("user_version")).toBe(2);
    expect(value("application_id")).toBe(APPLICATION);
  });

  it("keeps what was written and brings an older file up to date", () => {
    const old = open(file, { migrations: [FIRST] });
    insert(old, "kept");
    old.close();
    const row = open().connection.prepare("SELECT text, stars FROM note").get();
    expect(row).toEqual({ text: "kept", stars: 3 });
  });

  it("undoes a migration that fails and says what failed", () => {
    const broken = { migrations: [FIRST, "CREATE TABLE extra (id); SELECT * FROM absent;"] };
    expect(() => open(file, broken)).toThrow(/no such table: absent/);
    const database = open(file, { migrations: [FIRST] });
    expect(texts(database)).toEqual([]);
    expect(database.connection.pragma("user_version", { simple: true })).toBe(1);
  });

  it("opens :memory: as a database of its own, whatever readOnly says", () => {
    insert(open(":memory:"), "x");
    expect(texts(open(":memory:", { readOnly: true }))).toEqual([]);
  });

  it("refuses a file of a newer version and leaves it alone", () => {
    open().close();
    const before = readFileSync(file);
    const { code, message } = refusal(() => open(file, { migrations: [FIRST] }));
    expect(code).toBe("STORE_TOO_NEW");
    expect(message).toContain(file);
    expect(message).toMatch(/schema 2, this one knows 1.*Update TokenPak/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([
    ["of another application id", { applicationId: 7 }],
    ["with tables but no application id", { applicationId: 0, migrations: [FIRST] }],
  ])("refuses a database %s and leaves it alone", (_, other) => {
    open(file, other).close();
    const before = readFileSync(file);
    expect(refusal(() => open())).toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringMatching(/another application.*Choose another path/),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([
    ["garbage", () => writeFileSync(file, Buffer.alloc(8192, 7))],
    ["a text", () => writeFileSync(file, "hello, world")],
    ["a truncated database", () => truncateSync(file, 4096)],
  ])("refuses %s as STORE_CORRUPT", (_, damage) => {
    const database = open();
    for (let index = 0; index < 100; index++) insert(database, "x".repeat(1000));
    database.close();
    damage();
    expect(refusal(() => open())).toMatchObject({
      code: "STORE_CORRUPT",
      message: expect.stringMatching(/x\.db.*(backup|move it away)/),
    });
  });

  it.each([
    ["a version below 1", "PRAGMA user_version = -7"],
    ["a version that it is not of", "PRAGMA user_version = 1"],
    ["another column", "ALTER TABLE note RENAME COLUMN text TO test"],
    ["no table", "DROP TABLE note"],
  ])("refuses a file that has %s as STORE_CORRUPT", (_, sql) => {
    const { connection } = open();
    connection.exec(sql);
    expect(refusal(() => open()).code).toBe("STORE_CORRUPT");
  });

  it("reports damage that shows only later, when a page is read", () => {
    const database = open();
    for (let index = 0; index < 500; index++) insert(database, "x".repeat(1000));
    database.close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4096 * 20);
    writeFileSync(file, bytes);
    expect(refusal(() => texts(open())).code).toBe("STORE_CORRUPT");
  });

  it("refuses a folder, a path below a file, and a name it would not open as given", () => {
    mkdirSync(file, { recursive: true });
    expect(refusal(() => open())).toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("is a folder"),
    });
    writeFileSync(join(folder, "plain"), "");
    expect(refusal(() => open(join(folder, "plain", "x.db"))).code).toBe("STORE_UNAVAILABLE");
    expect(refusal(() => open(join(folder, "plain", "y", "x.db"))).code).toBe("STORE_UNAVAILABLE");
    for (const path of ["", " ", "x.db ", "a\0b"]) {
      expect(refusal(() => open(path)).code, JSON.stringify(path)).toBe("INVALID_OPTION");
    }
  });

  it("says that a database is locked, after the given time", () => {
    const first = open();
    const second = open(file, { busyTimeoutMs: 1 });
    first.immediate(() => {
      expect(refusal(() => insert(second, "x"))).toMatchObject({
        code: "STORE_UNAVAILABLE",
        message: expect.stringMatching(/locked by another process.*try again/),
      });
    });
  });

  it("says that the disk is full and half writes nothing", () => {
    const database = open();
    database.connection.pragma("max_page_count = 40");
    const { code, message } = refusal(() =>
      database.immediate(() => {
        for (let index = 0; index < 1000; index++) insert(database, "x".repeat(1000));
      }),
    );
    expect({ code, message }).toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("full"),
    });
    expect(texts(database)).toEqual([]);
  });

  it("opens for reading only without creating or changing anything", () => {
    expect(refusal(() => open(file, { readOnly: true }))).toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringMatching(/does not exist/),
    });
    expect(existsSync(join(folder, "a"))).toBe(false);
    const database = open();
    insert(database, "x");
    const reader = open(file, { readOnly: true });
    expect(texts(reader)).toEqual(["x"]);
    expect(refusal(() => insert(reader, "y"))).toMatchObject({
      code: "STORE_READ_ONLY",
      message: expect.stringMatching(/x\.db.*writable/),
    });
  });

  it("does not upgrade what is opened for reading only", () => {
    open(file, { migrations: [FIRST] }).close();
    expect(refusal(() => open(file, { readOnly: true }))).toMatchObject({
      code: "STORE_READ_ONLY",
      message: expect.stringContaining("Open it once for writing"),
    });
  });

  it.skipIf(isRoot)(
    "tells a read-only file, folder and unreadable file (root may write anywhere)",
    () => {
      const database = open();
      insert(database, "x");
      database.close();
      chmodSync(join(folder, "a", "b"), 0o500);
      expect(refusal(() => open())).toMatchObject({
        code: "STORE_READ_ONLY",
        message: expect.stringContaining("read-only folder"),
      });
      expect(texts(open(file, { readOnly: true }))).toEqual(["x"]);
      expect(refusal(() => open(join(folder, "a", "b", "new.db"))).code).toBe("STORE_UNAVAILABLE");
      chmodSync(join(folder, "a", "b"), 0o700);
      chmodSync(file, 0o400);
      expect(refusal(() => open()).code).toBe("STORE_READ_ONLY");
      chmodSync(file, 0o000);
      expect(refusal(() => open()).code).toBe("STORE_UNAVAILABLE");
    },
  );

  it("lets several processes create and write the same new file at once", async () => {
    const script = `
      import { openSqlite } from ${JSON.stringify(new URL("./open-sqlite.ts", import.meta.url).href)};
      const database = openSqlite(process.argv[1], ${JSON.stringify(schema)});
      const statement = database.connection.prepare("INSERT INTO note (text) VALUES (?)");
      for (let index = 0; index < 50; index++) database.immediate(() => statement.run("x"));
      database.close();`;
    const runs = [0, 1, 2].map(
      () =>
        new Promise<number | null>((done) => {
          const args = ["--import", "tsx", "--input-type=module", "-e", script, file];
          spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] }).on(
            "exit",
            done,
          );
        }),
    );
    expect(await Promise.all(runs)).toEqual([0, 0, 0]);
    expect(texts(open())).toHaveLength(150);
  });
});

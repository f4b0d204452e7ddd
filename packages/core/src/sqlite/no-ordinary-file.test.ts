import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqlite } from "./open-sqlite.ts";

const schema = { applicationId: 1, migrations: ["CREATE TABLE note (text TEXT NOT NULL);"] };

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-sqlite-"));
  file = join(folder, "x.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const unavailable = (message: RegExp) =>
  expect.objectContaining({
    code: "STORE_UNAVAILABLE",
    message: expect.stringMatching(message),
  });

describe("openSqlite on what is no ordinary file", () => {
  it.skipIf(process.platform === "win32")(
    "refuses a FIFO at once, for reading too (no FIFOs on Windows)",
    () => {
      expect(spawnSync("mkfifo", [file]).status).toBe(0);
      for (const readOnly of [false, true]) {
        expect(() => openSqlite(file, { ...schema, readOnly })).toThrow(
          unavailable(/x\.db" is a folder or a device.*Choose the path of a file/),
        );
      }
    },
  );

  it("refuses a folder, and links that lead nowhere, to themselves or to a folder", () => {
    mkdirSync(join(folder, "folder"));
    symlinkSync(join(folder, "absent"), join(folder, "nowhere.db"));
    symlinkSync(join(folder, "loop.db"), join(folder, "loop.db"));
    symlinkSync(join(folder, "folder"), join(folder, "link.db"));
    for (const [name, message] of [
      ["folder", /is a folder or a device/],
      ["link.db", /is a folder or a device/],
      ["nowhere.db", /is a link that leads nowhere. Create what it leads to/],
      ["loop.db", /is a link that leads to itself/],
    ] as const) {
      for (const readOnly of [false, true]) {
        const open = () => openSqlite(join(folder, name), { ...schema, readOnly });
        expect(open, name).toThrow(readOnly ? unavailable(/./) : unavailable(message));
      }
    }
    expect(existsSync(join(folder, "absent"))).toBe(false);
  });

  it("follows a link to a database", () => {
    openSqlite(file, schema).close();
    symlinkSync(file, join(folder, "link.db"));
    using database = openSqlite(join(folder, "link.db"), schema);
    database.immediate(() => database.connection.exec("INSERT INTO note VALUES ('x')"));
    using direct = openSqlite(file, schema);
    expect(direct.connection.prepare("SELECT count(*) FROM note").pluck().get()).toBe(1);
  });
});

describe("SqliteDatabase when its file goes away", () => {
  const harms: readonly (readonly [string, () => void])[] = [
    ["deleted", () => rmSync(file)],
    ["moved away", () => renameSync(file, join(folder, "moved.db"))],
    [
      "replaced by another database",
      () => {
        openSqlite(join(folder, "other.db"), schema).close();
        renameSync(join(folder, "other.db"), file);
      },
    ],
  ];
  it.skipIf(process.platform === "win32").each(harms)(
    "takes and answers nothing for a file that was %s (Windows keeps open files)",
    (_, harm) => {
      const database = openSqlite(file, schema);
      const write = () => database.connection.exec("INSERT INTO note VALUES ('x')");
      database.immediate(write);
      harm();
      const before = existsSync(file) ? readFileSync(file) : undefined;
      const refusal = unavailable(/moved or deleted while it was open.*Open it again/);
      expect(() => database.immediate(write)).toThrow(refusal);
      expect(() => database.run(() => database.connection.pragma("user_version"))).toThrow(refusal);
      expect(() => database.snapshot(() => undefined)).toThrow(refusal);
      expect(existsSync(file) ? readFileSync(file) : undefined).toEqual(before);
      database.close();
    },
  );

  it.skipIf(process.platform === "win32")(
    "does not commit a transaction in whose midst its file was replaced (Windows keeps open files)",
    () => {
      using database = openSqlite(file, schema);
      using other = openSqlite(join(folder, "other.db"), schema);
      other.close();
      const write = () => database.connection.exec("INSERT INTO note VALUES ('x')");
      expect(() =>
        database.run(() => {
          renameSync(join(folder, "other.db"), file);
          return database.connection.transaction(() => database.immediate(write)).immediate();
        }),
      ).toThrow(unavailable(/another one took its place/));
    },
  );
});

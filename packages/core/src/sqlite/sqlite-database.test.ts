import { describe, expect, it } from "vitest";
import { isTokenPakError } from "../errors.ts";
import { openSqlite } from "./open-sqlite.ts";

const open = () =>
  openSqlite(":memory:", { applicationId: 1, migrations: ["CREATE TABLE t (x UNIQUE);"] });

describe("SqliteDatabase", () => {
  it("undoes a transaction that throws, and hands the error on", () => {
    const database = open();
    const { connection } = database;
    const work = () =>
      database.immediate(() => {
        connection.exec("INSERT INTO t VALUES (1)");
        throw new RangeError("stop");
      });
    expect(work).toThrow(RangeError);
    expect(connection.prepare("SELECT * FROM t").all()).toEqual([]);
    expect(connection.inTransaction).toBe(false);
  });

  it("nests transactions: an inner one that fails leaves the outer one's work", () => {
    const database = open();
    const { connection } = database;
    database.immediate(() => {
      connection.exec("INSERT INTO t VALUES (1)");
      expect(() => database.immediate(() => connection.exec("INSERT INTO t VALUES (1)"))).toThrow(
        /UNIQUE/,
      );
    });
    expect(connection.prepare("SELECT x FROM t").pluck().all()).toEqual([1]);
  });

  it("throws STORE_CLOSED after close, and may be closed twice", () => {
    const database = open();
    database.close();
    database[Symbol.dispose]();
    for (const work of [() => database.run(() => 1), () => database.immediate(() => 1)]) {
      expect(work).toThrow(
        expect.toSatisfy((error: unknown) => isTokenPakError(error, "STORE_CLOSED")),
      );
    }
  });
});

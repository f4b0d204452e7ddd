import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { porterStem } from "./porter-stem.ts";
import { openSqlite } from "./sqlite.ts";

const database = openSqlite(":memory:", {
  applicationId: 1,
  migrations: [
    "CREATE VIRTUAL TABLE word USING fts5 (text, content = '', tokenize = 'porter unicode61'); CREATE VIRTUAL TABLE term USING fts5vocab (word, row);",
  ],
});
const insert = database.connection.prepare("INSERT INTO word (rowid, text) VALUES (1, ?)");
const read = database.connection.prepare("SELECT term FROM term").pluck();
const clear = database.connection.prepare("INSERT INTO word (word) VALUES ('delete-all')");

function stemOfSqlite(word: string): unknown {
  insert.run(word);
  const stem = read.get();
  clear.run();
  return stem;
}

afterAll(() => database.close());

const SUFFIXES =
  "ational tional enci anci izer abli alli entli eli ousli ization ation ator alism iveness fulness ousness aliti iviti biliti logi icate ative alize iciti ical ful ness al ance ence er ic able ible ement ment ant ent sion tion ou ism ate iti ous ive ize eed ed ing ies sses ss s y e ll".split(
    " ",
  );

describe("porterStem", () => {
  it("gives the stem that SQLite's tokenizer indexes, for any word", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."abceilostyz"), maxLength: 6 });
    const word = fc
      .tuple(letters, fc.constantFrom("", ...SUFFIXES), fc.constantFrom("", ...SUFFIXES))
      .map((parts) => parts.join(""))
      .filter((text) => text !== "");
    fc.assert(
      fc.property(word, (text) => {
        expect(porterStem(text), text).toBe(stemOfSqlite(text));
      }),
      { numRuns: 5000 },
    );
  });

  it("leaves short, long and other words as they are", () => {
    for (const word of ["as", "42s", "x".repeat(70), "größes", "日本"]) {
      expect(porterStem(word)).toBe(word);
    }
  });
});

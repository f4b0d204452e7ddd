import { createTokenCounter } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyTables, tables } from "./__fixtures__/csv-arbitrary.ts";
import { decodeCsv } from "./decode-csv.ts";
import { encodeCsv } from "./encode-csv.ts";
import { readCsv } from "./read-csv.ts";

const counter = createTokenCounter();

function encoded(text: string): string | undefined {
  const table = readCsv(text);
  return table === undefined ? undefined : encodeCsv({ text, table }, counter);
}

describe("encodeCsv", () => {
  it("gives back every byte", () => {
    fc.assert(
      fc.property(fc.oneof(tables, anyTables), (text) => {
        const body = encoded(text);
        if (body !== undefined) expect(decodeCsv(body)).toBe(text);
      }),
      { numRuns: 80 },
    );
  });

  it("says once what all rows share, and each row on a line", () => {
    const rows = Array.from(
      { length: 8 },
      (_, at) =>
        `${at + 1},u${at + 1}@example.com,EUR,2026-03-0${1 + Math.floor(at / 4)}T10:00:1${at},${at * 3}.50`,
    );
    expect(encoded(`id,mail,currency,at,sum\n${rows.join("\n")}\n`)).toBe(
      [
        "rows=8",
        "id={1..8},mail=u$id@example.com,currency=EUR,at=2026-03-^*,sum={0..21/3}.50",
        ...["^at=01T10:00:", "10", "11", "12", "13"],
        ...["^at=02T10:00:", "14", "15", "16", "17"],
      ].join("\n"),
    );
  });

  it("keeps what is no ordinary row as it stands, in its place", () => {
    const body = encoded(
      '# made by hand\na;b;c\n1;x;"2;3"\n# between\n2;x;4\n3;x;5\n7;"odd"x;8\n4;x;6\n9;x;1',
    );
    expect(body?.split("\n")).toContain("@# between");
    expect(body?.split("\n")).toContain('@7;"odd"x;8');
    expect(decodeCsv(body ?? "")).toContain('1;x;"2;3"');
  });

  it("needs no lines where the columns count on", () => {
    const rows = Array.from({ length: 40 }, (_, at) => `${at},2026-01-01,k${at}\r\n`).join("");
    expect(encoded(`n,day,key\r\n${rows}`)).toBe("rows=40 crlf\nn={0..39},day=2026-01-01,key=k$n");
  });

  it("leaves alone what is no table", () => {
    expect(
      encoded("It was late, and dark.\nNobody came.\nThe end, said she, is near, or not.\n"),
    ).toBeUndefined();
    expect(encoded("")).toBeUndefined();
    expect(encoded('a,b\n"never ends,1\n2,3\n')).toBeUndefined();
  });

  it("takes time linear in its input", { timeout: 20_000 }, () => {
    for (const piece of ['"', '"a\n', "a,", '""', ",\n", 'a"b,"c\n', "#\n", "1,2\n"]) {
      const text = `a,b\n1,2\n3,4\n5,6\n${piece.repeat(12_000)}`;
      const body = encoded(text);
      if (body !== undefined) expect(decodeCsv(body)).toBe(text);
    }
  });
});

describe("decodeCsv", () => {
  it.each([
    "",
    "rows=2\na={1..2},b=$c",
    "rows=1e9\na={1..3}",
    "rows=2 sep=x\na\n1\n2",
    "rows=1\na=$b,b=$a\n",
  ])("refuses %j", (body) => {
    expect(() => decodeCsv(body)).toThrow(/cannot be unpacked/);
  });
});

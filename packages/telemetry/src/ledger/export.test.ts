import { anyCompletion, completionOf } from "@tokenpak/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CSV_COLUMNS, completionsCsv, csvLine } from "./export-csv.ts";
import { completionsJsonArray, completionsJsonLines } from "./export-json.ts";

describe("completionsCsv", () => {
  it("is a line of names and a line a request", () => {
    const record = completionOf("msg_1", {
      at: Date.UTC(2026, 10, 23, 12, 0, 0, 5),
      project: '/src/"a", b',
      costNanos: 1_234_567_890,
      latencyMs: 12.5,
    });
    expect([...completionsCsv([record])]).toEqual([
      `${CSV_COLUMNS.join(",")}\r\n`,
      'msg_1,2026-11-23T12:00:00.005Z,anthropic,claude-sonnet-5,,,,,"/src/""a"", b",10,0,0,0,0,5,0,0,0,0,0,15,,,,,provider_reported,high,false,1.234567890,,,,,12.5,,ok,tracker,,\r\n',
    ]);
    expect(CSV_COLUMNS).toContain("cache_write_5m");
    expect(CSV_COLUMNS).toContain("uncached_input");
  });

  it("lets no text be a formula, and no number be a text", () => {
    const texts = [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "\tx",
      "\rx",
      "'quoted",
      '=HYPERLINK("http://x")',
    ];
    expect(csvLine([...texts, -1, 0.5, true, undefined])).toBe(
      `'=1+1,'+1,'-1,'@SUM(A1),'\tx,"'\rx",''quoted,"'=HYPERLINK(""http://x"")",-1,0.5,true,\r\n`,
    );
  });

  it("can be read back: as many cells as columns, each its text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "binary", maxLength: 5 }), { minLength: 2, maxLength: 5 }),
        (texts) => {
          const line = csvLine(texts);
          const cells = cellsOf(line.slice(0, -2));
          expect(cells.map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell))).toEqual(texts);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("completionsJsonLines and completionsJsonArray", () => {
  it("give back what went in", () => {
    fc.assert(
      fc.property(fc.array(anyCompletion, { maxLength: 3 }), (records) => {
        const plain = JSON.parse(JSON.stringify(records));
        const lines = [...completionsJsonLines(records)];
        expect(lines.map((line) => JSON.parse(line))).toEqual(plain);
        expect(JSON.parse([...completionsJsonArray(records)].join(""))).toEqual(plain);
      }),
      { numRuns: 50 },
    );
  });
});

/** The cells of a line of CSV, as RFC 4180 reads it. */
function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; at++) {
    let cell = "";
    if (line[at] === '"') {
      for (at++; line[at] !== '"' || line[at + 1] === '"'; at++) {
        if (line[at] === '"') at++;
        cell += line[at];
      }
      at++;
    } else for (; at < line.length && line[at] !== ","; at++) cell += line[at];
    cells.push(cell);
  }
  return cells;
}

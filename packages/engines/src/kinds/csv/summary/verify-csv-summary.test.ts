import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tables } from "../__fixtures__/csv-arbitrary.ts";
import { readCsv } from "../read-csv.ts";
import { verifyCsvSummary } from "./verify-csv-summary.ts";
import { csvFacts, writeCsvSummary } from "./write-csv-summary.ts";

const SIGIL = "......";

function summaryOf(source: string): string | undefined {
  const table = readCsv(source);
  const facts = table === undefined ? undefined : csvFacts(source, table);
  if (facts === undefined) return undefined;
  const choice = { request: { query: undefined, preserve: [] }, share: 0 };
  return writeCsvSummary(facts(), choice, { sigil: SIGIL }).body;
}

const SOURCE = `# orders\nid;state;total;day;note\n${Array.from(
  { length: 30 },
  (_, at) =>
    `${at + 1};${at % 5 === 0 ? "open" : "done"};${at}.50;2026-01-${10 + at};n${at * 7}${at === 9 ? '"' : ""}`,
)
  .join("\n")
  .replace('n63"', '"n 63"')}\n`;

describe("verifyCsvSummary", () => {
  const body = summaryOf(SOURCE) as string;
  const verify = (output: string): string | undefined =>
    verifyCsvSummary(SOURCE, { body: output, sigil: SIGIL });

  it("accepts what the summary of any table says", () => {
    expect(verify(body)).toBeUndefined();
    fc.assert(
      fc.property(tables, (source) => {
        const own = summaryOf(source);
        if (own === undefined) return;
        expect(verifyCsvSummary(source, { body: own, sigil: SIGIL })).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  it("refuses it with any line left out or doubled", () => {
    const lines = body.split("\n");
    for (const index of lines.keys()) {
      const without = lines.filter((_, at) => at !== index).join("\n");
      expect(verify(without)).toBeDefined();
      expect(
        verify(lines.flatMap((line, at) => (at === index ? [line, line] : [line])).join("\n")),
      ).toBeDefined();
    }
  });

  it("refuses it with any digit changed", () => {
    for (const { index } of body.matchAll(/\d/g)) {
      const digit = (Number(body[index]) + 1) % 10;
      expect(verify(body.slice(0, index) + digit + body.slice(index + 1))).toBeDefined();
    }
  });

  it("refuses it with two lines exchanged, a word changed, or nothing in it", () => {
    const lines = body.split("\n");
    for (let at = 1; at < lines.length; at++) {
      const other = [...lines];
      [other[at - 1], other[at]] = [lines[at] as string, lines[at - 1] as string];
      expect(verify(other.join("\n"))).toBeDefined();
    }
    expect(verify(body.replace("open", "none"))).toBeDefined();
    expect(verify("")).toBeDefined();
  });
});

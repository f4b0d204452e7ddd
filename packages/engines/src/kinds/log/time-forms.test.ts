import { describe, expect, it } from "vitest";
import { tabulateLines } from "../../fold/line-table.ts";
import { readTimeForms } from "./time-forms.ts";

function formsOf(lines: readonly string[]): readonly string[] {
  return readTimeForms(tabulateLines(lines)).stated;
}

/** The lines in which a reader who knows the forms of all of them finds another time. */
function misread(lines: readonly string[]): readonly string[] {
  const table = tabulateLines(lines);
  const forms = readTimeForms(table);
  return lines.filter((line, at) => !forms.agree(line, table.times[at]));
}

describe("readTimeForms", () => {
  it("names one time of each form, whatever its numbers, days and months", () => {
    const lines = [
      "Jun  3 09:42:53 a",
      "Jul 13 9:42:53 b",
      "10:00:00.5 c",
      "10:00:00.123456 d",
      "1:00:00 PM e",
      "2:00:00 AM f",
      "1514127053 g",
      "1514127053123 h",
    ];
    expect(formsOf(lines)).toEqual([
      "Jun  3 09:42:53",
      "10:00:00.5",
      "1:00:00 PM",
      "1514127053",
      "1514127053123",
    ]);
  });

  it("tells fractions behind a colon apart where they are wider than three digits", () => {
    expect(formsOf(["20171203-8:5:7:6777|a", "20171203-8:5:9:7|a"])).toHaveLength(2);
  });

  it("agrees where the time is the first place that has a form", () => {
    expect(
      misread([
        "[Sun Dec 04 10:00:00 2005] at 10:00:01",
        "[Sun Dec 04 10:00:02] x",
        "x 1514127053",
        "x 4214127053 y",
        "no time",
      ]),
    ).toEqual([]);
  });

  it("does not agree where a form fits what is no time, or another part of it", () => {
    const odd = ["[Dec 04 10:00:00 2105] x", `${"x ".repeat(50)}12:00:00 2:00:00 y`];
    expect(misread(["[Dec 04 10:00:00 2005] x", "9:00:00 y", ...odd])).toEqual([odd[0]]);
  });
});

import { FACT_TYPES } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractFacts } from "./extract-facts.ts";
import { reportFacts } from "./report-facts.ts";

describe("extractFacts", () => {
  it.each([
    ["number", "it took 1,250.5 ms or 12%", ["1250.5", "12%"]],
    ["identifier", "call maxTokens and read_file", ["maxTokens", "read_file"]],
    ["path", "see src/ladder/source.ts now", ["src/ladder/source.ts"]],
    ["url", "at https://example.com/a?b=1#c.", ["https://example.com/a?b=1#c"]],
    [
      "date",
      "on 2026-11-22T10:00:00Z and Jan 5, 2024 at 10:15",
      ["2026-11-22T10:00:00Z", "Jan 5, 2024", "10:15"],
    ],
    [
      "hash",
      "commit 4f2a9c1 of 550e8400-e29b-41d4-a716-446655440000",
      ["4f2a9c1", "550e8400-e29b-41d4-a716-446655440000"],
    ],
    ["error", "x TypeError: a is not a function", ["TypeError: a is not a function"]],
    ["quoted", 'the "big table" of `core`', ["big table", "core"]],
    ["name", "as said by Ada Lovelace then", ["Ada Lovelace"]],
    ["key", "timeout = 30", ["timeout"]],
    ["number", "1.234,56 € und 3,14 % von 1'000", ["1.234,56", "3,14", "1'000"]],
    [
      "number",
      "[1,2,33] und ١٬٢٣٤٫٥، १२३, ３．１４",
      ["1", "2", "33", "١٬٢٣٤٫٥", "१२३", "３．１４"],
    ],
    [
      "date",
      "5. März 2024; 5 de marzo de 2024; 5 мая 2024; ٥ مارس ٢٠٢٤; 2024年3月5日; 2024년 3월 5일; 05.03.2024",
      [
        "5. März 2024",
        "5 de marzo de 2024",
        "5 мая 2024",
        "٥ مارس ٢٠٢٤",
        "2024年3月5日",
        "2024년 3월 5일",
        "05.03.2024",
      ],
    ],
    [
      "name",
      "mit Jürgen Müller, у Ивана Петрова и στην Αθήνα, w Łodzi",
      ["Jürgen Müller", "Ивана Петрова", "Αθήνα", "Łodzi"],
    ],
  ] as const)("finds facts of type %s", (type, text, facts) => {
    expect([...extractFacts(text)[type]]).toEqual(facts);
  });

  it("is linear on text made to stall it", () => {
    const hostile = [
      "a".repeat(200_000),
      "aA".repeat(100_000),
      "a/".repeat(100_000),
      "1,".repeat(100_000),
      '"a'.repeat(100_000),
      "a_".repeat(100_000),
      "Aa ".repeat(60_000),
      "ab1".repeat(60_000),
      "1 2. ".repeat(40_000),
      "٣١. ".repeat(40_000),
      "é Éa ".repeat(40_000),
    ];
    for (const text of hostile) expect(extractFacts(text)).toBeDefined();
  });
});

describe("reportFacts", () => {
  const source = "On 2026-11-22 the server at 10.0.0.7 served 1250 requests from src/main.ts.";

  it("counts what is kept, by type, and loses what is changed by a digit", () => {
    const half = reportFacts(source, "On 2026-11-22 ... src/main.ts");
    expect(half.byType.date).toEqual({ extracted: 1, kept: 1 });
    expect(half.byType.path).toEqual({ extracted: 1, kept: 1 });
    expect(half.byType.number.kept).toBe(0);
    expect(half.recall).toBe(half.kept / half.extracted);
    expect(reportFacts(source, source.replace("1250", "1251")).recall).toBeLessThan(1);
  });

  it("finds facts of other scripts in what is kept of their text", () => {
    const text = "東京で2024年3月5日に1,250人。٥ مارس ٢٠٢٤ و ١٢٣. У Ивана 3,5 кг.";
    expect(reportFacts(text, text.replace("東京で", "... ")).recall).toBe(1);
    expect(reportFacts(text, text.replace("١٢٣", "١٢٤")).byType.number.kept).toBe(2);
  });

  it("finds everything in the source itself, and sums up", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, output) => {
        expect(reportFacts(text, text).recall).toBe(1);
        const report = reportFacts(text, output);
        const sum = FACT_TYPES.reduce((total, type) => total + report.byType[type].extracted, 0);
        expect(report.extracted).toBe(sum);
        expect(report.kept).toBeLessThanOrEqual(report.extracted);
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { columnChart } from "./column-chart.ts";

const format = (value: number): string => `$${value}`;

describe("columnChart", () => {
  it("shows the largest value over all lines, and what is not 0 at least a little", () => {
    const lines = columnChart(
      [
        { label: "1 Nov", value: 8 },
        { label: "2 Nov", value: 0 },
        { label: "3 Nov", value: 0.001 },
        { label: "4 Nov", value: 4 },
      ],
      { width: 40, format },
    );
    expect(lines).toEqual([
      "$8 ┤███",
      "   ┤███",
      "   ┤███         ▄▄▄",
      "   ┤███         ███",
      "   ┤███     ▁▁▁ ███",
      "    1 Nov      4 Nov",
    ]);
  });

  it("keeps to the width, the newest last", () => {
    const values = Array.from({ length: 400 }, (_, index) => ({ label: `${index}`, value: index }));
    const lines = columnChart(values, { width: 60, format });
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    expect(lines.at(-1)).toMatch(/399$/);
  });

  it("is nothing where there is nothing to compare", () => {
    expect(columnChart([{ label: "a", value: 3 }], { width: 40, format })).toEqual([]);
    expect(
      columnChart(
        [
          { label: "a", value: 0 },
          { label: "b", value: 0 },
        ],
        { width: 40, format },
      ),
    ).toEqual([]);
  });
});

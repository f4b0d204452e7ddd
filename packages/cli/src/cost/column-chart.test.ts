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
      { width: 40, format, unit: "days" },
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

  it("sums up several values a column where there are more than columns, and loses none", () => {
    const values = Array.from({ length: 400 }, (_, index) => ({ label: `${index}`, value: 1 }));
    const lines = columnChart(values, { width: 60, format, unit: "days" });
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    expect(lines[0]).toMatch(/^\$8 ┤/);
    expect(lines.at(-1)).toMatch(/^ +0 +8 days a column +399$/);
    expect(lines[0]?.match(/█/g)).toHaveLength(50);
  });

  it("is nothing where there is nothing to compare", () => {
    expect(columnChart([{ label: "a", value: 3 }], { width: 40, format, unit: "days" })).toEqual(
      [],
    );
    expect(
      columnChart(
        [
          { label: "a", value: 0 },
          { label: "b", value: 0 },
        ],
        { width: 40, format, unit: "days" },
      ),
    ).toEqual([]);
  });
});

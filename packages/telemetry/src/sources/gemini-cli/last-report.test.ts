import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastReport, type Told } from "./last-report.ts";

describe("lastReport", () => {
  it("supersedes the earlier name exactly where the output falls", () => {
    const outputs = [5, 9, 9, 3, 4, 1];
    let told: Told = [];
    const names = outputs.map((output) => {
      const report = lastReport(told, { id: "m", output });
      told = report.told;
      return [report.id, ...(report.supersedes ?? [])];
    });
    expect(names).toEqual([["m"], ["m"], ["m"], ["m~1", "m"], ["m~1", "m"], ["m~2", "m~1"]]);
  });

  it("remembers the latest hundred messages, however many there are", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(150), fc.nat(3)), { maxLength: 400 }), (reports) => {
        let told: Told = [];
        for (const [id, output] of reports) told = lastReport(told, { id: `${id}`, output }).told;
        const latest = [...new Set(reports.map(([id]) => `${id}`).reverse())].slice(0, 100);
        expect(told.map(([id]) => id)).toEqual(latest.reverse());
      }),
      { numRuns: 50 },
    );
  });
});

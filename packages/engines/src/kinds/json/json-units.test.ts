import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Source } from "../../ladder/source.ts";
import { UNIT_TIERS } from "../../select/unit.ts";
import { json, records } from "./__fixtures__/json-arbitrary.ts";
import { jsonUnits } from "./json-units.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };

function unitsOf(text: string, query?: string) {
  return jsonUnits(new Source(text, { counter }), { query, preserve: ["keep me"] });
}

const rows = Array.from({ length: 40 }, (_, id) => ({
  id,
  state: id === 20 ? "request failed" : "fine",
  note: id === 30 ? "keep me" : "nothing to see here",
}));

describe("jsonUnits", () => {
  it("tiles any JSON, and any text", () => {
    fc.assert(
      fc.property(fc.oneof(json, records, fc.string()), (text) => {
        const units = unitsOf(text);
        expect(units.map(({ from, to }) => text.slice(from, to)).join("")).toBe(text);
        for (const [index, { from, to, parent }] of units.entries()) {
          expect(from).toBe(index === 0 ? 0 : units[index - 1]?.to);
          expect(to).toBeGreaterThan(from);
          if (parent !== undefined) expect(parent).toBeLessThan(index);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("leaves containers whole that no reader could follow", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    expect(unitsOf(deep).length).toBeLessThan(200);
  });

  it.each([
    ["pretty-printed", 2],
    ["on one line", 0],
  ])("makes an element of an array a unit, %s", (_, indent) => {
    const text = JSON.stringify({ total: 40, items: rows }, null, indent);
    const elements = unitsOf(text).map(({ from, to }) => text.slice(from, to).trim());
    expect(elements).toContain(
      `${JSON.stringify(rows[7], null, indent).replaceAll("\n", "\n    ")},`,
    );
  });

  it("keeps what is named by preserve first, then errors, then what matches, then the first and last", () => {
    const text = JSON.stringify(rows);
    const tierOf = (part: string) =>
      unitsOf(text, "17").find(({ from, to }) => text.slice(from, to).includes(part))?.tier;
    expect(tierOf('"keep me"')).toBe(UNIT_TIERS.preserved);
    expect(tierOf("failed")).toBe(UNIT_TIERS.error);
    expect(tierOf('"id":17,')).toBe(UNIT_TIERS.match);
    expect(tierOf('"id":0,')).toBe(UNIT_TIERS.structure);
    expect(tierOf('"id":39,')).toBe(UNIT_TIERS.structure);
    expect(tierOf('"id":5,')).toBe(UNIT_TIERS.rest);
  });
});

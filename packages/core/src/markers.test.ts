import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_SIGIL, NO_COMMENT, wrapEnvelope } from "./envelope.ts";
import { chooseSigil, formatMarker, type Marker, parseMarkers, readMarker } from "./markers.ts";
import { OMISSION_UNITS } from "./omission.ts";

const markers: fc.Arbitrary<Marker> = fc
  .record({
    unit: fc.constantFrom(...OMISSION_UNITS),
    from: fc.integer({ min: 1, max: 1e9 }),
    length: fc.nat({ max: 1e6 }),
    count: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(({ unit, from, length, count }) => ({ unit, from, to: from + length, count }));

const styles = fc.record({
  sigil: fc.constantFrom("...", "....", "......"),
  comment: fc.constantFrom<readonly [string, string]>(
    NO_COMMENT,
    ["// ", ""],
    ["# ", ""],
    ["/* ", " */"],
  ),
});

describe("formatMarker", () => {
  it("states units, count and place in a few words", () => {
    expect(formatMarker({ unit: "line", from: 120, to: 455, count: 336 })).toBe(
      "... lines 120-455",
    );
    expect(
      formatMarker({ unit: "match", from: 7, to: 7, count: 1 }, { comment: ["// ", ""] }),
    ).toBe("// ... match 7");
    expect(formatMarker({ unit: "match", from: 7, to: 9, count: 2 }, { sigil: "...." })).toBe(
      ".... 2 matches, 7-9",
    );
  });
});

describe("readMarker", () => {
  it("reads back what formatMarker wrote, indented or behind a statement", () => {
    fc.assert(
      fc.property(markers, styles, (marker, style) => {
        const line = formatMarker(marker, style);
        expect(readMarker(line, style.sigil)).toEqual(marker);
        expect(readMarker(`    ${line}`, style.sigil)).toEqual(marker);
      }),
    );
    expect(readMarker("    ... # ... lines 34-45")).toEqual({
      unit: "line",
      from: 34,
      to: 45,
      count: 12,
    });
  });

  it("takes no other number of dots, and no other text, for a marker", () => {
    expect(readMarker(".... lines 34-45")).toBeUndefined();
    expect(readMarker("... lines 34-45", "....")).toBeUndefined();
    expect(readMarker("wait ... lines 34-45")).toBeUndefined();
    expect(readMarker("... 12 lines")).toBeUndefined();
    expect(readMarker("... many lines, 34-45")).toBeUndefined();
  });
});

const LOSSY = {
  codec: "text",
  version: 1,
  ref: "tp:3fa9c1d2e4",
  exact: false,
  sigil: DEFAULT_SIGIL,
  comment: NO_COMMENT,
} as const;

describe("parseMarkers", () => {
  it("finds markers only under a valid lossy envelope", () => {
    const body = "first\n... lines 2-3\nlast";
    const found = [{ unit: "line", from: 2, to: 3, count: 2, outputLine: 3 }];
    expect(parseMarkers(wrapEnvelope(LOSSY, body))).toEqual(found);
    expect(parseMarkers(body)).toEqual([]);
    expect(parseMarkers(`[tp:3fa9c1d2e4 text1~00000000]\n${body}`)).toEqual([]);
    expect(parseMarkers(wrapEnvelope({ ...LOSSY, exact: true }, body))).toEqual([]);
  });
});

describe("chooseSigil", () => {
  it("keeps three dots for text without a lookalike", () => {
    expect(chooseSigil("and so on ... until 12 lines")).toBe("...");
  });

  it("finds a sigil that an envelope names, however many the source uses", () => {
    const source = Array.from({ length: 70 }, (_, at) => `${".".repeat(at + 3)} line 7`).join("\n");
    const sigil = chooseSigil(source);
    expect(sigil).toBe(".".repeat(73));
    const marker = formatMarker({ unit: "line", from: 1, to: 9, count: 9 }, { sigil });
    const text = wrapEnvelope({ ...LOSSY, sigil }, `${marker}\n... line 7`);
    expect(text).toMatch(/^\[tp:3fa9c1d2e4 text1~[0-9a-f]{8} 73\.\]\n/);
    expect(parseMarkers(text)).toEqual([{ unit: "line", from: 1, to: 9, count: 9, outputLine: 2 }]);
  });

  it("never agrees with a line of the source", () => {
    const lines = fc.oneof(
      fc.tuple(markers, styles).map(([marker, style]) => formatMarker(marker, style)),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(lines), (source) => {
        const sigil = chooseSigil(source.join("\n"));
        for (const line of source) expect(readMarker(line, sigil)).toBeUndefined();
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutBytes, splitEvents } from "../../../tests/split-events.ts";
import { JsonArraySplitter } from "./json-array-splitter.ts";

const VALUES = [
  { text: 'größe 日本 😀 [{,]}" \\ \\"', deep: [[1, { a: [] }]] },
  'a, "quoted" text\\',
  [],
  12.5,
  null,
];

describe("JsonArraySplitter", () => {
  it("finds the items whatever the chunks", () => {
    for (const indent of [0, 2]) {
      const bytes = Buffer.from(`\n${JSON.stringify(VALUES, null, indent)}\n`);
      fc.assert(
        fc.property(cutBytes(bytes), (chunks) => {
          const { events, lost } = splitEvents(JsonArraySplitter, chunks);
          expect(events.map(({ data }) => JSON.parse(data))).toEqual(VALUES);
          expect(lost).toBe(0);
        }),
        { numRuns: 100 },
      );
    }
  });

  it("has nothing of an empty array, and the whole items of one that was cut off", () => {
    expect(splitEvents(JsonArraySplitter, [Buffer.from("[ ]")]).events).toEqual([]);
    expect(splitEvents(JsonArraySplitter, [Buffer.from('[{"a":1},{"b":')]).events).toEqual([
      { data: '{"a":1}' },
      { data: '{"b":' },
    ]);
  });

  it("leaves out items over the limit, and those alone, whatever the chunks", () => {
    const long = { text: "x".repeat(60) };
    const bytes = Buffer.from(JSON.stringify([1, long, 2, long, 3]));
    fc.assert(
      fc.property(cutBytes(bytes), (chunks) => {
        const { events, lost } = splitEvents(JsonArraySplitter, chunks, 50);
        expect([events.map(({ data }) => data), lost]).toEqual([["1", "2", "3"], 2]);
      }),
      { numRuns: 100 },
    );
  });
});

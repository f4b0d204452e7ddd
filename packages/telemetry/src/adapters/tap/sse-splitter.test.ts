import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutBytes, splitEvents } from "../../../tests/split-events.ts";
import { SseSplitter } from "./sse-splitter.ts";

const TEXT = [
  ": a comment",
  "event: first",
  'data: {"text":"größe 日本 😀"}',
  "id: 7",
  "",
  "",
  "data:two lines",
  "data",
  "data: of data",
  "",
  "retry: 10",
  "strange",
  "",
  "event: last",
  "data: cut short",
].join("\n");

const EVENTS = [
  { event: "first", data: '{"text":"größe 日本 😀"}' },
  { event: undefined, data: "two lines\n\nof data" },
  { event: "last", data: "cut short" },
];

describe("SseSplitter", () => {
  it("finds the same events whatever the line ends and chunks", () => {
    for (const lineEnd of ["\n", "\r\n", "\r"]) {
      const bytes = Buffer.from(`\ufeff${TEXT.replaceAll("\n", lineEnd)}`);
      fc.assert(
        fc.property(cutBytes(bytes), (chunks) => {
          expect(splitEvents(SseSplitter, chunks)).toEqual({ events: EVENTS, lost: 0 });
        }),
        { numRuns: 100 },
      );
    }
  });

  it("leaves out what is over the limit, and that alone, whatever the line ends and chunks", () => {
    const short = "event: a\ndata: short\n\n";
    const long = `event: b\ndata: ${"x".repeat(60)}\ndata: more\n\n`;
    const events = Array(3).fill({ event: "a", data: "short" });
    for (const lineEnd of ["\n", "\r\n", "\r"]) {
      const text = (short + long + short + long + long + short).replaceAll("\n", lineEnd);
      fc.assert(
        fc.property(cutBytes(Buffer.from(text)), (chunks) => {
          expect(splitEvents(SseSplitter, chunks, 50)).toEqual({ events, lost: 3 });
        }),
        { numRuns: 100 },
      );
    }
  });

  it("has the limit exactly at the characters of an event's lines", () => {
    const bytes = Buffer.from("data: ä\n\n");
    expect(splitEvents(SseSplitter, [bytes], 8).events).toEqual([{ data: "ä" }]);
    expect(splitEvents(SseSplitter, [bytes], 7)).toEqual({ events: [], lost: 1 });
  });
});

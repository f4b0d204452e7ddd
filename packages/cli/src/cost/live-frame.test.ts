import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { liveFrame } from "./live-frame.ts";

const table =
  (rows: number) =>
  (top: number): string =>
    `head\n${"row\n".repeat(Math.min(rows, top))}${rows > top ? "more\n" : ""}foot\n`;

const shown = (frame: string): readonly string[] =>
  stripVTControlCharacters(frame).split("\n").filter(Boolean);

describe("liveFrame", () => {
  it("draws over what was there, and keeps what stood on the screen at first", () => {
    const screen = { top: 20, rows: 10 };
    expect(liveFrame(table(1), { ...screen, isFirst: false })).toBe(
      "\u001b[H\u001b[?7lhead\u001b[K\nrow\u001b[K\nfoot\u001b[K\n\u001b[?7h\u001b[J",
    );
    const first = liveFrame(table(1), { ...screen, isFirst: true });
    expect(first.startsWith(`${"\n".repeat(10)}\u001b[H`)).toBe(true);
  });

  it("shows fewer rows where the terminal has no room, and never more lines than it has", () => {
    const lines = shown(liveFrame(table(15), { top: 20, rows: 10, isFirst: false }));
    expect([lines.length, lines.at(-2), lines.at(-1)]).toEqual([9, "more", "foot"]);
    expect(shown(liveFrame(table(3), { top: 20, rows: 3, isFirst: false }))).toEqual([
      "head",
      "row",
    ]);
  });
});

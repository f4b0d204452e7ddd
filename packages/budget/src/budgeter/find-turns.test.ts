import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findBlocks } from "./find-blocks.ts";
import { findTurns } from "./find-turns.ts";
import { joinText, splitText } from "./split-text.ts";
import { newestUserTurn, tieTurns } from "./tie-turns.ts";
import { turnOfItem } from "./turn.ts";

const textsOf = (text: string): string[] =>
  findTurns(text).map(({ start, end }) => text.slice(start, end));

describe("findTurns", () => {
  it("finds blocks without blank lines, which with what parts them are the text", () => {
    const anyLine = fc.constantFrom("", " \t", "\r", "a", "User: b", "  Assistant: c", "d\r");
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 12 }), (lines) => {
        const text = lines.join("\n");
        const blocks = findBlocks(text);
        for (const { start, end, lines: place } of blocks) {
          const block = text.slice(start, end);
          const blank = block.split("\n").some((line) => line.trim() === "");
          expect(blank).toBe(text.trim() === "");
          expect(lines.slice(place[0] - 1, place[1]).join("\n")).toContain(block);
        }
        for (const ranges of [blocks, findTurns(text)]) {
          const { head, parts, tail } = splitText(text, ranges);
          const pieces = parts.flatMap((part) => [part.text, part.after]);
          expect([head, ...pieces, tail].join("")).toBe(text);
          expect(joinText(splitText(text, ranges), parts)).toBe(text);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("gives a paragraph to who spoke last, where both sides are named", () => {
    expect(textsOf("older\n\nold\n\n**User:** a\n\nb\n\nASSISTANT: c\n\nd")).toEqual([
      "older",
      "old",
      "**User:** a\n\nb",
      "ASSISTANT: c\n\nd",
    ]);
    expect(textsOf("User: a\n\nb\n\nUser: c")).toEqual(["User: a", "b", "User: c"]);
    expect(textsOf("a\n\nb: c\n\nuserland: d")).toEqual(["a", "b: c", "userland: d"]);
  });
});

describe("tieTurns", () => {
  it("ties calls to their results, as OpenAI, Anthropic and others write them", () => {
    const turns = [
      { text: "", role: "user" },
      { text: "", role: "assistant", tool_calls: [{ id: "a" }, { id: "b" }] },
      { text: "", role: "assistant", content: [{ type: "tool_use", id: "c" }] },
      { text: "", role: "tool", tool_call_id: "b" },
      { text: "", role: "user", content: [{ type: "tool_result", tool_use_id: "c" }] },
      { text: "", role: "function_call", call_id: "d" },
      { text: "", role: "function_call_output", call_id: "d" },
      { text: "", role: "tool" },
      { text: "Human: next" },
      { text: "Observation: nobody called" },
    ].map(turnOfItem);
    expect(tieTurns(turns)).toEqual([[9], [8], [5, 6, 7], [2, 4], [1, 3], [0]]);
    expect(newestUserTurn(turns)).toBe(8);
  });

  it("takes the last turn for the user's where nobody is named, and none where all are others'", () => {
    expect(newestUserTurn(["a", "b"].map(turnOfItem))).toBe(1);
    expect(newestUserTurn(["Human: a", "b"].map(turnOfItem))).toBe(0);
    expect(newestUserTurn(["Assistant: a", "b"].map(turnOfItem))).toBeUndefined();
    expect(newestUserTurn([])).toBeUndefined();
    const asked = { text: "", role: "user", content: [{ type: "text" }] };
    const answered = { text: "", role: "user", content: [{ type: "tool_result" }] };
    expect(newestUserTurn([asked, answered].map(turnOfItem))).toBe(0);
    const output = { text: "", role: "function_call_output" };
    expect(tieTurns([{ text: "", role: "assistant" }, output].map(turnOfItem))).toEqual([[0, 1]]);
  });
});

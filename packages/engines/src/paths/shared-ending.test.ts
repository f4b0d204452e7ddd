import { describe, expect, it } from "vitest";
import { sharedEnding } from "./shared-ending.ts";

describe("sharedEnding", () => {
  const named = (count: number, ending: string): string[] =>
    Array.from({ length: count }, (_, at) => `src/part-${at}${ending}`);

  it("is the ending that most names have, both parts of it where they share both", () => {
    expect(sharedEnding(named(20, ".ts"), 2)).toBe(".ts");
    expect(sharedEnding(named(20, ".test.ts"), 2)).toBe(".test.ts");
    expect(sharedEnding([...named(20, ".ts"), ...named(3, ".md")], 2)).toBe(".ts");
  });

  it("is none where few names share it, or marking the others takes more", () => {
    expect(sharedEnding(named(3, ".ts"), 2)).toBe("");
    expect(sharedEnding([...named(20, ".ts"), ...named(20, ".md")], 2)).toBe("");
    expect(sharedEnding(named(20, ""), 2)).toBe("");
  });
});

import { describe, expect, it } from "vitest";
import { statementsOf } from "./statements.ts";

function factsOf(text: string): readonly string[] {
  return statementsOf(text)
    .statements.filter(({ isFact }) => isFact)
    .map(({ key }) => key);
}

describe("statementsOf", () => {
  it.each([
    ["On it, the date was February 7, 2016, in winter.", ["february 7 2016"]],
    [
      "We met at the University of Cambridge, England, once.",
      ["university of cambridge", "england"],
    ],
    ["It had 12 of them and cost $3.50 then.", ["12", "3.50"]],
    ["They did not win, and must leave without him.", ["not win", "must leave", "without him"]],
    [
      "Run `npm`, see src/index.ts and https://example.org/a?b=1 too.",
      ["npm", "src/index.ts", "https://example.org/a?b=1"],
    ],
    ["This is how The Bee Gees began.", ["the bee gees"]],
    ["Er ging nicht nach Wien.", ["nicht nach", "wien"]],
  ])("finds names, numbers, dates, denials, links and code in %j", (text, facts) => {
    expect(factsOf(text)).toEqual(facts);
  });

  it("takes the first word of a sentence for a name where the text has it in mid-sentence elsewhere", () => {
    expect(factsOf("Luther wrote. They knew Luther.")).toEqual(["luther", "luther"]);
    expect(factsOf("Nobody wrote. They knew him.")).toEqual([]);
  });

  it("weighs a rare word more than a common one, and a fact more than any word", () => {
    const { statements } = statementsOf("the photosynthesis of people in 1905");
    const weightOf = (key: string): number =>
      statements.find((one) => one.key === key)?.weight ?? 0;
    expect(weightOf("photosynthesis")).toBeGreaterThan(weightOf("people"));
    expect(weightOf("1905")).toBeGreaterThan(weightOf("photosynthesis"));
    expect(weightOf("the")).toBe(0);
  });

  it("takes phrases of scripts without spaces for words", () => {
    const { words } = statementsOf("这是一个测试，第二句话。最后");
    expect(words.map(({ from, to }) => to - from)).toEqual([7, 5, 2]);
  });
});

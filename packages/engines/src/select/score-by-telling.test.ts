import { describe, expect, it } from "vitest";
import { scoreByTelling } from "./score-by-telling.ts";
import { UNIT_TIERS } from "./unit.ts";

function ranked(sentences: readonly string[], openings?: ReadonlySet<number>): readonly string[] {
  let to = 0;
  const units = sentences.map((sentence) => {
    const from = to;
    to += sentence.length + 1;
    return { from, to, tier: UNIT_TIERS.rest, score: 0 };
  });
  const scored = scoreByTelling(sentences.join(" "), units, openings);
  return sentences
    .map((sentence, at) => ({ sentence, score: scored[at]?.score ?? 0 }))
    .sort((left, right) => right.score - left.score)
    .map(({ sentence }) => sentence);
}

const FACT = "The treaty was signed in Vienna on 9 June 1815 by Count Metternich.";
const AGAIN = "So in Vienna on 9 June 1815 it was signed by Count Metternich.";
const LESS = "Its text was kept by two archives in Prague.";
const LICENCE = "Permission is hereby granted, without restriction, to deal in the Software.";
const NOTHING = "Nobody ever knew how it could have been like that at all.";

describe("scoreByTelling", () => {
  it("puts what was said already behind what was not, and licences behind what states something", () => {
    expect(ranked([LICENCE, NOTHING, FACT, AGAIN, LESS]).slice(0, 2)).toEqual([FACT, LESS]);
    expect(ranked([LICENCE, FACT, LESS]).at(-1)).toBe(LICENCE);
  });

  it("puts an opening sentence before one that states a little more", () => {
    expect(ranked([NOTHING, LESS])[0]).toBe(LESS);
    expect(ranked([NOTHING, LESS], new Set([0]))[0]).toBe(NOTHING);
  });

  it("leaves the scores of the tiers before as they are", () => {
    const unit = { from: 0, to: 3, tier: UNIT_TIERS.match, score: 7 };
    expect(scoreByTelling("abc", [unit])).toEqual([unit]);
  });
});

import { describe, expect, it } from "vitest";
import { checkWords } from "./check-words.ts";

const SOURCE = "The 12 cats, who slept\nnear 3 cities. 这是一个测试，第二句话。";

describe("checkWords", () => {
  it.each(["", SOURCE, "12 cats,\n3 cities.", "slept 第二句话。"])("accepts %j", (output) => {
    expect(checkWords(SOURCE, output)).toBeUndefined();
  });

  it.each(["3 12", "dogs", "The The", "cat", "ities.", "2 cats,", "12 cats, cats,"])(
    "refuses words that are not there in that order: %j",
    (output) => {
      expect(checkWords(SOURCE, output)).toBeDefined();
    },
  );
});

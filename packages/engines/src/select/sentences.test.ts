import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentencesOf } from "./sentences.ts";

const split = (text: string): string[] =>
  sentencesOf(text, 0, text.length).map(([from, to]) => text.slice(from, to));

describe("sentencesOf", () => {
  it("ends sentences where readers do", () => {
    expect(split('He said "stop." Then he left! Why? Nobody knows.')).toEqual([
      'He said "stop." ',
      "Then he left! ",
      "Why? ",
      "Nobody knows.",
    ]);
  });

  it("does not end them at abbreviations, initials, numbers and names of files", () => {
    expect(split("Dr. A. Turing paid 3.14 for config.yaml, e.g. in vol. 2. Done.")).toEqual([
      "Dr. A. Turing paid 3.14 for config.yaml, e.g. in vol. 2. ",
      "Done.",
    ]);
  });

  it("knows the full stops of other scripts", () => {
    expect(split("日本語です。次の文です！終わり")).toEqual([
      "日本語です。",
      "次の文です！",
      "終わり",
    ]);
    expect(split("यह पहला है। यह दूसरा है।")).toEqual(["यह पहला है। ", "यह दूसरा है।"]);
  });

  it("tiles any range of any text", () => {
    const text = fc
      .array(fc.constantFrom("a", "Mr", ".", "!", " ", "\n", '"', "。", ")", "1", "\ud800"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
        const from = Math.min(a % (whole.length + 1), b % (whole.length + 1));
        const to = Math.max(a % (whole.length + 1), b % (whole.length + 1));
        const sentences = sentencesOf(whole, from, to);
        expect(sentences.map(([start, end]) => whole.slice(start, end)).join("")).toBe(
          whole.slice(from, to),
        );
        expect(sentences.every(([start, end]) => end > start)).toBe(true);
      }),
    );
  });
});

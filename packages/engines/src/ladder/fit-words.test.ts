import { parseMarkers } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../heuristic-engine.ts";
import { checkWords } from "./check-words.ts";

const TEXT =
  "The Congress of Vienna was held from 18 September 1814 to 9 June 1815 under Klemens von Metternich. It was something that " +
  "nobody had ever seen before in quite the same way, and it would not be repeated.\n\nThe delegates of Austria, Prussia and " +
  "Russia did not agree on Saxony, so that for a time it looked as though there would be another war among all of them. In the " +
  "end the territory was divided, and 39 states formed the German Confederation without Switzerland.";

const engine = new HeuristicEngine({ kind: "text", floor: "word-subsequence" });

describe("fitWords", () => {
  it("writes the most telling words of a text where the grade is asked for", () => {
    const { text, level, grade } = engine.pack(TEXT, { maxTokens: 70, bare: true });
    expect({ level, grade }).toEqual({ level: "words", grade: "word-subsequence" });
    expect(text).toMatchInlineSnapshot(`
      "Congress of Vienna held 18 September 1814 9 June 1815 under Klemens von Metternich. something nobody ever seen before quite same would not be repeated.
      delegates Austria, Prussia and Russia did not agree Saxony, looked though another war among end territory divided, 39 states formed German Confederation without Switzerland."
    `);
  });

  it("keeps no word that is denied without what denies it", () => {
    const denials =
      "It must never be restarted by hand. It must never be reconfigured at night. It must never be capitulated in Vienna.";
    for (let maxTokens = 5; maxTokens < 30; maxTokens++) {
      const { text, level } = engine.pack(denials, { maxTokens, bare: true });
      if (level !== "words") continue;
      const denied = text.match(/restarted|reconfigured|capitulated/g) ?? [];
      expect(denied.length).toBeLessThanOrEqual(text.split("never").length - 1);
    }
  });

  it("stays away where nobody asks for it, or whole sentences of another kind are wanted", () => {
    expect(new HeuristicEngine().pack(TEXT, { kind: "text", maxTokens: 70 }).grade).toBe(
      "extractive",
    );
    expect(engine.pack(TEXT, { floor: "extractive", maxTokens: 70 }).grade).toBe("extractive");
  });

  it("keeps what is preserved, and reports every word it leaves out", () => {
    const { text, omissions } = engine.pack(TEXT, {
      maxTokens: 80,
      preserve: ["looked as though"],
    });
    expect(text).toContain("looked as though");
    const left = omissions.reduce((sum, { count }) => sum + count, 0);
    const kept = text.split("\n").slice(1).join("\n").split(/\s+/).filter(Boolean).length;
    expect(left + kept).toBe(TEXT.split(/\s+/).length);
    expect(omissions.every(({ unit }) => unit === "word")).toBe(true);
  });

  it("chooses among the sentences that a query asks for", () => {
    const { text } = engine.pack(TEXT, {
      maxTokens: 50,
      query: "How many states formed the Confederation?",
    });
    expect(text).toContain("39 states");
    expect(text).not.toContain("18 September");
  });

  it("never exceeds a limit, and gives words of the source in order", () => {
    const words = fc.constantFrom(
      "the",
      "Vienna",
      "1815,",
      "not",
      "see",
      "日本語",
      "。",
      "\n",
      "\ud800",
      "a.",
      "x-1",
      "...",
      "lines 3",
    );
    const texts = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(" "));
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 30, max: 90 }),
        fc.boolean(),
        (text, maxTokens, bare) => {
          const result = engine.pack(text, { maxTokens, bare });
          expect(result.tokens).toBeLessThanOrEqual(maxTokens);
          expect(result.verifyFailures).toBe(0);
          if (result.level !== "words") return;
          expect(parseMarkers(result.text)).toEqual([]);
          const body = bare ? result.text : result.text.slice(result.text.indexOf("\n") + 1);
          expect(checkWords(text, body)).toBeUndefined();
        },
      ),
      { numRuns: 100 },
    );
  });
});

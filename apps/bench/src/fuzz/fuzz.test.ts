import { HeuristicEngine } from "@tokenpak/engines";
import { describe, expect, it } from "vitest";
import { checkRules } from "./check-rules.ts";
import { fuzzCase } from "./fuzz-case.ts";
import { FUZZ_KINDS } from "./fuzz-kinds.ts";
import { shrinkText } from "./shrink-text.ts";

const supply = { kinds: FUZZ_KINDS, real: ["a real input\nof two lines\n"] };

describe("fuzzCase", () => {
  it("draws the same text for the same seed and number, and others for others", () => {
    const texts = (seed: number) =>
      Array.from({ length: 20 }, (_, at) => fuzzCase(supply, seed, at).text);
    expect(texts(1)).toEqual(texts(1));
    expect(texts(1)).not.toEqual(texts(2));
    expect(new Set(texts(3)).size).toBeGreaterThan(10);
  });
});

/** An engine that gives back rungs with one thing changed. */
class LyingEngine extends HeuristicEngine {
  readonly #lie: (rung: Rung) => Rung;
  constructor(lie: (rung: Rung) => Rung) {
    super();
    this.#lie = lie;
  }
  override *ladder(...args: Parameters<HeuristicEngine["ladder"]>): Iterable<Rung> {
    for (const rung of super.ladder(...args))
      yield rung.level === "source" ? rung : this.#lie(rung);
  }
}

type Rung = ReturnType<HeuristicEngine["ladder"]> extends Iterable<infer T> ? T : never;

describe("checkRules", () => {
  const rows = Array.from({ length: 40 }, (_, id) => ({ id, name: `n${id % 3}` }));
  const one = {
    source: undefined,
    text: JSON.stringify(rows, null, 1),
    options: {},
    maxTokens: 90,
  };

  it("finds nothing wrong with what the engine makes of records", () => {
    const checked = checkRules(new HeuristicEngine(), one);
    expect(checked.violations).toEqual([]);
    expect(checked.roundTrips).toBeGreaterThan(0);
  });

  it.each<[string, (rung: Rung) => Rung]>([
    ["its token count is wrong", (rung) => ({ ...rung, tokens: rung.tokens - 1 })],
    ["not smaller than", (rung) => ({ ...rung, tokens: 1e6 })],
    [
      "no valid envelope",
      (rung) => (rung.grade === "facts-verified" ? { ...rung, text: `${rung.text} ` } : rung),
    ],
    [
      "other bytes come back",
      (rung) => (rung.grade === "value-exact" ? { ...rung, grade: "byte-exact" } : rung),
    ],
    ["markers and omissions differ", (rung) => ({ ...rung, omissions: [] })],
  ])("notices: %s", (rule, lie) => {
    const { violations } = checkRules(new LyingEngine(lie), one);
    expect(violations.join("\n")).toContain(rule);
  });
});

describe("shrinkText", () => {
  it("leaves out what a failure does not need", () => {
    const text = Array.from({ length: 50 }, (_, at) => `line ${at}`).join("\n");
    expect(shrinkText(text, (part) => part.includes("17") && part.includes("31"))).toBe("1731");
  });
});

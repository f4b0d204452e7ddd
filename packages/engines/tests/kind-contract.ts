import {
  chooseSigil,
  createTokenCounter,
  gradeRank,
  isExact,
  type PackOptions,
  parseEnvelope,
  parseMarkers,
  readMarker,
} from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../src/heuristic-engine.ts";
import { unpack } from "../src/unpack.ts";

const counter = createTokenCounter();

/** Extractive rungs in a notation of their own, whose words alone are the source's: their kinds' checks hold them to that. */
const WRITTEN_ANEW: ReadonlySet<string> = new Set(["main", "summary"]);

/** What a contract run feeds a kind with. */
export interface KindSample {
  readonly text: string;
  readonly options?: PackOptions;
}

/**
 * The rules that hold for every kind, as properties over samples: run it with samples of the kind in question and with
 * anything at all. `equal` says when two texts hold the same values, for value-exact rungs.
 */
export function kindContract(
  name: string,
  samples: fc.Arbitrary<KindSample>,
  equal: (left: string, right: string) => boolean = (left, right) => left === right,
  numRuns = 60,
): void {
  const engine = new HeuristicEngine();
  const check = (property: (sample: KindSample) => void): void =>
    fc.assert(fc.property(samples, property), { numRuns });

  describe(`${name}: rules of every kind`, () => {
    it("is deterministic, never larger, counted as it says, and refuses none of its own rungs", () => {
      check(({ text, options }) => {
        const result = engine.pack(text, options);
        expect(engine.pack(text, options).text).toBe(result.text);
        expect(result.tokens).toBeLessThanOrEqual(result.tokensBefore);
        expect(result.tokens).toBe(counter.count(result.text));
        expect(result.verifyFailures).toBe(0);
      });
    });

    it("has tokens fall strictly and grades never rise along the ladder", () => {
      check(({ text, options }) => {
        const rungs = [...engine.ladder(text, options)];
        expect(rungs[0]?.text).toBe(text);
        for (const [index, rung] of rungs.slice(1).entries()) {
          const above = rungs[index] as (typeof rungs)[number];
          expect(rung.tokens).toBeLessThan(above.tokens);
          expect(gradeRank(rung.grade)).toBeGreaterThanOrEqual(gradeRank(above.grade));
        }
      });
    });

    it("gives back what exact rungs were made from, and marks what the others left out", () => {
      check(({ text, options }) => {
        if (parseEnvelope(text) !== undefined) return;
        for (const rung of engine.ladder(text, options)) {
          if (rung.grade === "byte-exact") expect(unpack(rung.text)).toBe(text);
          else if (rung.grade === "value-exact") expect(equal(unpack(rung.text), text)).toBe(true);
          else expect(() => unpack(rung.text)).toThrow(/left things out/);
          if (isExact(rung.grade)) expect(rung.omissions).toEqual([]);
          const markers = parseMarkers(rung.text).map(({ outputLine, ...marker }) => marker);
          expect(markers).toEqual(rung.omissions.map(({ tokens, ...marker }) => marker));
        }
      });
    });

    it("changes nothing when packing twice", () => {
      check(({ text, options }) => {
        for (const rung of engine.ladder(text, options)) {
          expect(engine.pack(rung.text).text === rung.text || rung.level === "source").toBe(true);
        }
      });
    });

    it("never exceeds a limit, and marks what it left out", () => {
      fc.assert(
        fc.property(samples, fc.nat({ max: 300 }), ({ text, options }, maxTokens) => {
          const result = engine.pack(text, { ...options, maxTokens });
          expect(result.tokens).toBeLessThanOrEqual(maxTokens);
          expect(counter.count(result.text)).toBe(result.tokens);
          expect(result.verifyFailures).toBe(0);
          if (result.text !== text && result.grade === "byte-exact") {
            expect(unpack(result.text)).toBe(text);
          }
          if (result.level !== "selected") return;
          const markers = parseMarkers(result.text).map(({ outputLine, ...marker }) => marker);
          expect(markers).toEqual(result.omissions.map(({ tokens, ...marker }) => marker));
        }),
        { numRuns },
      );
    });

    it("fabricates nothing: each line of a cut output is ours or the source's", () => {
      check(({ text, options }) => {
        for (const rung of engine.ladder(text, options)) {
          if (rung.grade !== "extractive" || WRITTEN_ANEW.has(rung.level)) continue;
          const ours = new Set(parseMarkers(rung.text).map(({ outputLine }) => outputLine));
          for (const [index, line] of rung.text.split("\n").entries()) {
            if (index > 0 && !ours.has(index + 1)) expect(text).toContain(line);
          }
        }
      });
    });

    it("leaves envelope and markers out when asked to", () => {
      check(({ text, options }) => {
        if (parseEnvelope(text) !== undefined) return;
        const result = engine.pack(text, { ...options, bare: true, floor: "extractive" });
        expect(parseEnvelope(result.text)).toBeUndefined();
        const sigil = chooseSigil(text);
        if (!isExact(result.grade)) {
          expect(result.text.split("\n").filter((line) => readMarker(line, sigil))).toEqual([]);
        }
        expect(result.tokens).toBeLessThanOrEqual(result.tokensBefore);
      });
    });
  });
}

import { parseEnvelope } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { verifyLines } from "./verify-lines.ts";

const source = Array.from({ length: 40 }, (_, at) =>
  at === 9
    ? "a line that is no JSON: 17"
    : JSON.stringify({
        at: `2024-05-01T10:00:${String(at + 10).padStart(2, "0")}Z`,
        level: at === 21 ? 50 : 30,
        msg: at === 21 ? "request failed: connection refused" : `handled ${at * 3}`,
      }),
).join("\n");
const packed = new HeuristicEngine().pack(source, { kind: "jsonl" });
const body = parseEnvelope(packed.text)?.body ?? "";
const check = (forged: string): string | undefined =>
  verifyLines(source, { body: forged, sigil: "..." });

describe("verifyLines", () => {
  it("passes what was written", () => {
    expect(packed.level).toBe("summary");
    expect(check(body)).toBeUndefined();
  });

  it("finds every changed digit", () => {
    for (const { index, 0: digit } of body.matchAll(/\d/g)) {
      const forged = `${body.slice(0, index)}${(Number(digit) + 1) % 10}${body.slice(index + 1)}`;
      expect(check(forged), forged.slice(Math.max(0, index - 30), index + 30)).toBeDefined();
    }
  });

  it("finds every line that is missing, and any two that changed places", () => {
    const lines = body.split("\n");
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(lines.length - 1), (one, two) => {
        expect(check(lines.filter((_, at) => at !== one).join("\n"))).toBeDefined();
        if (
          !(
            /^(?:line|\.\.\.)/.test(lines[one] as string) &&
            /^(?:line|\.\.\.)/.test(lines[two] as string)
          )
        )
          return;
        const swapped = [...lines];
        swapped[one] = lines[two] as string;
        swapped[two] = lines[one] as string;
        if (one !== two) expect(check(swapped.join("\n"))).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});

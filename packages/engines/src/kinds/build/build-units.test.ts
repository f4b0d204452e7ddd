import { createTokenCounter } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RungRequest } from "../../ladder/kind-processor.ts";
import { Source } from "../../ladder/source.ts";
import { buildOutput } from "./__fixtures__/build-arbitrary.ts";
import { buildUnits } from "./build-units.ts";

const counter = createTokenCounter();
const request: RungRequest = { query: undefined, preserve: [] };

/** Lines in the order in which a limit would keep them. */
function ranked(text: string, options: RungRequest = request): string[] {
  const units = [...buildUnits(new Source(text, { counter }), options)];
  units.sort(
    (left, right) => left.tier - right.tier || right.score - left.score || left.from - right.from,
  );
  return units.map(({ from, to }) => text.slice(from, to).trimEnd());
}

describe("buildUnits", () => {
  it("tiles any output, each unit behind the one it needs", () => {
    fc.assert(
      fc.property(buildOutput, (text) => {
        const units = buildUnits(new Source(text, { counter }), request);
        let at = 0;
        for (const [index, { from, to, parent }] of units.entries()) {
          expect(from).toBe(at);
          if (parent !== undefined) expect(parent).toBeLessThan(index);
          at = to;
        }
        expect(at).toBe(text.length);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps totals and errors before warnings, those before noise, one line of each sort before the others", () => {
    const text = [
      " ✓ one 1ms",
      " ✓ two 2ms",
      "src/a.c:1:2: warning: unused variable ‘x’",
      "src/a.c:3:4: error: expected ‘;’",
      "===== 1 failed, 2 passed in 0.1s =====",
    ].join("\n");
    expect(ranked(text)).toEqual([
      "===== 1 failed, 2 passed in 0.1s =====",
      "src/a.c:3:4: error: expected ‘;’",
      "src/a.c:1:2: warning: unused variable ‘x’",
      " ✓ one 1ms",
      " ✓ two 2ms",
    ]);
  });

  it("keeps what preserve names before anything else", () => {
    const text = "src/a.c:3:4: error: expected ‘;’\n ✓ one 1ms\n ✓ two 2ms\n";
    expect(ranked(text, { ...request, preserve: ["two"] })[0]).toBe(" ✓ two 2ms");
  });
});

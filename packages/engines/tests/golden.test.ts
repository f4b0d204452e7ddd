import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../src/heuristic-engine.ts";
import { GOLDEN_INPUTS } from "./golden-inputs.ts";

/**
 * The bytes of every rung, pinned: the same input, options and version give the same output on every machine and every Node.
 * Where a snapshot changes, an output changed. If that is its notation (what a decoder or a reader of markers must know), raise
 * the `version` of that kind's processor; if it is only a choice (what is kept), nothing but the snapshot changes. Either way
 * the change must be meant: look at the output before updating.
 */
describe("output", () => {
  const engine = new HeuristicEngine();
  const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

  it.each(Object.entries(GOLDEN_INPUTS))("is the same everywhere: %s", (_, [text, options]) => {
    const packed = engine.pack(text, options);
    const whole = { ...options, maxTokens: undefined };
    const rungs = [...engine.ladder(text, whole), { ...packed, level: `pack ${packed.level}` }];
    const lines = rungs.map(({ level, grade, tokens, text: own }) =>
      [level, grade, tokens, digest(own)].join(" "),
    );
    expect(lines.join("\n")).toMatchSnapshot();
  });

  it("does not depend on what was packed before", () => {
    const all = Object.values(GOLDEN_INPUTS);
    const forwards = all.map(([text, options]) => engine.pack(text, options).text);
    const backwards = [...all].reverse().map(([text, options]) => engine.pack(text, options).text);
    expect(backwards.reverse()).toEqual(forwards);
  });
});

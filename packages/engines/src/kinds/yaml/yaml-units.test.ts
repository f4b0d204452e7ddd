import { createTokenCounter } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { Source } from "../../ladder/source.ts";
import { yamlUnits } from "./yaml-units.ts";

const text = `services:\n  web:\n    image: nginx\n\n    ports:\n      - 80\n  db:\n    image: postgres\n`;

describe("yamlUnits", () => {
  it("tiles the text in lines, each below the line that it is a part of", () => {
    const source = new Source(text, { counter: createTokenCounter() });
    const units = yamlUnits(source, { query: undefined, preserve: [] });
    expect(units.map(({ from, to }) => text.slice(from, to)).join("")).toBe(text);
    const parents = units.map(({ parent }) => parent);
    expect(parents).toEqual([undefined, 0, 1, 1, 3, 0, 5]);
  });

  it("keeps the keys above what a query asks for", () => {
    const many = Array.from({ length: 60 }, (_, at) => `  s${at}:\n    image: img-${at}\n`).join(
      "",
    );
    const packed = new HeuristicEngine().pack(`services:\n${many}# end: not data\nx: &a 1\n`, {
      kind: "yaml",
      maxTokens: 60,
      floor: "extractive",
      query: "img-41",
    });
    expect(packed.tokens).toBeLessThanOrEqual(60);
    if (packed.level === "selected") expect(packed.text).toContain("  s41:\n    image: img-41");
    else expect(packed.text).toContain("img-41");
  });
});

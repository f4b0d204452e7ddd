import { Block, countTokens, createTokenCounter, refOf } from "@tokenpak/core";
import { BlockRegistry } from "@tokenpak/registry";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { longDocument } from "../__fixtures__/run-cli.ts";
import {
  type AssembledContext,
  type AssembleOptions,
  assembleContext,
} from "./assemble-context.ts";

const HOUSE: Readonly<Record<string, string>> = {
  "house.md": longDocument(24),
  "more.md": longDocument(16).replaceAll("lamp", "lantern and lamp").replaceAll("euros", "crowns"),
  "prices.md": "# Prices\n\nA lamp costs 819 euros.\n",
  "copy.md": "# Prices\n\nA lamp costs 819 euros.\n",
  "lamp.ts":
    "/** A lamp. */\nexport function lightLamp(price: number): number {\n  const euros = price + 1;\n  return euros;\n}\n".repeat(
      12,
    ),
};

let registry: BlockRegistry;

beforeAll(() => {
  registry = new BlockRegistry(":memory:");
  const counter = createTokenCounter();
  for (const [path, content] of Object.entries(HOUSE)) {
    const rendition = { text: content, tokens: counter.count(content) };
    registry.addBlock(Block.fromContent(path, content, { rendition, counter }), { content });
  }
});

afterAll(() => registry.close());

function assemble(
  query: string,
  maxTokens: number,
  options: Partial<AssembleOptions> = {},
): AssembledContext {
  const hits = registry.search(query, { topK: 10 });
  return assembleContext(hits, { query, maxTokens, originals: registry.originals, ...options });
}

describe("assembleContext", () => {
  it("keeps to any limit, counts what it answers, and shows or names every file", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (maxTokens) => {
        const { text, tokens, parts, omitted } = assemble("lamp price euros", maxTokens);
        expect(countTokens(text)).toBe(tokens);
        expect(text).toMatch(/^$|\n$/);
        expect(tokens).toBeLessThanOrEqual(maxTokens);
        expect(parts.length + omitted.length).toBe(5);
        for (const { hit, rendition } of parts) {
          expect(text).toContain(`## ${hit.path}\n${rendition.text}`);
        }
      }),
      { numRuns: 6 },
    );
  });

  it.each([400, 900, 2000, 2050])(
    "uses at least 95 percent of %i tokens where there is enough",
    (limit) => {
      const { tokens } = assemble("lamp price euros", limit);
      expect(tokens).toBeGreaterThanOrEqual(limit * 0.95);
    },
  );

  it("gives whole files where they fit, best first, and an equal one once", () => {
    const { parts, omitted } = assemble("lamp costs euros", 50_000);
    const found = registry.search("lamp costs euros", { topK: 10 }).map(({ path }) => path);
    const [twin] = omitted;
    expect(twin).toMatchObject({ reason: "duplicate" });
    expect(parts.map(({ hit }) => hit.path)).toEqual(
      found.filter((path) => path !== twin?.hit.path),
    );
    for (const { hit, rendition } of parts) expect(rendition.text).toBe(HOUSE[hit.path]);
  });

  it("shows the lines that were found, and names originals that can be had back", () => {
    const { text, parts } = assemble("price 745 euros", 300);
    expect(text).toContain("the price was 745 euros");
    for (const { ref, hit } of parts) {
      expect(registry.originals.get(ref)).toBe(HOUSE[hit.path]);
    }
  });

  it("shows what is pinned before all else, cut where it must be", () => {
    const pinned = ["more.md"];
    const { parts } = assemble("lamp price euros", 700, { pinned });
    expect(parts[0]).toMatchObject({ pinned: true, hit: { path: "more.md" } });
    expect(parts[0]?.rendition.tokens).toBeGreaterThan(500);
    expect(() => assemble("lamp price euros", 30, { pinned })).toThrow(/"more.md".* lower its res/);
  });

  it("answers an empty text where not even the count of what is left out fits, and says what is gone", () => {
    expect(assemble("lamp", 3)).toMatchObject({ text: "", tokens: 0, parts: [] });
    const hits = registry.search("lamp");
    using empty = new BlockRegistry(":memory:");
    const options = { query: "lamp", maxTokens: 500, originals: empty.originals };
    expect(assembleContext(hits, options)).toMatchObject({ text: "", omitted: [], gone: hits });
    expect(registry.originals.get(refOf(HOUSE["prices.md"] ?? ""))).toBe(HOUSE["prices.md"]);
  });
});

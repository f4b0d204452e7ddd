import { Block, countTokens, createTokenCounter, refOf } from "@tokenpak/core";
import { BlockRegistry } from "@tokenpak/registry";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { longDocument } from "./__fixtures__/run-cli.ts";
import { type AssembledContext, assembleHits } from "./assemble-hits.ts";

let registry: BlockRegistry;

beforeEach(() => {
  registry = new BlockRegistry(":memory:");
});

afterEach(() => registry.close());

function add(files: Readonly<Record<string, string>>): void {
  const counter = createTokenCounter();
  for (const [path, content] of Object.entries(files)) {
    const rendition = { text: content, tokens: counter.count(content) };
    registry.addBlock(Block.fromContent(path, content, { rendition, counter }), { content });
  }
}

function assemble(query: string, maxTokens: number): AssembledContext {
  const hits = registry.search(query, { topK: 10 });
  return assembleHits(hits, { query, maxTokens, originals: registry.originals });
}

const HOUSE = {
  "house.md": longDocument(),
  "prices.md": "# Prices\n\nA lamp costs 819 euros.\n",
  "lamp.ts": `${"/** A lamp. */\nexport function lightLamp(price: number): number {\n  const euros = price + 1;\n  return euros;\n}\n".repeat(12)}`,
};

describe("assembleHits", () => {
  it("keeps to any limit, and counts what it answers", () => {
    add(HOUSE);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6000 }), (maxTokens) => {
        const { text, tokens, parts, omitted } = assemble("lamp price euros", maxTokens);
        expect(countTokens(text)).toBe(tokens);
        expect(tokens).toBeLessThanOrEqual(maxTokens);
        expect(parts.length + omitted.length).toBe(3);
        for (const { hit, result } of parts) {
          expect(text).toContain(`## ${hit.path}\n${result.text}`);
        }
      }),
      { numRuns: 25 },
    );
  });

  it.each([400, 900, 2000])("uses at least 95 %% of %i tokens where there is enough", (limit) => {
    add(HOUSE);
    const { tokens } = assemble("lamp price euros", limit);
    expect(tokens).toBeGreaterThanOrEqual(limit * 0.95);
  });

  it("gives whole files where they fit, best first", () => {
    add(HOUSE);
    const { parts } = assemble("lamp costs euros", 50_000);
    expect(parts.map(({ hit }) => hit.path)).toEqual(
      registry.search("lamp costs euros", { topK: 10 }).map(({ path }) => path),
    );
    for (const { hit, result } of parts) {
      expect(result.text).toBe(HOUSE[hit.path as keyof typeof HOUSE]);
    }
  });

  it("shows the lines that were found, and names originals that can be had back", () => {
    add(HOUSE);
    const { text, parts } = assemble("price 1448 euros", 300);
    expect(text).toContain("the price was 1448 euros");
    for (const { ref, hit } of parts) {
      expect(registry.originals.get(ref)).toBe(HOUSE[hit.path as keyof typeof HOUSE]);
    }
  });

  it("names what does not fit", () => {
    add({ ...HOUSE, "more.md": longDocument(30) });
    const { parts, omitted } = assemble("lamp price", 120);
    expect(parts.length).toBeGreaterThan(0);
    expect(omitted.length).toBeGreaterThan(0);
  });

  it("answers an empty text where not even one part fits, or the originals are gone", () => {
    add(HOUSE);
    expect(assemble("lamp", 3)).toMatchObject({ text: "", tokens: 0, parts: [] });
    const hits = registry.search("lamp");
    using empty = new BlockRegistry(":memory:");
    const options = { query: "lamp", maxTokens: 500, originals: empty.originals };
    expect(assembleHits(hits, options)).toMatchObject({ text: "", omitted: hits });
    expect(registry.originals.get(refOf(HOUSE["prices.md"]))).toBe(HOUSE["prices.md"]);
  });
});

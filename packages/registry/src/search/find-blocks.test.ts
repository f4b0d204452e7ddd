import { blockOf } from "@tokenpak/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BlockRegistry } from "../block-registry.ts";

const WORDS = ["walrus", "marmot", "heron", "otter", "totalWalrus", "marmot_heron", "Otter9"];

/** What a word stands for in a search: itself and what is inside. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  totalWalrus: ["totalwalrus", "total", "walrus"],
  marmot_heron: ["marmot", "heron"],
  Otter9: ["otter9", "otter"],
};
const inside = (word: string): readonly string[] => INSIDE[word] ?? [word];

describe("BlockFinder", () => {
  it("finds just the blocks that hold a word of the query, in path or text", () => {
    const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom("", ...WORDS), text), {
          maxLength: 8,
          selector: ([name]) => name,
        }),
        fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
        (files, query) => {
          using registry = new BlockRegistry(":memory:");
          const expected: string[] = [];
          const wanted = new Set(query.flatMap(inside));
          for (const [name, words] of files) {
            const path = `${name}.md`;
            const content = words.join(" ");
            registry.addBlock(blockOf(path, content), { content });
            if ([name, ...words].some((word) => inside(word).some((part) => wanted.has(part)))) {
              expected.push(path);
            }
          }
          const hits = registry.search(query.join(" "), { topK: 100 });
          expect(hits.map((hit) => hit.path).sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 150 },
    );
  });

  it("gives lines and snippet that are the text's own, for any text", () => {
    const line = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom("a walrus", "\r", "", "Walrus.", "x".repeat(3000), "walruses sing"),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 400 }), (lines) => {
        using registry = new BlockRegistry(":memory:");
        const content = lines.join("\n");
        registry.addBlock(blockOf("a.md", content, { compressedContent: "" }), { content });
        for (const hit of registry.search("walrus sing")) {
          const shown = content
            .split("\n")
            .slice(hit.lineStart - 1, hit.lineEnd)
            .join("\n");
          expect(hit.snippet).toBe(shown.length > 3500 ? hit.snippet : shown);
          expect(shown).toMatch(/walrus/i);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("cuts a very long line to the part that matches", () => {
    using registry = new BlockRegistry(":memory:");
    const content = `${"filler ".repeat(50_000)}walrus ${"filler ".repeat(50_000)}`;
    registry.addBlock(blockOf("a.txt", content, { compressedContent: "" }), { content });
    const [hit] = registry.search("walrus");
    expect(hit).toMatchObject({ lineStart: 1, lineEnd: 1 });
    expect(hit?.snippet).toContain("walrus");
    expect(hit?.snippet.length).toBeLessThanOrEqual(2000);
    expect(content).toContain(hit?.snippet);
  });

  it("orders ties by path even where more of them tie than are looked at first", () => {
    using registry = new BlockRegistry(":memory:");
    const names = Array.from(
      { length: 300 },
      (_, index) => `${String(299 - index).padStart(3, "0")}.md`,
    );
    registry.addBlocks(
      names.map((path) => ({ block: blockOf(path, "walrus"), content: "walrus" })),
    );
    expect(registry.search("walrus", { topK: 3 }).map((hit) => hit.path)).toEqual([
      "000.md",
      "001.md",
      "002.md",
    ]);
  });

  it("ranks the file that is about the words above those that mention them", () => {
    using registry = new BlockRegistry(":memory:");
    const files = {
      "src/budget-allocator.ts": "export function allocate() {\n  return 1;\n}\n",
      "docs/long.md": `${"Words about other things. ".repeat(300)}\nA budget allocator.\n`,
      "README.md": "# Project\n\nSee the budget file.\n",
    };
    for (const [path, content] of Object.entries(files)) {
      registry.addBlock(blockOf(path, content), { content });
    }
    const hits = registry.search("budget allocator");
    expect(hits[0]?.path).toBe("src/budget-allocator.ts");
    expect(hits[0]?.why).toBe("path: budget, allocator; names: allocator; text: allocator");
  });

  describe("for a query that is an identifier", () => {
    const files = {
      "src/index.ts": 'export { totalWalrus, type WalrusTotal } from "./total-walrus.ts";\n',
      "src/total-walrus.ts": `${"// Words about other things.\n".repeat(30)}export function totalWalrus(herd: number[]): WalrusTotal {\n  return sum(herd);\n}\n`,
      "src/total-walrus.test.ts": `describe("totalWalrus", () => {\n${"  totalWalrus([totalWalrus([1])]);\n".repeat(5)}});\n`,
      "src/total-walruses.ts": "export function totalWalruses() {}\n// totalWalrus, totalWalrus\n",
      "src/herd_size.py": `${"# Words about other things.\n".repeat(30)}def herd_size(herd):\n    return len(herd)\n`,
      "src/test_herd_size.py": "herd_size(herd_size(1))\nassert herd_size(2)\n",
    };

    function first(query: string): string | undefined {
      using registry = new BlockRegistry(":memory:");
      for (const [path, content] of Object.entries(files)) {
        registry.addBlock(blockOf(path, content), { content });
      }
      return registry.search(query)[0]?.path;
    }

    it("ranks what declares it above tests, re-exports and names with the same stem", () => {
      expect(first("totalWalrus")).toBe("src/total-walrus.ts");
      expect(first("totalWalrus()")).toBe("src/total-walrus.ts");
      expect(first("totalWalruses")).toBe("src/total-walruses.ts");
      expect(first("herd_size")).toBe("src/herd_size.py");
    });

    it("does so among other words, in a folder and in a file type", () => {
      expect(first("where is totalWalrus declared")).toBe("src/total-walrus.ts");
      using registry = new BlockRegistry(":memory:");
      for (const [path, content] of Object.entries(files)) {
        registry.addBlock(blockOf(path, content), { content });
      }
      for (const options of [{ fileType: "ts" }, { pathPrefix: "src/" }]) {
        expect(registry.search("totalWalrus", options)[0]?.path).toBe("src/total-walrus.ts");
      }
    });
  });

  it("does not let words that are nearly everywhere decide in a large index", () => {
    using registry = new BlockRegistry(":memory:");
    const entries = Array.from({ length: 1200 }, (_, index) => {
      const content = index === 700 ? "common rare" : "common filler";
      return { block: blockOf(`${index}.md`, content), content };
    });
    registry.addBlocks(entries);
    expect(registry.search("common rare").map((hit) => hit.path)).toEqual(["700.md"]);
    expect(registry.search("common")).toHaveLength(5);
  });
});

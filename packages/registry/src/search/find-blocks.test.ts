import type { SearchOptions } from "@tokenpak/core";
import { blockOf } from "@tokenpak/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BlockRegistry } from "../block-registry.ts";

/** A registry in memory with one block for each path. */
function registryOf(files: Readonly<Record<string, string>>): BlockRegistry {
  return refilled(new BlockRegistry(":memory:"), files);
}

function refilled(registry: BlockRegistry, files: Readonly<Record<string, string>>): BlockRegistry {
  registry.clear();
  registry.addBlocks(
    Object.entries(files).map(([path, content]) => ({
      block: blockOf(path, content, { compressedContent: "" }),
      content,
    })),
  );
  return registry;
}

const paths = (registry: BlockRegistry, query: string, options: SearchOptions = {}) =>
  registry.search(query, options).map((hit) => hit.path);

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
        for (const query of ["walrus sing", '"a walrus"', "alru", "Walrus."]) {
          for (const hit of registry.search(query)) {
            const shown = content
              .split("\n")
              .slice(hit.lineStart - 1, hit.lineEnd)
              .join("\n");
            expect(hit.snippet).toBe(shown.length > 3500 ? hit.snippet : shown);
            expect(shown).toMatch(/alrus/i);
          }
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

  it("ranks words in a row before the same words apart", () => {
    using registry = registryOf({
      "a.md": "the walrus sings and the song of an otter is here",
      "b.md": "here is the song walrus and the otter of an sings",
      "c.md": "nothing",
    });
    expect(paths(registry, "song walrus otter")).toEqual(["b.md", "a.md"]);
  });

  describe("for a quoted phrase", () => {
    it("puts what has it first, and says so", () => {
      using registry = registryOf({
        "a.md": "walrus walrus song song otter walrus song",
        "b.md": `${"Words about other things.\n".repeat(50)}and the Walrus\n song of an otter`,
        "c.md": "song walrus",
      });
      const hits = registry.search('"walrus song of"');
      expect(hits[0]).toMatchObject({ path: "b.md", lineStart: 51, lineEnd: 52 });
      expect(hits[0]?.why).toBe('text: walrus, song; phrase: "walrus song of"');
      expect(hits[1]?.why).not.toContain("phrase");
    });

    it("finds it in any file that it stands in, before files without it", () => {
      using registry = new BlockRegistry(":memory:");
      const words = fc.array(fc.constantFrom("walrus", "otter", "heron", "the", "of", "gnu"), {
        minLength: 1,
        maxLength: 12,
      });
      fc.assert(
        fc.property(
          fc.array(words, { minLength: 1, maxLength: 8 }),
          fc.nat(),
          fc.nat(),
          fc.integer({ min: 1, max: 4 }),
          (files, file, at, length) => {
            const texts = files.map((all) => all.join(" "));
            refilled(
              registry,
              Object.fromEntries(texts.map((text, index) => [`${index}.md`, text])),
            );
            const chosen = files[file % files.length] as string[];
            const start = at % chosen.length;
            const phrase = chosen.slice(start, start + length).join(" ");
            const hits = registry.search(`"${phrase}"`, { topK: 20 });
            const holds = hits.map((hit) => texts[Number.parseInt(hit.path, 10)]?.includes(phrase));
            expect(holds.filter(Boolean)).toHaveLength(
              texts.filter((text) => text.includes(phrase)).length,
            );
            expect(holds.lastIndexOf(true)).toBeLessThan(
              holds.includes(false) ? holds.indexOf(false) : holds.length,
            );
            for (const [index, hit] of hits.entries()) {
              expect(hit.why.includes("phrase:"), hit.path).toBe(holds[index]);
            }
          },
        ),
        { numRuns: 100 },
      );
    });
  });

  describe("for a piece of a text that is no word of it", () => {
    it("finds code and messages as they stand", () => {
      using registry = registryOf({
        "a.cpp": "void f() {\n  foo->bar(1);\n}\n",
        "b.cpp": "foo.bar(1); bar->foo(2); foo bar foo bar\n",
        "c.ts": "const a = config.cache.sizeLimit;\nreturn countTokenCounter(a);\n",
        "d.log": "Error [E_1]: can't open '/tmp/x.db' (code 14)\n",
        "e.md": "config cache size limit, count token, error code open\n",
      });
      for (const [query, path, line] of [
        ["foo->bar(", "a.cpp", 2],
        ['"cache.sizeLimit"', "c.ts", 1],
        ["okenCoun", "c.ts", 2],
        ["nfig.cache.sizeL", "c.ts", 1],
        ["can't open '/tmp/x.db' (code", "d.log", 1],
      ] as const) {
        const [hit] = registry.search(query);
        expect(hit, query).toMatchObject({ path, lineStart: line });
      }
      expect(registry.search("okenCoun").map((hit) => hit.why)).toEqual(["substring: okencoun"]);
      expect(registry.search("foo->bar(")[0]?.why).toContain('phrase: "foo->bar("');
    });

    it("finds a file by any stretch of a line that has four letters or digits in a row", () => {
      using registry = new BlockRegistry(":memory:");
      const word = fc.constantFrom("walrusSong", "otter_pond", "heron", "GnuCash", "emu", "a1b2c3");
      const sign = fc.constantFrom(" ", ".", "->", "(", ")", " = ", "/", "::", ", ");
      fc.assert(
        fc.property(
          fc.array(fc.tuple(word, sign), { minLength: 1, maxLength: 6 }),
          fc.nat(),
          fc.integer({ min: 4, max: 30 }),
          (pieces, from, length) => {
            const line = pieces.flat().join("");
            const start = from % line.length;
            const stretch = line.slice(start, start + length);
            fc.pre(/[A-Za-z0-9]{4}/.test(stretch));
            refilled(registry, { "x.txt": `first\n${line}\nlast`, "y.txt": "kiwi" });
            const [hit] = registry.search(stretch);
            expect(hit).toMatchObject({ path: "x.txt" });
            expect(hit?.why).not.toBe("");
          },
        ),
        { numRuns: 100 },
      );
    });

    it("does so for words of a batch whose first try was undone", () => {
      using registry = registryOf({ "a.md": "one" });
      const entry = (path: string, content: string) => ({ block: blockOf(path, content), content });
      const wrong = { block: blockOf("c.md", "x"), content: "y" };
      expect(() => registry.addBlocks([entry("b.md", "walrusSong"), wrong])).toThrow();
      registry.addBlocks([entry("b.md", "walrusSong")]);
      expect(paths(registry, "alrusSon")).toEqual(["b.md"]);
      registry.clear();
      expect(paths(registry, "alrusSon")).toEqual([]);
      registry.addBlocks([entry("b.md", "walrusSong")]);
      expect(paths(registry, "alrusSon")).toEqual(["b.md"]);
    });
  });

  it("finds in a folder what has its path's beginning, whatever the signs in it", () => {
    using registry = new BlockRegistry(":memory:");
    const sign = fc.constantFrom(..."ab%_/", "\u{E9}", "\u{D7FF}", "\u{E000}", "\u{10FFFF}");
    const name = fc.string({ unit: sign, minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat({ max: 8 }),
        (names, chosen, length) => {
          refilled(registry, Object.fromEntries(names.map((path) => [path, "walrus"])));
          const pathPrefix = (names[chosen % names.length] ?? "").slice(0, length).toWellFormed();
          expect(paths(registry, "walrus", { pathPrefix, topK: 20 }).sort()).toEqual(
            names.filter((path) => path.startsWith(pathPrefix)).sort(),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it("finds by common words, in folders and types too, where more chunks have them than are ranked", () => {
    using registry = new BlockRegistry(":memory:");
    const entries = Array.from({ length: 10_600 }, (_, index) => {
      const content = `walrus song${index === 9000 ? " heron" : ""}${index === 9500 ? " walrus" : ""}`;
      const path = `${index < 10_300 ? "docs" : "src"}/${index}${index === 10_500 ? "-walrus" : ""}.${index % 9 === 0 ? "ts" : "md"}`;
      return { block: blockOf(path, content, { compressedContent: "" }), content };
    });
    registry.addBlocks(entries);
    expect(paths(registry, "walrus")[0]).toBe("src/10500-walrus.md");
    expect(paths(registry, "walrus heron")[0]).toBe("docs/9000.ts");
    expect(paths(registry, "walrus song")).toHaveLength(5);
    expect(paths(registry, "walrus", { pathPrefix: "docs/", fileType: "ts" })).toHaveLength(5);
    const inFolder = paths(registry, "song", { pathPrefix: "src/", topK: 1000 });
    expect(inFolder).toHaveLength(300);
    expect(inFolder.every((path) => path.startsWith("src/"))).toBe(true);
    expect(paths(registry, "heron", { pathPrefix: "docs/" })).toEqual(["docs/9000.ts"]);
    expect(paths(registry, "heron", { pathPrefix: "src/" })).toEqual([]);
  });
});

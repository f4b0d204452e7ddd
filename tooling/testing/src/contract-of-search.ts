import { type Awaitable, type BlockStore, countTokens, type SearchOptions } from "@tokenpak/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { blockOf } from "./block-of.ts";

type Open = () => Awaitable<BlockStore>;

const content = (text: string) => ({ content: text });

/** Words are found in text, identifiers and paths. */
export function findsWords(open: Open): void {
  it("reads the raw text, and the compressed one where no raw text was given", async () => {
    const store = await fill(open, { "a.md": "the walrus sings" });
    await store.addBlock(blockOf("b.md", "walrus raw", { compressedContent: "only marmot" }));
    expect(await pathsFor(store, "walrus")).toEqual(["a.md"]);
    expect(await pathsFor(store, "marmot")).toEqual(["b.md"]);
    await store.addBlock(
      blockOf("b.md", "walrus raw", { compressedContent: "only marmot" }),
      content("walrus raw"),
    );
    expect((await pathsFor(store, "walrus")).sort()).toEqual(["a.md", "b.md"]);
    expect(await pathsFor(store, "marmot")).toEqual([]);
  });

  it("finds the newest version only", async () => {
    const store = await fill(open, { "a.md": "walrus" });
    await store.addBlock(blockOf("a.md", "marmot"), content("marmot"));
    expect(await pathsFor(store, "walrus")).toEqual([]);
    expect(await pathsFor(store, "marmot")).toEqual(["a.md"]);
  });

  it("finds words inside identifiers and paths, and whole identifiers", async () => {
    const store = await fill(open, {
      "src/ignore-patterns.ts": "export const x = 1;",
      "b.ts": "interface Stats {\n  totalCharacters: number;\n}",
      "c.py": "def parse_http_header(x): pass",
    });
    for (const [query, path] of [
      ["ignore patterns", "src/ignore-patterns.ts"],
      ["total characters", "b.ts"],
      ["totalCharacters", "b.ts"],
      ["parseHttpHeader", "c.py"],
      ["parse_http_header", "c.py"],
      ["HTTP", "c.py"],
    ] as const) {
      expect((await pathsFor(store, query))[0], query).toBe(path);
    }
  });

  it("finds other forms of a word", async () => {
    const store = await fill(open, { "a.md": "It was indexing connections.", "b.md": "nothing" });
    expect(await pathsFor(store, "index connection")).toEqual(["a.md"]);
  });
}

/** Hits can be limited by type, path and number. */
export function filtersHits(open: Open): void {
  it("filters by type and by path prefix, taken literally", async () => {
    const store = await fill(open, {
      "src/a.ts": "walrus",
      "src/b.md": "walrus",
      "src_/c.ts": "walrus",
      "s%c/d.ts": "walrus",
    });
    expect((await pathsFor(store, "walrus", { fileType: "ts" })).length).toBe(3);
    expect((await pathsFor(store, "walrus", { pathPrefix: "src/" })).sort()).toEqual([
      "src/a.ts",
      "src/b.md",
    ]);
    expect(await pathsFor(store, "walrus", { pathPrefix: "s%" })).toEqual(["s%c/d.ts"]);
    expect(await pathsFor(store, "walrus", { fileType: "md", pathPrefix: "src/" })).toEqual([
      "src/b.md",
    ]);
    expect(await pathsFor(store, "walrus", { fileType: "rs" })).toEqual([]);
  });

  it("answers at most topK hits, five by default, and refuses what is no number of hits", async () => {
    const store = await fill(
      open,
      Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`${index}.md`, "walrus"])),
    );
    expect(await pathsFor(store, "walrus")).toHaveLength(5);
    expect(await pathsFor(store, "walrus", { topK: 2 })).toEqual(["0.md", "1.md"]);
    expect(await pathsFor(store, "walrus", { topK: 99 })).toHaveLength(9);
    for (const topK of [0, -1, 1.5, Number.NaN]) {
      await expect(async () => store.search("walrus", { topK })).rejects.toMatchObject({
        code: "INVALID_OPTION",
      });
    }
  });
}

/** Hits can be limited by the tokens of their snippets. */
export function fitsHits(open: Open): void {
  it("leaves out, in their order, hits whose snippets do not fit any more", async () => {
    const files = { "a.md": 40, "b.md": 3, "c.md": 90, "d.md": 3, "e.md": 15 };
    const store = await fill(
      open,
      Object.fromEntries(
        Object.entries(files).map(([path, length]) => [path, `walrus${" and ice".repeat(length)}`]),
      ),
    );
    const all = await store.search("walrus", { topK: 4 });
    const tokens = all.map(({ snippet }) => countTokens(snippet));
    const total = tokens.reduce((sum, one) => sum + one, 0);
    for (let maxTokens = 1; maxTokens <= total; maxTokens++) {
      let left = maxTokens;
      const fitting = all.filter((_, index) => {
        const fits = (tokens[index] ?? 0) <= left;
        if (fits) left -= tokens[index] ?? 0;
        return fits;
      });
      const hits = await store.search("walrus", { topK: 4, maxTokens });
      expect(hits.map((hit) => hit.path)).toEqual(fitting.map((hit) => hit.path));
    }
    expect(await store.search("walrus", { topK: 4, maxTokens: total })).toEqual(all);
  });

  it("refuses what is no number of tokens", async () => {
    const store = await fill(open, { "a.md": "walrus" });
    for (const maxTokens of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(async () => store.search("walrus", { maxTokens })).rejects.toMatchObject({
        code: "INVALID_OPTION",
      });
    }
  });
}

/** Hits show their lines and stand in a certain order. */
export function ordersHits(open: Open): void {
  it("shows the lines that answer, verbatim, with their numbers", async () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `line ${index + 1} says nothing`);
    lines[699] = "here the walrus\t meets  the marmot\r";
    lines[300] = "a walrus alone";
    const store = await fill(open, { "a.txt": lines.join("\n") });
    const [hit] = await store.search("walrus marmot");
    expect(hit?.lineStart).toBe(700);
    expect(hit?.snippet).toBe(lines.slice(699, hit?.lineEnd).join("\n"));
    expect(hit?.why).toContain("walrus");
    expect(hit?.why).toContain("marmot");
  });

  it("orders by score, and equals by path, whatever the order of adding", async () => {
    const files = ["m.md", "c.md", "x.md", "a.md"].map((path) => [path, "walrus"] as const);
    for (const order of [files, files.toReversed()]) {
      const store = await fill(open, Object.fromEntries(order));
      const hits = await store.search("walrus");
      expect(hits.map((hit) => hit.path)).toEqual(["a.md", "c.md", "m.md", "x.md"]);
      expect(hits.every((hit) => hit.score === hits[0]?.score)).toBe(true);
    }
  });
}

/** Any text is a query. */
export function takesAnyQuery(open: Open): void {
  it("finds nothing for a query without a word", async () => {
    const store = await fill(open, { "a.md": "walrus ... ---" });
    for (const query of ["", " ", "...", '"', "'\";--", "()*^:-+", "\0", "\uD800", "🙂"]) {
      expect(await store.search(query), query).toEqual([]);
    }
  });

  it("takes any text for a query", async () => {
    const store = await fill(open, { "a.md": "walrus" });
    const piece = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        '"',
        "'",
        "*",
        "^",
        "(",
        ")",
        ":",
        "-",
        "AND",
        "OR",
        "NOT",
        "NEAR(",
        "path:",
        "{path body}",
        "\0",
        "NEAR/2",
        "+",
        ",",
        "?1",
        ":match",
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const hits = await store.search(`${pieces.join(" ")} walrus`);
        expect(hits.map((hit) => hit.path)).toEqual(["a.md"]);
      }),
      { numRuns: 200 },
    );
  });

  it("takes a query of ten thousand characters", async () => {
    const store = await fill(open, { "a.md": "walrus" });
    const words = Array.from({ length: 1500 }, (_, index) => `word${index}`).join(" ");
    for (const query of [words, "x".repeat(10_000), "q_".repeat(5000), "qB".repeat(5000)]) {
      expect(await store.search(query)).toEqual([]);
    }
    expect(await pathsFor(store, `walrus ${"is the ".repeat(1500)}`)).toEqual(["a.md"]);
  });
}

/** A new store with one block for each path, whose compressed text is empty. */
async function fill(open: Open, files: Readonly<Record<string, string>>): Promise<BlockStore> {
  const store = await open();
  for (const [path, text] of Object.entries(files)) {
    await store.addBlock(blockOf(path, text, { compressedContent: "" }), content(text));
  }
  return store;
}

async function pathsFor(
  store: BlockStore,
  query: string,
  options: SearchOptions = {},
): Promise<string[]> {
  return (await store.search(query, options)).map((hit) => hit.path);
}

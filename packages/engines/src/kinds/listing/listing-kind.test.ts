import { createTokenCounter } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { splitLines } from "../../terminal/line-ends.ts";
import { unpack } from "../../unpack.ts";
import { listingText } from "./__fixtures__/listing-arbitrary.ts";
import { decodeListing } from "./decode-listing.ts";
import { encodeLedPaths, encodePaths } from "./encode-paths.ts";
import { encodeTree, readTree } from "./encode-tree.ts";

const engine = new HeuristicEngine();
const counter = createTokenCounter();

/** 120 rows of ls -l. */
const FOLDER = `total 960\n${Array.from(
  { length: 120 },
  (_, at) =>
    `-rw-r--r-- 1 ada staff ${String((at * 7919) % 90_000).padStart(6)} Nov 22 17:${String(at % 60).padStart(2, "0")} part-${at}.ts`,
).join("\n")}\n`;

const PATHS = Array.from(
  { length: 150 },
  (_, at) =>
    `packages/engines/src/part-${Math.floor(at / 30)}/file-${at}.${at % 10 === 0 ? "md" : "ts"}`,
).join("\n");

function summaryOf(text: string, options: object = {}): string {
  return engine.pack(text, { kind: "listing", ...options }).text;
}

describe("listingKind", () => {
  it("writes rows of ls -l without what all of them share, and gives them back", () => {
    const result = engine.pack(FOLDER, { kind: "listing", floor: "byte-exact" });
    expect(result.level).toBe("columns");
    expect(result.tokens).toBeLessThan(result.tokensBefore * 0.6);
    expect(unpack(result.text)).toBe(FOLDER);
    for (const [, size = ""] of FOLDER.matchAll(/staff +(\d+)/g))
      expect(result.text).toContain(size);
  });

  it("never leaves numbers of ls -l alone: rows are shown whole, figures with the column they are of", () => {
    const text = summaryOf(FOLDER);
    expect(text).toContain("= 120 rows");
    expect(text).toContain("= mode: -rw-r--r-- 120");
    expect(text).toMatch(/^= size: \d+ to \d+, sum \d+$/m);
    expect(text).toContain("|total 960");
    const source = new Set(FOLDER.split("\n"));
    for (const line of text.split("\n").slice(1, -1)) {
      if (!/^[=|]/.test(line)) expect(source).toContain(line);
    }
  });

  it("shows the greatest of each column of numbers", () => {
    const sizes = FOLDER.match(/staff +\d+/g)?.map((size) => Number(size.slice(5))) ?? [];
    expect(summaryOf(FOLDER)).toContain(String(Math.max(...sizes)));
  });

  it("shows rows in the section that they stand in", () => {
    const text = `a:\ntotal 8\n${FOLDER}\nb:\ntotal 4\n-rw-r--r-- 1 ada staff 5 Nov 22 17:00 only-in-b.ts\n`;
    const lines = summaryOf(text, { query: "only-in-b" }).split("\n");
    expect(lines).toContain("= b: 1 rows, size 5");
    expect(lines.indexOf("-rw-r--r-- 1 ada staff 5 Nov 22 17:00 only-in-b.ts")).toBeGreaterThan(
      lines.indexOf("= b: 1 rows, size 5"),
    );
  });

  it("counts entries of every folder of a list of paths", () => {
    const text = summaryOf(PATHS);
    expect(text).toContain("150 entries in 5 folders");
    expect(text).toContain(".ts 135, .md 15; in packages/engines/src/");
    for (let part = 0; part < 5; part++) expect(text).toContain(`part-${part}/: 30`);
  });

  it("shows what the query and preserve name", () => {
    expect(summaryOf(PATHS, { query: "file-77" })).toContain("\n file-77.ts\n");
    expect(summaryOf(FOLDER, { preserve: ["part-99.ts"] })).toMatch(/^-rw.* part-99\.ts$/m);
  });

  it("writes paths behind sizes and states by folder", () => {
    const sizes = PATHS.split("\n")
      .map((path, at) => `${String(at * 37).padStart(6)} ${path}`)
      .join("\n");
    const result = engine.pack(sizes, { kind: "listing", floor: "byte-exact" });
    expect(result.tokens).toBeLessThan(result.tokensBefore * 0.75);
    expect(unpack(result.text)).toBe(sizes);
  });

  it("takes no cell for its neighbour where a row has an empty one", () => {
    const row = (at: number): string => {
      const restarts = at % 8 === 0 ? "" : String(at * 11);
      return `${`web-${at}`.padEnd(17)}${restarts.padEnd(11)}${String(at * 7919).padEnd(9)}10d`;
    };
    const rows = Array.from({ length: 130 }, (_, at) => row(at));
    const text = summaryOf(["NAME             RESTARTS   PORT     AGE", ...rows].join("\n"));
    const whole = Array.from({ length: 130 }, (_, at) => at).filter((at) => at % 8 !== 0);
    const sum = whole.reduce((all, at) => all + at * 7919, 0);
    expect(text).toContain(`= PORT: 7919 to ${129 * 7919}, sum ${sum}`);
    expect(text).toContain(`|${rows[8]}`);
  });

  it("reads no table where white space leaves open what a value is", () => {
    const rows = Array.from(
      { length: 120 },
      (_, at) => `${at}   app:${at % 3}${at === 7 ? " \ufeff" : ""}   Up`,
    );
    const text = `CONTAINER ID   IMAGE   STATUS\n${rows.join("\n")}`;
    expect(engine.pack(text, { kind: "listing" })).toMatchObject({ verifyFailures: 0 });
  });

  it("takes no file that is named after an error for a report of one", () => {
    const names = Array.from(
      { length: 60 },
      (_, at) => `./src/folder-${at}/${at === 40 ? "error-lines" : `part-${at}`}.ts`,
    );
    const { text } = engine.pack(names.join("\n"), { kind: "listing", maxTokens: 60 });
    expect(text).toContain("./src/folder-0/part-0.ts");
    expect(text).not.toContain("error");
  });

  it("leaves short listings whole, unless a limit is below them", () => {
    const short = FOLDER.split("\n").slice(0, 40).join("\n");
    expect(engine.pack(short, { kind: "listing" }).grade).toBe("byte-exact");
    const limited = engine.pack(short, {
      kind: "listing",
      maxTokens: Math.floor(counter.count(short) * 0.35),
    });
    expect(limited.level).toBe("table");
  });

  it("reads the folders of a tree off its branches", () => {
    const files = Array.from(
      { length: 120 },
      (_, at) => `│\u00a0\u00a0 ${at === 119 ? "└" : "├"}── f${at}.ts`,
    );
    const tree = [
      ".",
      "├── src",
      ...files,
      "└── docs",
      "    └── guide.md",
      "",
      "2 directories, 121 files",
    ];
    const text = summaryOf(tree.join("\n"));
    expect(text).toContain("123 entries in 3 folders");
    expect(text).toContain("src/: 120");
    expect(text).toContain("docs/: 1");
    expect(text).toContain("|2 directories, 121 files");
  });
});

describe("decodeListing", () => {
  it("gives back lists of paths and trees, whatever their names are", () => {
    fc.assert(
      fc.property(listingText, (text) => {
        const { lines, ends } = splitLines(text);
        expect(decodeListing(encodePaths(lines, ends))).toBe(text);
        const led = encodeLedPaths(lines, ends);
        if (led !== undefined) expect(decodeListing(led)).toBe(text);
        const tree = readTree(lines);
        const drawn = tree && encodeTree(tree, lines, ends);
        if (drawn !== undefined) expect(decodeListing(drawn)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it("refuses what it did not write", () => {
    expect(() => decodeListing("anything")).toThrow(/no listing/);
  });
});

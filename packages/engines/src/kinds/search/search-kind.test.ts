import { createTokenCounter, parseMarkers } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { splitLines } from "../../terminal/line-ends.ts";
import { unpack } from "../../unpack.ts";
import { searchOutput } from "./__fixtures__/search-arbitrary.ts";
import { decodeFiles } from "./decode-files.ts";
import { encodeFiles } from "./encode-files.ts";
import { readResults } from "./read-results.ts";

const engine = new HeuristicEngine();
const counter = createTokenCounter();

/** Results of 8 files with 6 matches each, in order. */
const RESULTS = Array.from({ length: 48 }, (_, at) => {
  const file = `packages/engines/src/part-${Math.floor(at / 6) % 2}/file-${Math.floor(at / 6)}.ts`;
  return `${file}:${(at % 6) * 7 + 3}:    const value${at} = countTokens(text, { encoding: "o200k_base" });`;
});

function coordinates(text: string, options: object = {}): string {
  const rung = [...engine.ladder(text, { kind: "search", ...options })].find(
    ({ level }) => level === "coordinates",
  );
  return rung?.text ?? "";
}

describe("searchKind", () => {
  it("names each file once, with every line of it, in the exact rung", () => {
    const result = engine.pack(`${RESULTS.join("\n")}\n`, { kind: "search", floor: "byte-exact" });
    expect(result.level).toBe("files");
    expect(result.text.match(/file-3/g)).toHaveLength(1);
    expect(result.tokens).toBeLessThan(result.tokensBefore * 0.6);
    expect(unpack(result.text)).toBe(`${RESULTS.join("\n")}\n`);
  });

  it("names all lines and counts all matches in the summary, and marks the texts it leaves out", () => {
    const text = RESULTS.join("\n");
    const result = engine.pack(text, { kind: "search" });
    expect(result.level).toBe("coordinates");
    expect(result.text).toContain("48 matches in 8 files: lines of all");
    expect(result.tokens).toBeLessThan(result.tokensBefore * 0.2);
    const [marker] = parseMarkers(result.text);
    const shown = result.text.match(/^\d+:const/gm) ?? [];
    expect(marker?.count).toBe(48 - shown.length);
  });

  it("shows what the query asks for", () => {
    expect(coordinates(RESULTS.join("\n"), { query: "value31" })).toContain("10:const value31 =");
  });

  it("shows what preserve names", () => {
    const text = `${RESULTS.join("\n")}\n`;
    const rung = coordinates(text, { preserve: ["value17 = countTokens"] });
    expect(rung).toContain("const value17 = countTokens");
  });

  it("fills a limit with texts above all coordinates", () => {
    const words = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split(" ");
    const text = RESULTS.map((line, at) => {
      const own = Array.from({ length: 12 }, (_, word) => words[(at * (word + 3) + word) % 10]);
      return line.replace(/ {4}.*/, own.join(" "));
    }).join("\n");
    const [roomy, least] = [0.25, 0.17].map((share) =>
      engine.pack(text, { kind: "search", maxTokens: Math.floor(counter.count(text) * share) }),
    );
    expect(roomy?.grade).toBe("facts-verified");
    expect(roomy?.tokens).toBeGreaterThan((roomy?.tokensBefore ?? 0) * 0.2);
    expect(least?.grade).toBe("facts-verified");
    expect(least?.text).toContain("48 matches in 8 files");
  });

  it.each<[string, string]>([
    ["a date in the name", "logs/2024-01-15-app.log"],
    ["a time in the name", "logs/run-2024-01-15T10:30:00.log"],
    ["a number between dashes in the name", "src/step-12-b.ts"],
    ["a space in the name", "my docs/read me.txt"],
    ["a Windows drive", "C:\\work\\app\\main.cs"],
    ["a revision before the path", "HEAD~2:src/a.ts"],
  ])("reads %s as a part of it", (_, path) => {
    const lines = [3, 7, 8, 9, 30].flatMap((number) => [
      "--",
      `${path}-${number - 1}-see other.c:12: there`,
      `${path}:${number}:  const a${number} = "10:30:00 and more text that is not worth its tokens here";`,
    ]);
    const read = readResults(lines);
    const found = read?.lines.flatMap((line) =>
      "at" in line ? [`${line.type} ${line.path} ${line.at.number}`] : [],
    );
    expect(found?.filter((line) => line.startsWith("match"))).toEqual(
      [3, 7, 8, 9, 30].map((number) => `match ${path} ${number}`),
    );
    expect(found?.filter((line) => line.startsWith("context"))).toEqual(
      [2, 6, 7, 8, 29].map((number) => `context ${path} ${number}`),
    );
    expect(coordinates(lines.join("\n"))).toContain("5 matches in 1 file");
  });

  it("keeps files apart whose names differ in a date alone", () => {
    const lines = Array.from({ length: 20 }, (_, day) => {
      const path = `logs/2024-01-${String(day + 1).padStart(2, "0")}.log`;
      return `${path}:${day + 5}:ERROR the connection to the database was lost while reading`;
    });
    const text = coordinates(lines.join("\n"));
    expect(text).toContain("20 matches in 20 files");
    expect(text).toContain("names end in .log; in logs/");
    for (const [day] of lines.entries()) {
      const name = `2024-01-${String(day + 1).padStart(2, "0")}`;
      expect(text).toMatch(new RegExp(`^ ${name} ${day + 5}$`, "m"));
    }
  });

  it("never joins texts of two lines or two commands", () => {
    const text = `${RESULTS.join("\n")}\ngrep: dist: Is a directory\n${RESULTS.join("\n")}`;
    const source = new Set(text.split("\n").map((line) => line.replace(/^[^:]*:\d+: */, "")));
    for (const line of engine.pack(text, { kind: "search", maxTokens: 900 }).text.split("\n")) {
      const shown = /^\d+:(.*)$/.exec(line)?.[1];
      if (shown !== undefined) expect(source).toContain(shown);
    }
    expect(coordinates(text)).toContain("|grep: dist: Is a directory");
    expect(coordinates(text)).toContain("96 matches in 8 files");
  });

  it("leaves lists of files and counts exact: their places are all they say", () => {
    const counts = RESULTS.map((line) => line.replace(/:\d+:.*/, ":12")).join("\n");
    expect([...engine.ladder(counts, { kind: "search" })].map(({ level }) => level)).toEqual([
      "source",
      "files",
    ]);
  });

  it("reads results without numbers, and counts them", () => {
    const text = RESULTS.map((line) => line.replace(/:\d+:/, ":")).join("\n");
    expect(coordinates(text)).toContain("48 matches in 8 files: without lines");
  });

  it("shows every line of a file that was printed with numbers", () => {
    const text = Array.from({ length: 60 }, (_, at) => `${at + 1}:  const line${at} = ${at};`);
    const levels = [...engine.ladder(text.join("\n"), { kind: "search" })].map(
      ({ level }) => level,
    );
    expect(levels).not.toContain("coordinates");
  });

  it("has no rung for what is no search output", () => {
    const code = "const a = 1;\nfunction b() {\n  return a;\n}\n".repeat(20);
    expect([...engine.ladder(code, { kind: "search" })]).toHaveLength(1);
  });
});

describe("decodeFiles", () => {
  it("gives back any search output that could be read", () => {
    fc.assert(
      fc.property(searchOutput, (text) => {
        const { lines, ends } = splitLines(text);
        const results = readResults(lines);
        if (results === undefined || lines.length === 0) return;
        const body = encodeFiles(results, ends, counter);
        expect(decodeFiles(body)).toBe(text);
      }),
      { numRuns: 120 },
    );
  });
});

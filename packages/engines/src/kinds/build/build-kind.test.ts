import { createTokenCounter, type PackOptions } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { Source } from "../../ladder/source.ts";
import { decideFates } from "./decide-fates.ts";
import { mustStay } from "./must-stay.ts";
import { readBuildLines } from "./read-build-lines.ts";
import { selectDigest } from "./select-digest.ts";
import { writeDigest } from "./write-digest.ts";

const engine = new HeuristicEngine();
const counter = createTokenCounter();

/** The digest of a text, without its marker. */
function digest(text: string, { preserve = [], query }: PackOptions = {}): string {
  const source = new Source(text, { counter });
  const lines = readBuildLines(text);
  const stays = mustStay(source, lines, { preserve, query });
  return writeDigest(lines, selectDigest(lines, decideFates(lines), stays), {}).join("\n");
}

const PASSING = Array.from(
  { length: 40 },
  (_, at) => `tests/test_shop.py::test_${at} PASSED  [ ${at}%]`,
);

describe("buildKind", () => {
  it("shows one line for each sort of noise, with the count of all", () => {
    const text = [...PASSING, "=== 40 passed in 0.2s ==="].join("\n");
    expect(digest(text)).toBe(
      "... 40 lines like: tests/test_shop.py::test_0 PASSED  [ 0%]\n=== 40 passed in 0.2s ===",
    );
  });

  it("keeps every line of an unknown tool but those that repeat", () => {
    const steps = Array.from({ length: 30 }, (_, at) => `step ${at} of the frobnicator`);
    const text = [
      ...steps,
      "frobnicator: the widget is bent",
      "!! E77 cannot bend it back",
      ...steps,
    ].join("\n");
    expect(digest(text).split("\n")).toEqual([
      "... 60 lines like: step 0 of the frobnicator",
      "frobnicator: the widget is bent",
      "!! E77 cannot bend it back",
    ]);
  });

  it("never folds lines that report something, however often their like stands there", () => {
    const errors = Array.from({ length: 9 }, (_, at) => `module ${at}: could not load`);
    const out = digest([...PASSING, ...errors].join("\n"));
    for (const line of errors) expect(out).toContain(line);
  });

  it("drops source, carets and frames of libraries, and keeps the place and the first own frames", () => {
    const text = [
      "src/a.ts:3:7 - error TS2322: Type 'string' is not assignable to type 'number'.",
      "",
      "3 const x: number = 'a';",
      "        ~",
      "",
      "TypeError: x is not a function",
      "    at load (/srv/app/src/load.ts:9:3)",
      "    at Module._compile (node:internal/modules/cjs/loader:1554:14)",
      "    at run (/srv/app/node_modules/tool/run.js:1:1)",
      ...PASSING,
    ].join("\n");
    expect(digest(text).split("\n").slice(0, 3)).toEqual([
      "src/a.ts:3:7 - error TS2322: Type 'string' is not assignable to type 'number'.",
      "TypeError: x is not a function",
      "    at load (/srv/app/src/load.ts:9:3)",
    ]);
  });

  it("reads interleaved tasks apart", () => {
    const text = Array.from({ length: 20 }, (_, at) => [
      `web:build: src/a.ts(${at + 1},2): error TS2304: Cannot find name 'x${at}'.`,
      `api:build:    Compiling part-${at} v1.0.0`,
      "web:build:   The name is not declared.",
    ])
      .flat()
      .join("\n");
    const out = digest(text);
    expect(out).toContain("... 20 lines like: api:build:    Compiling part-0 v1.0.0");
    expect(out.match(/error TS2304/g)).toHaveLength(20);
  });

  it("reads colours and progress bars as a terminal shows them", () => {
    const bars = Array.from(
      { length: 20 },
      (_, at) => `10%\r50%\r\u001b[32mDownloaded\u001b[0m part-${at}.tgz`,
    );
    const text = [...bars, "\u001b[31merror\u001b[0m: no space left"].join("\n");
    expect(digest(text)).toBe("... 20 lines like: Downloaded part-0.tgz\nerror: no space left");
  });

  it("keeps what preserve names and lines with rare words of the query", () => {
    const wanted = PASSING[17] as string;
    const text = [...PASSING, "FAILED tests/test_shop.py::test_it - assert 1 == 2"].join("\n");
    expect(digest(text, { preserve: [wanted] })).toContain(`\n${wanted}\n`);
    expect(digest(text, { query: "test_23" })).toContain(`\n${PASSING[23]}\n`);
  });

  it("fits a limit with errors first", () => {
    const error = "src/a.c:3:5: error: expected ‘;’ before ‘}’ token";
    const text = [...PASSING, error, ...PASSING, "make: *** [Makefile:3: a.o] Error 1"].join("\n");
    const { text: packed, tokens } = engine.pack(text, { kind: "build", maxTokens: 80 });
    expect(tokens).toBeLessThanOrEqual(80);
    expect(packed).toContain(error);
  });

  it("folds to the byte where nothing may be lost", () => {
    const text = `${Array.from({ length: 60 }, (_, at) => `src/a.ts(${at},1): error TS2304: Cannot find name 'n${at}'.`).join("\r\n")}\r\n`;
    const packed = engine.pack(text, { kind: "build", floor: "byte-exact" });
    expect(packed.level).toBe("fold");
    expect(packed.tokens).toBeLessThan(counter.count(text) * 0.6);
  });
});

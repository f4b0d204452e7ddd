import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json } from "./__fixtures__/json-arbitrary.ts";
import { equalJson } from "./equal-json.ts";
import { nodeToJson } from "./json-node.ts";
import { JsonScanner } from "./json-scanner.ts";
import { minifyJson } from "./minify-json.ts";
import { readJsonTree } from "./read-json-tree.ts";

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function scans(text: string): boolean {
  const scanner = new JsonScanner(text);
  for (;;) {
    const kind = scanner.next();
    if (kind === "end" || kind === "error") return kind === "end";
  }
}

/** Valid JSON with one character replaced, dropped or doubled: mostly invalid. */
const damaged = fc
  .tuple(json, fc.nat(), fc.constantFrom("", ...'{}[]",:\\u0-+.eEtn \n\t\u0000x'))
  .map(([text, place, character]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + character + text.slice(at + (place % 2));
  });

describe("JsonScanner", () => {
  it("takes what JSON.parse takes, and nothing else", () => {
    fc.assert(
      fc.property(fc.oneof(json, damaged, fc.string()), (text) => {
        expect(scans(text), text).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("walks 100,000 levels", () => {
    expect(scans('{"a":['.repeat(50_000) + "]}".repeat(50_000))).toBe(true);
    expect(scans("[".repeat(100_000))).toBe(false);
  });
});

describe("readJsonTree", () => {
  it("takes what JSON.parse takes, and nothing else", () => {
    fc.assert(
      fc.property(fc.oneof(json, damaged, fc.string()), (text) => {
        const tree = readJsonTree(text);
        expect(tree !== undefined, text).toBe(parses(text));
        if (tree !== undefined) expect(equalJson(nodeToJson(tree.root), text), text).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads 100,000 levels", () => {
    expect(readJsonTree("[".repeat(100_000) + "]".repeat(100_000))?.depth).toBe(100_000);
  });
});

describe("minifyJson", () => {
  it("changes white space only", () => {
    fc.assert(
      fc.property(json, (text) => {
        const minified = minifyJson(text);
        expect(equalJson(minified, text)).toBe(true);
        expect(minified.length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 300 },
    );
    expect(minifyJson(' { "a b" : [ 1 , "\\" " ] }\n')).toBe('{"a b":[1,"\\" "]}');
  });
});

describe("equalJson", () => {
  it.each([
    ['{"a":1}', ' { "a" : 1 } ', true],
    ['"\\u0041\\/"', '"A/"', true],
    ["1.0", "1", false],
    ["1e2", "1E2", false],
    ["-0", "0", false],
    ['{"a":1,"b":2}', '{"b":2,"a":1}', false],
    ['{"a":1,"a":1}', '{"a":1}', false],
    ["[1]", "[1,]", false],
    ["[]", "{}", false],
    ['["a"]', '["a"] x', false],
    ['{"a":"b"}', '["a","b"]', false],
    ["", "", false],
  ])("compares %s and %s", (left, right, equal) => {
    expect(equalJson(left, right)).toBe(equal);
    expect(equalJson(right, left)).toBe(equal);
  });
});

import { isTokenPakError } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json } from "./__fixtures__/json-arbitrary.ts";
import { decodeColumns } from "./decode-columns.ts";
import { encodeColumns } from "./encode-columns.ts";
import { readJsonTree } from "./read-json-tree.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };

/** Bodies with one character replaced, dropped or inserted. */
const damaged = fc
  .tuple(json, fc.nat(), fc.constantFrom("", ...'$*:=,;[]{}()"?~@- \n\t0a'), fc.boolean())
  .map(([text, place, character, replaces]) => {
    const root = readJsonTree(text)?.root ?? "null";
    const body = encodeColumns(root, counter);
    const at = place % (body.length + 1);
    return body.slice(0, at) + character + body.slice(at + (replaces ? 1 : 0));
  });

describe("decodeColumns", () => {
  it("answers or throws a typed error on bodies that nobody wrote", () => {
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string()), (body) => {
        try {
          expect(typeof decodeColumns(body)).toBe("string");
        } catch (error) {
          expect(isTokenPakError(error, "NOT_REVERSIBLE"), `${body}\n${String(error)}`).toBe(true);
        }
      }),
      { numRuns: 600 },
    );
  });

  it("gives JSON back as it is", () => {
    expect(decodeColumns('{ "a" : 1.0 }')).toBe('{ "a" : 1.0 }');
    expect(decodeColumns("[1]")).toBe("[1]");
  });

  it.each([
    ["rows without end", "[99999999999]:a=1"],
    ["names that grow without end", `$a=${"x".repeat(100)}\n$b=$a$a\n$c=$b$b\nk:$c`],
    ["a name that is not there", "k:$a"],
    [
      "indentation without end",
      Array.from({ length: 300 }, (_, n) => `${" ".repeat(n)}k:`).join("\n"),
    ],
    ["groups without end", `[1]:${"a{".repeat(100_000)}`],
    ["a table that ends early", "[3]:a,b\n1,2"],
    ["an empty cell without a default", "[1]:a,b\n,2"],
    ["text behind the end", "[1]:a\n1\nrest"],
    ["nothing", ""],
  ])("refuses %s", (_, body) => {
    expect(() => decodeColumns(body)).toThrow(expect.objectContaining({ code: "NOT_REVERSIBLE" }));
  });
});

import { isTokenPakError } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseArguments } from "./parse-arguments.ts";

const DEFINITIONS = {
  file: { type: "positional", required: false, description: "A file" },
  "max-tokens": { type: "integer", least: 1, value: "n", description: "A limit" },
  floor: { type: "choice", options: ["low", "high"], value: "floor", description: "A grade" },
  query: { type: "text", value: "text", description: "A question" },
  keep: { type: "text", value: "text", multiple: true, description: "A text" },
  bare: { type: "switch", short: "b", description: "A switch" },
} as const;

const parse = (...argv: string[]) => parseArguments(DEFINITIONS, argv);

function refusal(...argv: string[]): string {
  try {
    parse(...argv);
  } catch (error) {
    if (isTokenPakError(error, "WRONG_USE")) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("parseArguments", () => {
  it("gives switches and lists always, other values only where they stand", () => {
    expect(parse()).toEqual({ bare: false, keep: [] });
  });

  it("reads values behind a space or an equals sign, and flags anywhere", () => {
    expect(parse("a.md", "--max-tokens", "20", "--query=x y", "-b")).toEqual({
      file: "a.md",
      "max-tokens": 20,
      query: "x y",
      bare: true,
      keep: [],
    });
    expect(parse("--floor", "high", "a.md").file).toBe("a.md");
  });

  it("collects a flag that may be repeated", () => {
    expect(parse("--keep", "a", "--keep=b").keep).toEqual(["a", "b"]);
  });

  it("takes - and everything behind -- as positional", () => {
    expect(parse("-").file).toBe("-");
    expect(parse("--", "--bare")).toMatchObject({ file: "--bare", bare: false });
  });

  it("takes a value that begins with a dash only behind an equals sign", () => {
    expect(parse("--query=-x").query).toBe("-x");
    expect(refusal("--query", "-x")).toContain("write --query=-x");
    expect(refusal("--query", "--bare")).toContain("--query needs a value");
    expect(refusal("--query")).toBe("--query needs a value.");
  });

  it("takes integers from the least on, and nothing that only looks like one", () => {
    expect(parse("--max-tokens", "1")["max-tokens"]).toBe(1);
    for (const value of [
      "0",
      "-5",
      "1.5",
      "abc",
      "",
      "1e3",
      " 7",
      "0x10",
      "99999999999999999999",
    ]) {
      expect(refusal("--max-tokens", value)).toContain(
        "--max-tokens must be an integer, at least 1",
      );
    }
    expect(refusal("--max-tokens=-5")).toContain('not "-5"');
  });

  it("takes one of its options, and suggests the nearest", () => {
    expect(parse("--floor", "low").floor).toBe("low");
    expect(refusal("--floor", "hihg")).toBe(
      '--floor must be one of low, high, not "hihg". Did you mean high?',
    );
  });

  it("refuses what is unknown, superfluous, given twice, or a value for a switch", () => {
    expect(refusal("--quer", "x")).toContain("Did you mean --query?");
    expect(refusal("-x")).toContain("Unknown flag -x");
    expect(refusal("a", "b")).toContain('Unexpected argument "b"');
    expect(refusal("--query", "a", "--query", "b")).toContain("given twice");
    expect(refusal("--bare=yes")).toBe("--bare takes no value.");
    for (const name of ["--__proto__", "--constructor", "--toString", "--file"]) {
      expect(refusal(name)).toContain(`Unknown flag ${name}`);
    }
  });

  it("asks for a positional that is required", () => {
    const required = { file: { type: "positional", description: "A file" } } as const;
    expect(() => parseArguments(required, [])).toThrow("<file> is missing.");
  });

  it("answers or refuses any line, and never fails otherwise", () => {
    const word = fc.oneof(
      fc.constantFrom("--query", "--keep", "--max-tokens", "--floor", "-b", "--", "-", "low", "7"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        try {
          const { keep, bare } = parse(...argv);
          expect(Array.isArray(keep) && typeof bare === "boolean").toBe(true);
        } catch (error) {
          expect(isTokenPakError(error, "WRONG_USE")).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

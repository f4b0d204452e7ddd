import { isTokenPakError } from "@tokenpak/core";
import { type ArgsDef, parseArgs } from "citty";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkArguments } from "./check-arguments.ts";

const ARGS = {
  file: { type: "positional", required: false, description: "A file" },
  "max-tokens": { type: "string", valueHint: "n", description: "A limit" },
  query: { type: "string", description: "A question" },
  keep: { type: "string", description: "A text" },
  bare: { type: "boolean", alias: "b", description: "A switch" },
} as const satisfies ArgsDef;

/** What citty makes of a line that was let pass, with what was repeated. */
function read(...argv: string[]): Readonly<Record<string, unknown>> {
  const repeated = checkArguments(argv, { args: ARGS, repeatable: ["keep"] });
  const parsed = parseArgs<typeof ARGS>([...argv], ARGS);
  const { file, query, bare = false } = parsed;
  return { file, query, bare, "max-tokens": parsed["max-tokens"], ...repeated };
}

function refusal(...argv: string[]): string {
  try {
    read(...argv);
  } catch (error) {
    if (isTokenPakError(error, "WRONG_USE")) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("checkArguments", () => {
  it("lets pass nothing at all, with an empty list for what may be repeated", () => {
    expect(read()).toEqual({ bare: false, keep: [] });
  });

  it("lets pass values behind a space or an equals sign, and flags anywhere", () => {
    expect(read("a.md", "--max-tokens", "20", "--query=x y", "-b")).toEqual({
      file: "a.md",
      "max-tokens": "20",
      query: "x y",
      bare: true,
      keep: [],
    });
    expect(read("--query", "high", "a.md")).toMatchObject({ file: "a.md", query: "high" });
  });

  it("collects a flag that may be repeated", () => {
    expect(read("--keep", "a", "--keep=b")).toMatchObject({ keep: ["a", "b"] });
  });

  it("takes - and everything behind -- as positional", () => {
    expect(read("-")).toMatchObject({ file: "-" });
    expect(read("--", "--bare")).toMatchObject({ file: "--bare", bare: false });
    expect(read("--", "--no-bare")).toMatchObject({ file: "--no-bare", bare: false });
  });

  it("takes a value that begins with a dash only behind an equals sign, numbers apart", () => {
    expect(read("--query=-x")).toMatchObject({ query: "-x" });
    expect(read("--max-tokens", "-5")).toMatchObject({ "max-tokens": "-5" });
    expect(refusal("--query", "-x")).toContain("write --query=-x");
    expect(refusal("--query", "--bare")).toContain("--query needs a value");
    expect(refusal("--query", "--no-bare")).toContain("--query needs a value");
    expect(refusal("--query")).toBe("--query needs a value.");
  });

  it("refuses what is unknown, superfluous, given twice, or a value for a switch", () => {
    expect(refusal("--quer", "x")).toContain("Did you mean --query?");
    expect(refusal("-x")).toContain("Unknown flag -x");
    expect(refusal("a", "b")).toContain('Unexpected argument "b"');
    expect(refusal("--query", "a", "--query", "b")).toContain("given twice");
    expect(refusal("--bare=yes")).toBe("--bare takes no value.");
    for (const name of ["--__proto__", "--constructor", "--toString", "--file", "--_"]) {
      expect(refusal(name)).toContain(`Unknown flag ${name}`);
    }
  });

  it("refuses the other spellings and the negations that citty has", () => {
    for (const flag of ["--maxTokens", "--no-bare", "--b", "--no-query"]) {
      expect(refusal(flag, "7")).toContain(`Unknown flag ${flag}`);
    }
  });

  it("asks for a positional that is required", () => {
    const args = { file: { type: "positional", description: "A file" } } as const;
    expect(() => checkArguments([], { args })).toThrow("<file> is missing.");
  });

  it("answers or refuses any line, and citty fails at nothing that it lets pass", () => {
    const word = fc.oneof(
      fc.constantFrom(
        "--query",
        "--keep",
        "--max-tokens",
        "--no-bare",
        "-b",
        "--",
        "-",
        "low",
        "7",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        try {
          const { keep, bare, query = "" } = read(...argv);
          expect([Array.isArray(keep), typeof bare, typeof query]).toEqual([
            true,
            "boolean",
            "string",
          ]);
        } catch (error) {
          expect(isTokenPakError(error, "WRONG_USE")).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("lets citty read every line as it was written", () => {
    const text = fc.string({ minLength: 1 }).filter((value) => !value.startsWith("-"));
    const line = fc.record({
      file: text,
      query: fc.string(),
      bare: fc.boolean(),
      keep: fc.array(text),
    });
    fc.assert(
      fc.property(line, ({ file, query, bare, keep }) => {
        const flags = [...(bare ? ["-b"] : []), ...keep.flatMap((value) => ["--keep", value])];
        const argv = [...flags, `--query=${query}`, "--", file];
        expect(read(...argv)).toEqual({ file, query, bare, keep });
      }),
      { numRuns: 200 },
    );
  });
});

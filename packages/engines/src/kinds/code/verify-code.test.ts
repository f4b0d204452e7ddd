import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Source } from "../../ladder/source.ts";
import { verifyCode } from "./verify-code.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };

function problemOf(language: string | undefined, text: string, body: string): string | undefined {
  const source = new Source(text, { counter, language });
  return verifyCode(source, { level: "symbols", grade: "facts-verified", body, sigil: "..." });
}

const SCRIPT = `export interface Options {
  readonly path: string;
  readonly retries?: number;
}
export enum Level {
  Low = 1,
  High = 2,
}
export class Store<T> extends Base {
  static version = 3;
  constructor(private readonly options: Options) {
// ... lines 11-14
  }
  get(key: string, fallback = 1): T | undefined {
// ... lines 17-25
  }
}
export const load = async (path: string): Promise<Store<string>> => {
// ... lines 29-30
};
export { load as open } from "./load.ts";
`;

const PYTHON = `LIMIT: int = 10
class Store(Base, metaclass=Meta):
    path: str
    retries = 3
    @property
    def size(self) -> int:
        ... # ... lines 7-9
    def get(self, key: str, *, fallback=None):
        ... # ... lines 11-17
def load(
    path: str,
    strict: bool = True,
) -> Store:
    ... # ... lines 22-26
`;

describe("verifyCode", () => {
  it("finds nothing wrong where only bodies, comments and imports are left out", () => {
    const whole = SCRIPT.replace(
      "// ... lines 11-14",
      "    super();\n    /* } */ this.path = '}';",
    );
    expect(
      problemOf("typescript", `import a from "a";\n// it's\n${whole}`, SCRIPT),
    ).toBeUndefined();
    const open = PYTHON.replace("... # ... lines 7-9", "'''Doc'''\n        return 1");
    expect(problemOf("python", `import os\n${open}`, PYTHON)).toBeUndefined();
  });

  for (const [language, text] of [
    ["typescript", SCRIPT],
    ["python", PYTHON],
  ] as const) {
    it(`complains when any line of a ${language} output is missing or changed`, () => {
      const lines = text.split("\n").slice(0, -1);
      const free = lines.map((line) => line.includes("... lines "));
      const facts = lines.flatMap((_, index) => (free[index] ? [] : [index]));
      fc.assert(
        fc.property(
          fc.constantFrom(...facts),
          fc.constantFrom("remove", "rename", "twice"),
          (at, how) => {
            const line = lines[at] as string;
            // A lone bracket is no fact: what is left is unbalanced, and that is a complaint too.
            const other = how === "remove" ? [] : how === "twice" ? [line, line] : [renamed(line)];
            const changed = [...lines.slice(0, at), ...other, ...lines.slice(at + 1)].join("\n");
            expect(problemOf(language, text, `${changed}\n`), changed).toBeDefined();
          },
        ),
        { numRuns: 60 },
      );
    });
  }

  it("complains about code that makes no sense, in the source or in the output", () => {
    expect(problemOf("typescript", "function a() {\n", "")).toMatch(/^source: unclosed \{/);
    expect(problemOf("typescript", "let a = 'x", "")).toMatch(/^source: string without an end/);
    expect(problemOf("typescript", SCRIPT, `${SCRIPT})`)).toMatch(/^output: unexpected \)/);
    expect(problemOf("python", "a = (\n", "")).toMatch(/^source: unclosed \(/);
    expect(problemOf("python", PYTHON, `${PYTHON}"""`)).toMatch(/^output: string without an end/);

    expect(problemOf(undefined, "text", "")).toContain("no definitions");
  });

  it("complains about a marker that is not a comment", () => {
    const text = "const a = `\nx\n`;\nfoo(1);\n";
    expect(problemOf("javascript", text, "const a = `\n// ... line 2\n`;\nfoo(1);\n")).toMatch(
      /line 2/,
    );
    const python = 'a = """\nx\n"""\n';
    expect(problemOf("python", python, 'a = """\n# ... line 2\n"""\n')).toMatch(/line 2/);
  });

  it("complains when the output no longer parses", () => {
    const text = "const a = () => (\n  b\n);\nf();\n";
    expect(problemOf("javascript", text, "const a = () => (\n// ... line 2\n);\nf();\n")).toContain(
      "parse",
    );
    const python = "def f():\n    return 1\nf()\nf()\n";
    const empty = "def f():\n# ... line 2\nf()\nf()\n";
    expect(problemOf("python", python, empty)).toMatch(/^output: wrong indentation before f/);
    const deeper = "def f():\n    return 1\n        f()\nf()\n";
    expect(problemOf("python", python, deeper)).toMatch(/^output: wrong indentation before f/);
    expect(problemOf("python", python, "def f():\n# ... lines 2-4\n")).toMatch(/a block without/);
  });
});

/** A line with one letter more in a name or word of it, or one bracket more. */
function renamed(line: string): string {
  return /[a-z]{2}/.test(line)
    ? line.replace(/([a-z])([a-z])(?=[^a-z]*$|\W)/, "$1q$2")
    : `${line}}`;
}

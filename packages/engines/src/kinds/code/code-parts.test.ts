import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { Source } from "../../ladder/source.ts";
import { codeLanguage } from "./code-languages.ts";
import { codeParts } from "./code-parts.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };

function partsOf(text: string, name: string): readonly string[] {
  const language = codeLanguage(name);
  if (language === undefined) throw new Error(`no language ${name}`);
  const source = new Source(text, { counter, language: name });
  return codeParts(source, language).map(({ first, last }) => `${first}-${last}`);
}

const METHOD = `  second(key: string): number {
    const found = this.map.get(key);
    if (found === undefined) throw new Error(\`no \${key}\`);
    return found;
  }
`;
const WINDOW = `    const unfinished = 1;
    return unfinished;
  }

${METHOD}
${METHOD.replace("second", "third")}}

export class Next {
  field = 1;

${METHOD.replace("second", "fourth")}
  fifth(): void {
    this.began();
`;

const engine = new HeuristicEngine();

describe("codeParts", () => {
  it("are what is whole between the end of something and the beginning of something else", () => {
    expect(partsOf(WINDOW, "typescript")).toEqual(["4-15", "19-26"]);
  });

  it("are none of code that parses, and none of text", () => {
    expect(partsOf(`class A {\n${METHOD}}\n`, "typescript")).toEqual([]);
    expect(partsOf("It's a text (of\nsome lines\n".repeat(9), "typescript")).toEqual([]);
  });

  it.each([
    ["java", "    return 1;\n  }\n\n  int two(int a) {\n    a++;\n    a--;\n    return a;\n  }\n"],
    ["csharp", "    a();\n  }\n\n  int Two(int a)\n  {\n    a++;\n    a--;\n    return a;\n  }\n"],
    [
      "python",
      "        return 1\n\n    def two(self, a):\n        a += 1\n        b = a\n        b += 2\n        return b\n",
    ],
    [
      "php",
      "    return 1;\n  }\n\n  public function two($a) {\n    $a++;\n    $a--;\n    return $a;\n  }\n",
    ],
    ["ruby", "    1\n  end\n\n  def two(a)\n    a += 1\n    a -= 1\n    a\n  end\n"],
    [
      "rust",
      "    1\n  }\n\n  fn two(&self, a: u8) -> u8 {\n    let b = a;\n    b + 1;\n    b\n  }\n",
    ],
    ["go", "\treturn 1\n}\n\nfunc two(a int) int {\n\ta++\n\ta--\n\treturn a\n}\n"],
  ])("are found in a part of %s", (name, text) => {
    expect(partsOf(text, name)).toHaveLength(1);
  });
});

describe("codeKind on a part of a file", () => {
  const numbered = WINDOW.trimEnd()
    .split("\n")
    .map((line, at) => `${String(at + 96).padStart(6)}\t${line}`)
    .join("\n");

  it.each([
    ["as it is", WINDOW],
    ["with line numbers", numbered],
  ])("%s folds bodies of whole functions and keeps what is not whole", (_, text) => {
    const { text: packed, grade, verifyFailures } = engine.pack(text, { path: "a.ts" });
    expect(grade).toBe("facts-verified");
    expect(verifyFailures).toBe(0);
    for (const kept of ["unfinished;", "second(key", "third(", "class Next", "fourth(", "began()"])
      expect(packed).toContain(kept);
    expect(packed).not.toContain("this.map");
  });

  it("knows a view by the numbers alone, and by the path above it", () => {
    const view = `[File: src/a.ts (300 lines total)]\n(95 more lines above)\n${numbered}`;
    for (const text of [numbered, view]) {
      expect(engine.pack(text).text).not.toContain("this.map");
    }
  });
});

import { describe, expect, it } from "vitest";
import { codeLanguage } from "./code-languages.ts";
import { parseCode, parsesCleanly } from "./parse-code.ts";

/** Whether a text is given up. */
function isGivenUp(text: string, name: string): boolean {
  const language = codeLanguage(name);
  if (language === undefined) throw new Error(`no language ${name}`);
  const tree = parseCode(text, language);
  tree?.delete();
  return tree === undefined;
}

describe("parseCode", () => {
  it.each([
    ["typescript", "/*\n"],
    ["rust", 'r#"\n'],
    ["bash", "[[[[[[[[[[\n"],
    ["bash", "<<<<<<<<<<\n"],
  ])("gives up on %s that makes it read %j again and again to the end", (name, line) => {
    expect(isGivenUp(line.repeat(6_000), name)).toBe(true);
  });

  it("reads code with a comment that never ends, and what comes after a text that it gave up", () => {
    const half = `${"let a = 1;\n".repeat(1000)}/* never ended`;
    expect(isGivenUp(half, "typescript")).toBe(false);
    expect(isGivenUp("/*\n".repeat(6_000), "typescript")).toBe(true);
    expect(isGivenUp(half, "typescript")).toBe(false);
  });

  it("never parts a character at the end of what it hands over", () => {
    const typescript = codeLanguage("typescript");
    if (typescript === undefined) throw new Error("no typescript");
    for (let shift = 0; shift < 2; shift++) {
      expect(
        parsesCleanly(`${" ".repeat(shift)}const a = "${"😀".repeat(2000)}";`, typescript),
      ).toBe(true);
    }
  });
});

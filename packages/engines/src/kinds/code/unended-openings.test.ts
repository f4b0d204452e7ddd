import { describe, expect, it } from "vitest";
import { codeLanguage } from "./code-languages.ts";
import { parseCode } from "./parse-code.ts";
import { hasUnendedOpenings } from "./unended-openings.ts";

function unended(text: string, name: string): boolean {
  const language = codeLanguage(name);
  if (language === undefined) throw new Error(`no language ${name}`);
  const found = hasUnendedOpenings(text, language);
  if (found) expect(parseCode(text, language)).toBeUndefined();
  return found;
}

describe("hasUnendedOpenings", () => {
  it("is true of texts that a parser reads again and again to their end", () => {
    expect(unended("/*\n".repeat(100_000), "typescript")).toBe(true);
    expect(unended(`${"/*\n".repeat(100_000)}*/`, "swift")).toBe(true);
    expect(unended('r#"\n'.repeat(100_000), "rust")).toBe(true);
  });

  it("is false where each is ended, where few are not, and where the language has none", () => {
    expect(unended("/* */\n".repeat(2000), "java")).toBe(false);
    expect(unended(`${"/* /* */ */\n".repeat(2000)}/*`, "swift")).toBe(false);
    expect(unended(`${"let a = 1;\n".repeat(1000)}/* never ended`, "typescript")).toBe(false);
    expect(unended("ls a/*\n".repeat(2000), "python")).toBe(false);
  });
});

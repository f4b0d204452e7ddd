import { readFileSync } from "node:fs";
import { chooseSigil } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTiling } from "../../ladder/check-tiling.ts";
import { renderCuts } from "../../ladder/render-cuts.ts";
import { Source } from "../../ladder/source.ts";
import { codeKind } from "./code-kind.ts";
import { codeLanguage, lineCommentOf } from "./code-languages.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };

const FILES = [
  ["c", "tricky.c"],
  ["cpp", "tricky.cpp"],
  ["css", "tricky.css"],
  ["dart", "tricky.dart"],
  ["php", "tricky.php"],
  ["solidity", "tricky.sol"],
  ["swift", "tricky.swift"],
] as const;

const TEXTS = new Map(FILES.map(([language, file]) => [language as string, fixture(file)]));

/** Bodies of all rungs by level; each has passed its checks. */
function rungsOf(text: string, language: string): ReadonlyMap<string, string> {
  const source = new Source(text, { counter, language });
  const sigil = chooseSigil(text);
  const bodies = new Map<string, string>();
  for (const draft of codeKind.rungs(source, { query: undefined, preserve: [] })) {
    if (draft.type !== "cuts") throw new Error("code has cuts only");
    const { body } = renderCuts(source, draft.cuts, { comment: lineCommentOf(language), sigil });
    const output = { level: draft.level, grade: "facts-verified", body, sigil } as const;
    expect(checkTiling(source, body, sigil)).toBeUndefined();
    expect(codeKind.verify(source, output), text).toBeUndefined();
    bodies.set(draft.level, body);
  }
  return bodies;
}

function fixture(name: string): string {
  return readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), "utf8");
}

function definitionsIn(text: string, language: string): readonly string[] {
  const read = codeLanguage(language)?.definitions(text);
  return read !== undefined && "found" in read ? read.found : [];
}

describe("codeKind", () => {
  it.each(FILES)("keeps every definition of %s whole in the smallest rung", (language, file) => {
    const text = TEXTS.get(language) as string;
    expect(rungsOf(text, language).get("symbols")).toBe(fixture(`${file}.symbols.txt`));
  });

  it("reads a text the same whatever was read before", () => {
    const text = TEXTS.get("swift") as string;
    const first = rungsOf(text, "swift");
    rungsOf('let a = #"not ended\n'.repeat(9), "swift");
    expect(rungsOf(text, "swift")).toEqual(first);
  });

  it("keeps what is defined in text that is cut and damaged anywhere", () => {
    const damage = fc.tuple(
      fc.constantFrom(...FILES.map(([language]) => language)),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom("", "}", "{", '"', "*/", "/*", "#endif\n", "\n", "class A {", "'"),
    );
    fc.assert(
      fc.property(damage, fc.boolean(), ([language, place, inserted], ends) => {
        const whole = TEXTS.get(language) as string;
        const at = Math.floor(whole.length * place);
        const text = whole.slice(0, at) + inserted + (ends ? "" : whole.slice(at));
        const before = definitionsIn(text, language);
        for (const body of rungsOf(text, language).values()) {
          expect(definitionsIn(body, language)).toEqual(before);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("gets through nesting of any depth", () => {
    for (const [language] of FILES) {
      for (const part of ["class A {\n", "<?# if X\n", "f(<"]) {
        const text = part.repeat(300);
        expect(rungsOf(text, language).size, `${language} ${part}`).toBe(0);
      }
    }
  });
});

import { readFileSync } from "node:fs";
import { chooseSigil } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTiling } from "../../../ladder/check-tiling.ts";
import { renderCuts } from "../../../ladder/render-cuts.ts";
import { Source } from "../../../ladder/source.ts";
import { codeKind } from "../code-kind.ts";
import { codeLanguage } from "../code-languages.ts";
import { outlineCode } from "../outline-code.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };

/** Bodies of all rungs by level; each has passed its checks. */
function rungsOf(text: string, language: string): ReadonlyMap<string, string> {
  const source = new Source(text, { counter, language });
  const sigil = chooseSigil(text);
  const bodies = new Map<string, string>();
  expect(outlineCode(source)?.clean, text).toBe(true);
  for (const draft of codeKind.rungs(source, { query: undefined, preserve: [] })) {
    if (draft.type !== "cuts") throw new Error("code has cuts only");
    const { body } = renderCuts(source, draft.cuts, { comment: ["// ", ""], sigil });
    const output = { level: draft.level, grade: "facts-verified", body, sigil } as const;
    expect(checkTiling(source, body, sigil)).toBeUndefined();
    expect(codeKind.verify(source, output), text).toBeUndefined();
    bodies.set(draft.level, body);
  }
  return bodies;
}

function definitionsIn(text: string, language: string): string {
  const read = codeLanguage(language)?.definitions(text);
  if (read === undefined) throw new Error(`no language ${language}`);
  return "problem" in read ? `problem: ${read.problem}` : read.found.join("\n");
}

function fixture(name: string): string {
  return readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), "utf8");
}

const FILES = [
  ["go", "store.go"],
  ["rust", "store.rs"],
  ["java", "Store.java"],
  ["csharp", "store.cs"],
] as const;

describe("braceLanguage", () => {
  for (const [language, file] of FILES) {
    it(`keeps every definition of ${language} whole in the smallest rung`, () => {
      expect(rungsOf(fixture(file), language).get("symbols")).toBe(fixture(`${file}.symbols.txt`));
    });

    it(`misses any line of ${language} that defines something`, () => {
      const lines = fixture(`${file}.symbols.txt`).split("\n");
      const whole = definitionsIn(lines.join("\n"), language);
      const free = lines.filter((_, index) => {
        const rest = [...lines.slice(0, index), ...lines.slice(index + 1)].join("\n");
        return definitionsIn(rest, language) === whole;
      });
      const unmarked = free.filter((line) => line.trim() !== "" && !line.includes("// ... line"));
      expect(unmarked).toEqual(UNDEFINING[language]);
    });
  }

  it("keeps the heads of whatever is nested in whatever, and folds every body", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), arbitraryParts(), ([language], parts) => {
        const grammar = GENERATED[language];
        const text = [...grammar.open, ...written(parts, grammar), ...grammar.close].join("\n");
        const smallest = rungsOf(`${text}\n`, language).get("symbols") ?? text;
        const kept = new Set(smallest.split("\n"));
        const lost = text.split("\n").filter((line) => !kept.has(line));
        expect(lost.filter((line) => !STATEMENTS.includes(line) && !/^\/\//.test(line))).toEqual(
          [],
        );
        expect(smallest).not.toContain(STATEMENTS.join("\n"));
      }),
      { numRuns: 16 },
    );
  });
});

/** Lines of {@link FILES} that the list of definitions is the same without: values, imports, and what a branch repeats. */
const UNDEFINING: Readonly<Record<string, readonly string[]>> = {
  go: [],
  rust: ["    use super::*;"],
  java: ['        { "quoted" \\""" }', "        ;"],
  // It closes a method in the second branch of an `#if`.
  csharp: ["        }"],
};

/** Statements that all four languages take. */
const STATEMENTS = [
  'open("{ a text that is not kept", 1);',
  "/* { it's a comment */",
  'close("} another text \\" // that is not kept");',
];

interface Part {
  readonly head: number;
  readonly documented: boolean;
  /** `undefined`: not a container. */
  readonly inside: readonly Part[] | undefined;
}

function arbitraryParts(): fc.Arbitrary<readonly Part[]> {
  const { parts } = fc.letrec<{ readonly parts: readonly Part[] }>((tie) => ({
    parts: fc.array(
      fc.record({
        head: fc.nat(99),
        documented: fc.boolean(),
        inside: fc.option(tie("parts"), { nil: undefined, depthSize: "small" }),
      }),
      { minLength: 1, maxLength: 4, depthIdentifier: "parts" },
    ),
  }));
  return parts;
}

interface Generated {
  readonly open: readonly string[];
  readonly close: readonly string[];
  /** Heads of functions, each up to its brace. */
  readonly functions: readonly string[];
  /** Heads of what holds members, each up to its brace; none where nothing nests. */
  readonly containers: readonly string[];
}

function written(parts: readonly Part[], grammar: Generated): readonly string[] {
  const { functions, containers } = grammar;
  return parts.flatMap(({ head, documented, inside }) => {
    const above = documented ? ["// Says { what it's for, at some length."] : [];
    const container = containers[head % Math.max(1, containers.length)];
    if (inside === undefined || container === undefined) {
      const own = functions[head % functions.length] as string;
      return [...above, ...own.split("\n"), ...STATEMENTS, "}", ""];
    }
    return [...above, ...container.split("\n"), ...written(inside, grammar), "}"];
  });
}

const GENERATED: Readonly<Record<(typeof FILES)[number][0], Generated>> = {
  go: {
    open: ["package a", "type T struct{}"],
    close: [],
    functions: [
      "func (t *T) Method(a int, b ...func(c struct{}) error) (d interface{}, err error) {",
      "func Generic[K comparable, V interface{ ~int | ~string }](\n\ta map[K]V,\n) chan<- struct{} {",
      "var value = func(a, b int) interface{ Close() } {",
    ],
    containers: [],
  },
  rust: {
    open: ["pub struct T(u8, char);"],
    close: [],
    functions: [
      "pub(crate) unsafe extern \"C\" fn raw<'a, const N: usize>(a: &'a [u8; N]) -> ! {",
      "#[inline]\nasync fn wait<T>(a: T) -> Option<Box<dyn Fn(char) -> T>>\nwhere\n    T: Iterator<Item = char>,\n{",
    ],
    containers: [
      "mod inner {",
      "impl<'a, T: Into<u8> + 'a> From<&'a T> for Entry<T, { 1 + 2 }> {",
      "#[doc(hidden)]\npub trait Store: Sized {",
    ],
  },
  java: {
    open: ["package a;", "class Whole {"],
    close: ["}"],
    functions: [
      '@Named({"a", "}"})\n<T extends Comparable<? super T>> Map<T, int[]> get(T a, int... b) throws E {',
      "default void run() {",
      "static int[] size(\n    final int a,\n    char b) throws A, B {",
    ],
    containers: [
      "static class Inner<T> extends Base<T[]> implements A, B {",
      "public interface Reader {",
      "record Point<T>(int x, T y) implements A {",
    ],
  },
  csharp: {
    open: ["using System;", "namespace Whole {"],
    close: ["}"],
    functions: [
      '[Named("}", Order = 1)]\npublic async Task<T?> Get<T>(in T a, string b = "{") where T : class, new()\n{',
      "public static bool operator >(A a, A b) {",
      "protected A(int a) : base(a) {",
    ],
    containers: [
      "public abstract class Inner<T> : Base<T> where T : struct {",
      "public readonly record struct Size(int A, int B = 3) : IShape {",
      "internal interface IShape {",
    ],
  },
};

import { describe, expect, it } from "vitest";
import { csharp } from "../csharp/csharp-language.ts";
import { go } from "../go/go-language.ts";
import { java } from "../java/java-language.ts";
import { rust } from "../rust/rust-language.ts";
import {
  type BraceSyntax,
  PLAIN_CHARACTER,
  PLAIN_STRING,
  STARRED_COMMENT,
} from "./brace-syntax.ts";
import { scanBraces } from "./scan-braces.ts";

const SYNTAX: BraceSyntax = {
  lineComments: ["//"],
  blockComment: { ...STARRED_COMMENT, nested: true },
  strings: [
    {
      open: '$"',
      close: '"',
      escape: "doubled",
      multiline: true,
      interpolation: { open: "{", close: "}", doubled: true },
    },
    PLAIN_STRING,
    PLAIN_CHARACTER,
  ],
  directive: "#",
  digitSeparator: "'",
};

function tokensOf(text: string, syntax: BraceSyntax = SYNTAX): readonly string[] | string {
  const tokens = scanBraces(text, syntax);
  if ("problem" in tokens) return tokens.problem;
  return tokens.kinds.map((_, at) => tokens.text(at));
}

describe("scanBraces", () => {
  it("tells strings, characters, comments and numbers apart", () => {
    expect(tokensOf(`a("\\"}", '\\'') // {\n/* /* } */ { */ 1'000u`)).toEqual([
      "a",
      "(",
      '"\\"}"',
      ",",
      "'\\''",
      ")",
      "1'000u",
    ]);
  });

  it("reads code in strings, and strings in that code", () => {
    const tokens = scanBraces('f($"a {{ {g($"{1} ""x""", "}")} b");', SYNTAX);
    if ("problem" in tokens) throw new Error(tokens.problem);
    expect(tokens.slice(0, tokens.length)).toBe('f ( $"a {{ { g ( $"{ 1 } ""x""" , "}" ) } b" ) ;');
    expect([tokens.behind(1), tokens.behind(2)]).toEqual([13, 12]);
  });

  it("gives each branch of a conditional the brackets that were open before it", () => {
    const text = "#if A\nvoid f(int a) {\n#elif B\nvoid f() {\n#else\nf {\n#endif\n} {\n}";
    expect(tokensOf(text)).toHaveLength(21);
    expect(tokensOf("#if A\n}\n#endif")).toMatch(/^unexpected }/);
    expect(tokensOf('#define A \\\n  "/*" { // }\nb')).toHaveLength(2);
    expect(tokensOf("#error don't \" {\nb")).toHaveLength(2);
  });

  it("says why a text makes no sense", () => {
    expect(tokensOf('a("b\n")')).toMatch(/^string without an end at offset 2/);
    expect(tokensOf("/* /* */")).toMatch(/^comment without an end/);
    expect(tokensOf("(]")).toMatch(/^unexpected \]/);
    expect(tokensOf("a {")).toMatch(/^unclosed }/);
    expect(tokensOf('$"{a')).toMatch(/^unclosed }/);
  });

  it("reads on after a byte order mark and an interpreter line", () => {
    expect(tokensOf("\ufeff#!/bin/run '\nb")).toEqual(["b"]);
    expect(tokensOf("\ufeff#![a]\r\nb", { ...SYNTAX, directive: undefined as never })).toHaveLength(
      6,
    );
  });

  it("takes time that grows with the length of any text", () => {
    const long = 2_000;
    for (const language of [go, rust, java, csharp]) {
      for (const run of [
        "(",
        "{",
        "<",
        '"',
        "'",
        "/*",
        "`",
        "#",
        "\\",
        "a<",
        "= ",
        "#if\n",
        '$"{',
        '"""',
        "fn a<",
        "r#",
        "operator ",
      ]) {
        const read = language.definitions(run.repeat(long / run.length));
        expect("problem" in read || read.found.length <= long).toBe(true);
      }
      const deep = language.definitions(`class A ${"{".repeat(60_000)}${"}".repeat(60_000)}`);
      expect("problem" in deep).toBe(false);
    }
  });
});

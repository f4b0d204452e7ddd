import { describe, expect, it } from "vitest";
import { scanScript } from "./scan-script.ts";

function scan(text: string, jsx = false) {
  const result = scanScript(text, { jsx });
  if ("problem" in result) throw new Error(result.problem);
  return result.tokens;
}

describe("scanScript", () => {
  it("gives template literals, regular expressions and JSX as one token each", () => {
    expect(scan("a = `x\u0024{ {b: `}`} }y` / /[/]/g.c").texts).toEqual([
      "a",
      "=",
      "`x\u0024{ {b: `}`} }y`",
      "/",
      "/[/]/g",
      ".",
      "c",
    ]);
    const tokens = scan("a = <b c='>' d={<e/>} {...f}>it's {/* } */ g} <></></b>;", true);
    expect(tokens.texts).toEqual([
      "a",
      "=",
      "<b c='>' d={<e/>} {...f}>it's {/* } */ g} <></></b>",
      ";",
    ]);
    expect(tokens.kinds[2]).toBe("jsx");
  });

  it("tells division from regular expressions", () => {
    expect(scan("a++ / b / c").kinds).not.toContain("regex");
    expect(scan("(a) / b / c; d[0] / e / f; x.return / g / h").kinds).not.toContain("regex");
    expect(
      scan("if (a) /b/.c; return /d/; { } /e/; f = !/g/").texts.filter((t) => t.length > 2),
    ).toEqual(["/b/", "return", "/d/", "/e/", "/g/"]);
  });

  it("leaves comments out, notes where they begin, and which token a line break precedes", () => {
    const tokens = scan("#!/bin/node\na // it's\n/* \n */ b /* c */ d");
    expect(tokens.texts).toEqual(["a", "b", "d"]);
    expect(tokens.breaks).toEqual([true, true, false]);
    expect([...tokens.comments]).toEqual([14, 22, 32]);
  });

  it("finds the partner of each bracket", () => {
    const { partners, texts } = scan("a({ b: [c] })");
    const pairs = partners.flatMap((to, from) => [`${texts[from]}${texts[to]}@${from}-${to}`]);
    expect(pairs).toEqual(["()@1-9", "{}@2-8", "[]@5-7"]);
  });

  it("says what makes no sense", () => {
    const problemOf = (text: string, jsx = false) => {
      const result = scanScript(text, { jsx });
      return "problem" in result ? result.problem : "none";
    };
    expect(problemOf("(]")).toContain("unexpected ]");
    expect(problemOf("a = 'b\n'")).toContain("string without an end");
    expect(problemOf("`${a")).toContain("unclosed {");
    expect(problemOf("`a")).toContain("template literal without an end");
    expect(problemOf("/* a")).toContain("comment without an end");
    expect(problemOf("a = /b\n/")).toContain("regular expression without an end");
    expect(problemOf("a = <b>c", true)).toContain("JSX without an end");
    expect(problemOf("a = <b c", true)).toContain("tag without an end");
    expect(problemOf('a = \'b\\\nc\' + "\\""')).toBe("none");
  });
});

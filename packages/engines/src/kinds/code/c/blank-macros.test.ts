import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blankMacros } from "./blank-macros.ts";

/** What is left, runs of spaces as one. */
function left(text: string): string {
  return blankMacros(text).replace(/ +/g, " ").trim();
}

describe("blankMacros", () => {
  it.each([
    ["class API_EXPORT Grid final : public A {", "class Grid final : public A {"],
    ["struct ALIGNED(8) Point {", "struct Point {"],
    ["EXPORT_API int f(void);", "int f(void);"],
    ["static INLINE_HINT char *f(void);", "static char *f(void);"],
    ["int f() const NOEXCEPT_IF {", "int f() const {"],
    ["#include <a.h>\nBEGIN_DECLS\nint f(void);", "#include <a.h>\n \nint f(void);"],
  ])("leaves %j without its macro", (text, expected) => {
    expect(left(text)).toBe(expected);
  });

  it.each([
    "struct POINT find(int x) {",
    "DWORD *x = (DWORD) NULL_VALUE;",
    "BOOL_TYPE\nget_it(void)\n{",
    "int x =\n  SOME_VALUE\n  ;",
    "#define TWO_LINES \\\n  OTHER_MACRO\n",
    "enum a {\n  A_B,\n  C_D\n};",
  ])("leaves %j as it is", (text) => {
    expect(blankMacros(text)).toBe(text);
  });

  it("keeps every other character where it is", () => {
    const parts = ["class", " ", "\n", "EXPORT_API", "(", ")", "{", ";", "a", "static", "#if X\n"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts)), (chosen) => {
        const text = chosen.join("");
        const blanked = blankMacros(text);
        expect(blanked.length).toBe(text.length);
        for (let at = 0; at < text.length; at++) {
          if (blanked[at] !== text[at]) expect([blanked[at], text[at]]).not.toContain("\n");
        }
        expect(blanked.replace(/\s/g, "")).toBe(
          text
            .replace(/EXPORT_API/g, (macro, at: number) =>
              blanked.startsWith(macro, at) ? macro : "",
            )
            .replace(/\s/g, ""),
        );
      }),
      { numRuns: 80 },
    );
  });
});

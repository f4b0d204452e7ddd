import { createTokenCounter } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { realise } from "../../../ladder/candidate.ts";
import { Source } from "../../../ladder/source.ts";
import { anyPatch, wholePatch } from "../__fixtures__/patch-arbitrary.ts";
import { diffKind } from "../diff-kind.ts";
import { verifyContext } from "./verify-context.ts";

const PATCH = [
  "commit 0123456789abcdef0123456789abcdef01234567",
  "",
  "    Say it in 3 words",
  "",
  "diff --git a/src/a.ts b/src/a.ts",
  "index 3fa9c1d..5b1d02a 100644",
  "--- a/src/a.ts",
  "+++ b/src/a.ts",
  "@@ -10,7 +10,8 @@ function load() {",
  " one",
  " two",
  " three",
  "-old",
  "+new",
  "+newer",
  " four",
  " five",
  " six",
  "@@ -40,6 +41,5 @@ function save() {",
  " seven",
  " eight",
  " nine",
  "-gone",
  " ten",
  " eleven",
  "diff --git a/old.ts b/new.ts",
  "similarity index 90%",
  "rename from old.ts",
  "rename to new.ts",
  "index 3fa9c1d..5b1d02a 100644",
  "--- a/old.ts",
  "+++ b/new.ts",
  "@@ -3 +3 @@",
  "-x",
  "+y",
  "\\ No newline at end of file",
  "diff --git a/package-lock.json b/package-lock.json",
  "index 3fa9c1d..5b1d02a 100644",
  "--- a/package-lock.json",
  "+++ b/package-lock.json",
  "@@ -1,3 +1,4 @@",
  " {",
  "-1",
  "+2",
  "+3",
  " }",
  "",
].join("\n");

interface Rung {
  readonly level: string;
  readonly grade: "facts-verified" | "extractive";
  readonly body: string;
}

function rungsOf(text: string): Rung[] {
  const source = new Source(text, { counter: createTokenCounter() });
  const rungs: Rung[] = [];
  for (const draft of diffKind.rungs(source, { query: undefined, preserve: [] })) {
    if (draft.type !== "computed") continue;
    const { text: written } = realise(draft, { kind: diffKind, source, bare: false });
    const body = written.slice(written.indexOf("\n") + 1);
    rungs.push({ level: draft.level, grade: draft.grade, body });
  }
  return rungs;
}

function check(rung: Rung, body = rung.body): string | undefined {
  return verifyContext(PATCH, { ...rung, body, sigil: "..." });
}

const [CONTEXT_1, CONTEXT_0] = rungsOf(PATCH) as [Rung, Rung];

describe("verifyContext", () => {
  it("takes what was written", () => {
    expect(CONTEXT_0.body).toBe(
      [
        "... 16 lines, 6-46",
        ...["commit 0123456789abcdef0123456789abcdef01234567", "", "    Say it in 3 words", ""],
        ...["diff M src/a.ts", "@@ -13 +13 function load() {", "-old", "+new", "+newer"],
        ...["@@ -43 +43 function save() {", "-gone", "diff R90 old.ts => new.ts", "@@ -3 +3", "-x"],
        ...[
          "+y",
          "\\ No newline at end of file",
          "diff M package-lock.json",
          "@@ -2 +2",
          "-1",
          "+2",
        ],
        ...["+3", ""],
      ].join("\n"),
    );
    for (const rung of [CONTEXT_1, CONTEXT_0]) expect(check(rung)).toBeUndefined();
  });

  it("refuses an output without one of its lines, or with one of them twice", () => {
    for (const rung of [CONTEXT_1, CONTEXT_0]) {
      const lines = rung.body.split("\n");
      for (const at of lines.keys()) {
        const without = [...lines.slice(0, at), ...lines.slice(at + 1)];
        expect(check(rung, without.join("\n")), `without ${lines[at]}`).toBeDefined();
        const twice = [...lines.slice(0, at), lines[at], ...lines.slice(at)];
        expect(check(rung, twice.join("\n")), `twice ${lines[at]}`).toBeDefined();
      }
    }
  });

  it("refuses an output with another digit, letter or sign anywhere", () => {
    for (const rung of [CONTEXT_1, CONTEXT_0]) {
      for (let at = 0; at < rung.body.length; at++) {
        const own = rung.body[at] as string;
        const other = { "-": "+", "+": "-", " ": "_", "\n": " " }[own] ?? (own === "7" ? "8" : "7");
        const changed = rung.body.slice(0, at) + other + rung.body.slice(at + 1);
        expect(check(rung, changed), `${at} of ${rung.level}`).toBeDefined();
      }
    }
  });

  it("refuses an output with two lines exchanged", () => {
    for (const rung of [CONTEXT_1, CONTEXT_0]) {
      const lines = rung.body.split("\n");
      for (let left = 0; left < lines.length; left++) {
        for (let right = left + 1; right < lines.length; right++) {
          if (lines[left] === lines[right]) continue;
          const swapped = lines
            .with(left, lines[right] as string)
            .with(right, lines[left] as string);
          expect(check(rung, swapped.join("\n")), `${left} and ${right}`).toBeDefined();
        }
      }
    }
  });

  it("takes every rung of any patch", () => {
    fc.assert(
      fc.property(anyPatch, (patch) => {
        for (const rung of rungsOf(patch)) {
          if (patch.includes("... ")) continue;
          expect(verifyContext(patch, { ...rung, sigil: "..." })).toBeUndefined();
        }
      }),
      { numRuns: 80 },
    );
  });

  it("takes no rung of any patch without one of its changed lines", () => {
    fc.assert(
      fc.property(wholePatch, fc.nat(), (patch, nth) => {
        if (patch.includes("... ")) return;
        for (const rung of rungsOf(patch)) {
          const lines = rung.body.split("\n");
          const changed = [...lines.keys()].filter((at) => /^[+-]/.test(lines[at] as string));
          if (changed.length === 0) continue;
          const at = changed[nth % changed.length] as number;
          const body = lines.filter((_, index) => index !== at).join("\n");
          expect(verifyContext(patch, { ...rung, body, sigil: "..." })).toBeDefined();
        }
      }),
      { numRuns: 60 },
    );
  });
});

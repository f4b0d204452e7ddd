import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wholePatch } from "../__fixtures__/patch-arbitrary.ts";
import { equalPatches } from "./equal-patches.ts";

const PATCH = [
  "diff --git a/a.ts b/a.ts",
  "old mode 100644",
  "new mode 100755",
  "index 3fa9c1d..5b1d02a",
  "--- a/a.ts",
  "+++ b/a.ts",
  "@@ -10,3 +10,4 @@ function load() {",
  " one",
  "-old",
  "+new",
  "+newer",
  " two",
  "\\ No newline at end of file",
  "diff --git a/b.png b/b.png",
  "index 3fa9c1d..5b1d02a 100644",
  "Binary files a/b.png and b/b.png differ",
  "a remark",
];

const without = (at: number): string => PATCH.filter((_, index) => index !== at).join("\n");

describe("equalPatches", () => {
  it("takes every patch for itself", () => {
    fc.assert(
      fc.property(wholePatch, (patch) => {
        expect(equalPatches(patch, patch)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("lets hashes of text, times, repeated names and what stands above a hunk be missing on the right", () => {
    const patch = PATCH.join("\n");
    expect(equalPatches(patch, without(3))).toBe(true);
    expect(equalPatches(patch, patch.replace(" function load() {", ""))).toBe(true);
    expect(equalPatches(patch.replace(" function load() {", ""), patch)).toBe(false);
    const plain = "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y";
    const stamped = plain.replace("--- a", "diff -u a b\n--- a\t2026-11-22 10:00:00 +0000");
    expect(equalPatches(stamped, plain)).toBe(true);
    expect(equalPatches(stamped.replace("2026", "1970"), plain)).toBe(false);
    expect(equalPatches(stamped.replace("2026-11-22 10:00:00 +0000", "(revision 7)"), plain)).toBe(
      false,
    );
  });

  it("tells apart patches that differ in any other line or character", () => {
    const patch = PATCH.join("\n");
    for (const at of PATCH.keys()) {
      if (at !== 3) expect(equalPatches(patch, without(at)), `without line ${at}`).toBe(false);
    }
    const hashes = patch.indexOf("index");
    for (let at = 0; at < patch.length; at++) {
      if (at >= hashes && at < patch.indexOf("\n", hashes)) continue;
      const other = patch[at] === "7" ? "8" : "7";
      const changed = patch.slice(0, at) + other + patch.slice(at + 1);
      expect(equalPatches(patch, changed), `character ${at}`).toBe(false);
    }
  });
});

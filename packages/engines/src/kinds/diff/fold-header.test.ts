import { describe, expect, it } from "vitest";
import { headerLines } from "./file-header.ts";
import { foldHeader, unfoldHeader } from "./fold-header.ts";
import { readHeader } from "./read-header.ts";

const MODIFIED = ["index 3fa9c1d..5b1d02a 100644", "--- a/src/a.ts", "+++ b/src/a.ts"];

describe("foldHeader", () => {
  it.each([
    ["diff M src/a.ts 3fa9c1d..5b1d02a", ["diff --git a/src/a.ts b/src/a.ts", ...MODIFIED]],
    [
      "diff M() a 3fa9c1d..5b1d02a",
      ["diff --git a a", "index 3fa9c1d..5b1d02a 100644", "--- a", "+++ a"],
    ],
    [
      "diff M(i/ w/) my file 3fa9c1d..5b1d02a 100755",
      [
        "diff --git i/my file w/my file",
        "index 3fa9c1d..5b1d02a 100755",
        "--- i/my file\t",
        "+++ w/my file\t",
      ],
    ],
    [
      "diff A a.sh 5b1d02a, mode 100755",
      [
        "diff --git a/a.sh b/a.sh",
        "new file mode 100755",
        "index 0000000..5b1d02a",
        "--- /dev/null",
        "+++ b/a.sh",
      ],
    ],
    [
      "diff D a e69de29, 0 lines",
      ["diff --git a/a b/a", "deleted file mode 100644", "index e69de29..0000000"],
    ],
    [
      "diff R100 a => b/c",
      ["diff --git a/a b/b/c", "similarity index 100%", "rename from a", "rename to b/c"],
    ],
    [
      'diff C90 a => "b\\tc" 3fa9c1d..5b1d02a, mode 100644 => 100755',
      [
        'diff --git a/a "b/b\\tc"',
        ...[
          "old mode 100644",
          "new mode 100755",
          "similarity index 90%",
          "copy from a",
          'copy to "b\\tc"',
        ],
        ...["index 3fa9c1d..5b1d02a", "--- a/a", '+++ "b/b\\tc"'],
      ],
    ],
    [
      "diff M a, mode 100644 => 100755, 0 lines",
      ["diff --git a/a b/a", "old mode 100644", "new mode 100755"],
    ],
    [
      "diff M a.png 3fa9c1d..5b1d02a, binary",
      [
        "diff --git a/a.png b/a.png",
        "index 3fa9c1d..5b1d02a 100644",
        "Binary files a/a.png and b/a.png differ",
      ],
    ],
    [
      "diff D a.png 3fa9c1d, git binary patch",
      [
        "diff --git a/a.png b/a.png",
        "deleted file mode 100644",
        "index 3fa9c1d..0000000",
        "GIT binary patch",
      ],
    ],
    [
      "diff M(a/one/ b/other/) src/a.ts 3fa9c1d..5b1d02a",
      [
        "diff --git a/one/src/a.ts b/other/src/a.ts",
        ...["index 3fa9c1d..5b1d02a 100644", "--- a/one/src/a.ts", "+++ b/other/src/a.ts"],
      ],
    ],
    ["diff U(old/ new/) src/a.ts", ["--- old/src/a.ts", "+++ new/src/a.ts"]],
    ["diff U() a.orig => a", ["--- a.orig", "+++ a"]],
    ["diff U a", ["--- a/a", "+++ b/a"]],
  ])("writes %s, and reads it back", (folded, lines) => {
    const found = readHeader([...lines, "@@ -1 +1 @@"], 0);
    expect(found).toMatchObject({ end: lines.length, exact: true, noise: 0 });
    const header = found?.header;
    expect(header && foldHeader({ header })).toBe(folded);
    expect(headerLines(unfoldHeader(folded)?.header ?? fail())).toEqual(lines);
  });

  it("says how many lines of a new or deleted file follow", () => {
    const header = readHeader(
      [
        "diff --git a/a b/a",
        "new file mode 100644",
        "index 0000000..5b1d02a",
        "--- /dev/null",
        "+++ b/a",
      ],
      0,
    )?.header;
    for (const [whole, text] of [
      [{ lines: 1, torn: false }, "diff A a 5b1d02a, 1 line"],
      [{ lines: 12, torn: true }, "diff A a 5b1d02a, 12 lines without final newline"],
    ] as const) {
      expect(header && foldHeader({ header, whole })).toBe(text);
      expect(unfoldHeader(text)?.whole).toEqual(whole);
    }
  });

  it("leaves a header as it is whose names would be misread", () => {
    const header = readHeader(
      ["diff --git a/a, binary b/a, binary", "old mode 100644", "new mode 100755"],
      0,
    )?.header;
    expect(header && foldHeader({ header })).toBe(
      "diff M a, binary, mode 100644 => 100755, 0 lines",
    );
    for (const name of ["a 3fa9c1d..5b1d02a", "a, binary", "a, 3 lines"]) {
      const odd = readHeader([`--- a/${name}`, `+++ b/${name}`, "@@ -1 +1 @@"], 0)?.header;
      expect(odd && foldHeader({ header: { ...odd, status: "M" } })).toBeUndefined();
    }
  });
});

function fail(): never {
  throw new Error("does not read back");
}

import { parseMarkers } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { unpack } from "../../unpack.ts";

const engine = new HeuristicEngine();
const kind = "diff";

const MODIFIED = [
  "diff --git a/src/load.ts b/src/load.ts",
  "index 3fa9c1d..5b1d02a 100644",
  "--- a/src/load.ts",
  "+++ b/src/load.ts",
  "@@ -10,7 +10,8 @@ export function load(path: string) {",
  "   const text = read(path);",
  "   const lines = text.split('\\n');",
  "   const first = lines[0];",
  "-  return first;",
  "+  if (first === undefined) return '';",
  "+  return first.trim();",
  " }",
  " ",
  " export const NAME = 'load';",
  "@@ -30,6 +31,5 @@ export function save(path: string) {",
  "   const text = read(path);",
  "   const size = text.length;",
  "   const time = now();",
  "-  check(size, time);",
  "   write(path, text);",
  " }",
];
const ADDED = [
  "diff --git a/docs/load.md b/docs/load.md",
  "new file mode 100644",
  "index 0000000..9daeafb",
  "--- /dev/null",
  "+++ b/docs/load.md",
  "@@ -0,0 +1,3 @@",
  "+# Load",
  "+",
  "+Reads a file.",
];
const MOVED = [
  "diff --git a/old name.ts b/lib/new.ts",
  "similarity index 100%",
  "rename from old name.ts",
  "rename to lib/new.ts",
];
const PATCH = lines([...MODIFIED, ...ADDED, ...MOVED]);
const LOCK = lines([
  "diff --git a/pnpm-lock.yaml b/pnpm-lock.yaml",
  "index 3fa9c1d..5b1d02a 100644",
  "--- a/pnpm-lock.yaml",
  "+++ b/pnpm-lock.yaml",
  "@@ -1,80 +1,80 @@",
  ...Array.from({ length: 80 }, (_, at) => `-      resolution: {integrity: sha512-${at * 7919}}`),
  ...Array.from({ length: 80 }, (_, at) => `+      resolution: {integrity: sha512-${at * 104729}}`),
]);

describe("diffKind", () => {
  it("writes each name and each coordinate once, and new files without signs", () => {
    const packed = engine.pack(PATCH, { kind, floor: "byte-exact" });
    expect(bodyOf(packed.text)).toBe(
      lines([
        "diff M src/load.ts 3fa9c1d..5b1d02a",
        "@@ -10 +10 export function load(path: string) {",
        ...MODIFIED.slice(5, 14),
        "@@ -30 +31 export function save(path: string) {",
        ...MODIFIED.slice(15),
        "diff A docs/load.md 9daeafb, 3 lines",
        ...["# Load", "", "Reads a file."],
        "diff R100 old name.ts => lib/new.ts",
      ]),
    );
    expect(unpack(packed.text)).toBe(PATCH);
  });

  it("leaves hashes out where the values are enough", () => {
    const packed = engine.pack(PATCH, { kind, floor: "value-exact" });
    expect(packed.level).toBe("headers");
    expect(packed.text).toContain("diff M src/load.ts\n@@ -10 +10 export");
    expect(unpack(packed.text)).toBe(PATCH.replaceAll(/^index .*\n/gm, ""));
  });

  it("leaves unchanged lines out by default, each changed line with its coordinates in", () => {
    const packed = engine.pack(PATCH, { kind });
    expect(packed).toMatchObject({
      level: "context-0",
      grade: "facts-verified",
      verifyFailures: 0,
    });
    expect(bodyOf(packed.text)).toBe(
      lines([
        "... 13 lines, 2-24",
        "diff M src/load.ts",
        "@@ -13 +13 export function load(path: string) {",
        ...MODIFIED.slice(8, 11),
        "@@ -33 +33 export function save(path: string) {",
        "-  check(size, time);",
        "diff A docs/load.md",
        "@@ -0 +1",
        ...ADDED.slice(6),
        "diff R100 old name.ts => lib/new.ts",
      ]),
    );
  });

  it("keeps what must be preserved, unchanged lines, headers and coordinates too", () => {
    for (const preserve of [
      "const size = text.length;",
      "index 3fa9c1d..5b1d02a",
      "@@ -30,6 +31,5 @@",
    ]) {
      const packed = engine.pack(PATCH, { kind, preserve: [preserve] });
      expect(packed.level).toBe("context-0");
      expect(packed.text).toContain(preserve);
    }
  });

  it("keeps line ends of Windows, and a text cut off in the middle", () => {
    const windows = PATCH.replaceAll("\n", "\r\n");
    const cut = PATCH.slice(0, PATCH.indexOf("+  return first"));
    for (const text of [windows, cut.repeat(3)]) {
      const packed = engine.pack(text, { kind, floor: "byte-exact" });
      expect(packed.level).toBe("folded");
      expect(unpack(packed.text)).toBe(text);
      expect(engine.pack(text, { kind }).tokens).toBeLessThan(packed.tokens);
    }
  });

  it("keeps counts where the next line would be read as one of the hunk", () => {
    const mail = `${lines(MODIFIED)}-- \n2.39.5\n`;
    const packed = engine.pack(mail, { kind, floor: "byte-exact" });
    expect(packed.text).toContain("@@ -30,6 +31,5 @@ export");
    expect(packed.text).toContain("@@ -10 +10 export");
    expect(unpack(packed.text)).toBe(mail);
  });

  it("leaves a text as it is in which a line looks like one of its own", () => {
    const [level] = [engine.pack(`diff M a.ts\n${PATCH}`, { kind, floor: "value-exact" }).level];
    expect(level).toBe("source");
  });

  it("leaves combined diffs as they are", () => {
    const merge =
      "diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,9 -1,9 +1,9 @@@\n" +
      "  a\n- b\n -c\n++d\n".repeat(9);
    const packed = engine.pack(merge + PATCH, { kind });
    for (const line of merge.split("\n")) expect(packed.text).toContain(line);
  });

  it("leaves the lines of generated files out where that is allowed", () => {
    const text = LOCK + PATCH;
    const reviewed = [...engine.ladder(text, { kind })].at(-1);
    expect(reviewed).toMatchObject({ level: "reviewed", grade: "extractive" });
    expect(reviewed?.text).toContain(
      "+++ b/pnpm-lock.yaml\n... lines 5-165\ndiff --git a/src/load.ts",
    );
    expect(reviewed?.text).toContain("+  return first.trim();");
    expect(engine.pack(text, { kind }).level).toBe("context-0");
    expect(engine.pack(text, { kind, floor: "extractive" }).text).toBe(reviewed?.text);
    const kept = engine.pack(text, { kind, preserve: ["sha512-7919}"], maxTokens: 400 });
    expect(kept.text).toContain("sha512-7919}");
  });

  it("names the file and the coordinates of every changed line that a limit leaves in", () => {
    const text = PATCH + LOCK;
    for (let maxTokens = 60; maxTokens < 400; maxTokens += 17) {
      const packed = engine.pack(text, { kind, maxTokens, query: "check size" });
      if (packed.level !== "selected") continue;
      const body = bodyOf(packed.text).split("\n");
      const ours = new Set(parseMarkers(packed.text).map(({ outputLine }) => outputLine - 2));
      let [file, place] = ["", ""];
      for (const [at, line] of body.entries()) {
        if (ours.has(at)) continue;
        if (line.startsWith("diff --git ")) [file, place] = [line, ""];
        if (line.startsWith("@@ ")) place = line;
        if (/^[+-](?![+-]{2} )/.test(line)) expect([file, place]).not.toContain("");
      }
    }
    const found = engine.pack(text, { kind, maxTokens: 150, query: "check size" });
    expect(found.text).toContain("-  check(size, time);");
    expect(found.text).not.toContain("sha512");
  });
});

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}

function bodyOf(text: string): string {
  return text.slice(text.indexOf("\n") + 1);
}

import type { ContentKind } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { detectContent } from "./detect-content.ts";

const SAMPLES: readonly (readonly [
  kind: ContentKind,
  language: string | undefined,
  text: string,
])[] = [
  ["json", undefined, '{"a": [1, 2, {"b": null}]}\n'],
  ["json", undefined, " [\n  1,\n  2\n]"],
  ["jsonl", undefined, '{"a": 1}\n{"a": 2}\n{"a": 3}\n'],
  ["html", undefined, "<!DOCTYPE html>\n<html><body>text</body></html>"],
  ["xml", undefined, '<?xml version="1.0"?>\n<a><b/></a>'],
  [
    "diff",
    undefined,
    "diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1,2 +1,2 @@\n-a\n+b\n c\n",
  ],
  ["diff", undefined, "--- a/a.ts\n+++ b/a.ts\n@@ -1,2 +1,2 @@\n-a\n+b\n c\n"],
  ["search", undefined, "src/a.ts:12:const a = 1\nsrc/a.ts:15:  return a\nlib/b.ts:3:export\n"],
  [
    "log",
    undefined,
    "2026-11-22 10:00:00 INFO up\n2026-11-22 10:00:01 WARN slow\n2026-11-22 10:00:02 INFO down\n",
  ],
  [
    "log",
    undefined,
    "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: failure\nJun 14 15:16:02 combo sshd: x\nJun 15 02:04:59 combo y\n",
  ],
  ["markdown", undefined, "# Title\n\nText with a [link](https://example.com).\n\n- one\n- two\n"],
  [
    "code",
    "typescript",
    "import { a } from 'b';\n\nexport interface C {\n  d: string;\n}\nexport const e = (f: string): void => {};\n",
  ],
  [
    "code",
    "javascript",
    "const a = require('a');\nfunction b() {\n  return a;\n}\nmodule.exports = b;\n",
  ],
  ["code", "python", "import os\nfrom sys import argv\n\ndef main():\n    print(argv)\n"],
  ["code", "python", "#!/usr/bin/env python3\nprint(1)\n"],
  [
    "text",
    undefined,
    "It was a bright cold day in April, and the clocks were striking thirteen.\n",
  ],
  ["text", undefined, ""],
  ["text", undefined, "{ not json, just braces }\nand text\n"],
  ["text", undefined, "[draft] a note\nto myself\n"],
];

describe("detectContent", () => {
  it.each(SAMPLES)("sees %s (%s) by its looks", (kind, language, text) => {
    const found = detectContent(text);
    expect(found.kind).toBe(kind);
    expect(found.language).toBe(language);
    if (kind === "text") expect(found.confidence).toBe(0);
    else expect(found.confidence).toBeGreaterThanOrEqual(0.5);
  });

  it("believes the path before the looks, unless it only says text", () => {
    expect(detectContent("# Title\n- a\n- b", { path: "notes.py" })).toEqual({
      kind: "code",
      language: "python",
      confidence: 1,
    });
    expect(detectContent('{"a": 1}', { path: "output.txt" }).kind).toBe("json");
    expect(detectContent("plain", { path: "LICENSE" })).toEqual({ kind: "text", confidence: 0 });
  });

  it("believes an explicit kind before the path, and keeps the path's language", () => {
    expect(detectContent("x", { path: "a.ts", kind: "text" })).toEqual({
      kind: "text",
      language: "typescript",
      confidence: 1,
    });
  });

  it.each<[string, ContentKind]>([
    ["rg -n token packages", "search"],
    ["cat a | grep -n b", "search"],
    ["git diff HEAD~1", "diff"],
    ["FOO=1 npx vitest run", "build"],
    ["/usr/bin/ls -la", "listing"],
    ["kubectl logs pod", "log"],
    ["git log", "text"],
    ["unknown-tool", "text"],
  ])("takes `%s` for %s", (command, kind) => {
    expect(detectContent("anything\n", { command }).kind).toBe(kind);
  });
});

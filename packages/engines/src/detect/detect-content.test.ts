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
  ["code", "php", "<?php\nfunction a($b) {\n  return $b;\n}\n"],
  ["code", "bash", '#!/bin/bash\n# Builds all.\nfunction build() {\n  make "$1"\n}\nbuild a\n'],
  [
    "code",
    "bash",
    'set -eu\nfor t in a b; do\n  if [ -n "$t" ]; then\n    echo "$t"\n  fi\ndone\n',
  ],
  [
    "code",
    "go",
    'package store\n\nconst Max = 10\n\nvar ErrNone = errors.New("none")\n\nfunc (s *Store) Get(id int64) error {\n\treturn ErrNone\n}\n',
  ],
  [
    "code",
    "kotlin",
    "package app\n\nimport java.io.File\nimport java.util.Date\n\nval limit = 10\n\nfun main() {\n    println(limit)\n}\n",
  ],
  [
    "code",
    "java",
    "package a.b;\n\nimport java.util.List;\n\n@Entity\n@Deprecated\npublic class Item {\n}\n",
  ],
  [
    "code",
    "rust",
    "use std::fmt;\n\n#[derive(Debug)]\npub struct A {\n    b: u8,\n}\n\nimpl A {\n    fn c(&mut self) -> u8 {\n        self.b\n    }\n}\n",
  ],
  [
    "code",
    "c",
    "#include <stdio.h>\n#define A 1\n\nstatic int b(const char *c)\n{\n\treturn c->d;\n}\n",
  ],
  [
    "code",
    "cpp",
    "#include <vector>\n\nnamespace a {\ntemplate <typename T>\nT b(const std::vector<T>& c) {\n  return c[0];\n}\n}\n",
  ],
  [
    "code",
    "csharp",
    "using System;\nusing System.Linq;\n\nnamespace A.B\n{\n    public class C\n    {\n        public int D { get; set; }\n    }\n}\n",
  ],
  [
    "code",
    "ruby",
    "require 'set'\n\nmodule A\n  class B < C\n    attr_reader :d\n\n    def e(f)\n      @d = f\n    end\n  end\nend\n",
  ],
  [
    "code",
    "powershell",
    "param(\n  [string]$A\n)\nfunction Get-B {\n  $c = Get-Item $A\n  if ($c -eq $null) { Write-Host 'none' }\n}\n",
  ],
  [
    "text",
    undefined,
    "It was a bright cold day in April, and the clocks were striking thirteen.\n",
  ],
  ["text", undefined, ""],
  ["text", undefined, "{ not json, just braces }\nand text\n"],
  ["text", undefined, "[draft] a note\nto myself\n"],
];

/** Texts that resemble a kind. */
const NEITHER: Readonly<Record<string, string>> = {
  "prose with colons":
    "Minutes\n\nPresent: Ann, Bob\nRoof: Bob gets offers until May.\nOne thing remains: who pays?\n",
  "a chat":
    "Ann: hi, are you there?\nBob: yes, what is it?\nAnn: the roof leaks again\nBob: again?\n",
  "a history of Git":
    "commit 3f2a1b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a\nAuthor: Ann <ann@example.com>\nDate:   Mon Mar 3 10:00:00 2025 +0100\n\n    Fix the roof\n\n",
  "lists in prose":
    "Apples, pears, and plums are sweet.\nLemons, limes, and quinces are not.\nAnn, Bob, and Carla agree.\n",
  "a crontab":
    "# m h dom mon dow command\n0 5 * * 1 tar -zcf /var/backups/home.tgz /home/\n# every half day\n30 2 * * * /usr/bin/find /tmp -delete\n",
  "a bibliography":
    "@article{a2020,\n  title = {On Roofs},\n}\n@book{b2021,\n  title = {More Roofs},\n}\n",
  "a manual":
    "LS(1)            User Commands            LS(1)\n\nNAME\n       ls - list directory contents\n\nSYNOPSIS\n       ls [OPTION]... [FILE]...\n",
  "a dump of bytes":
    "00000000: 7f45 4c46 0201 0100 0000 0000 0000 0000  .ELF............\n00000010: 0300 3e00 0100 0000 306d 0000 0000 0000  ..>.....0m......\n",
  properties:
    "# Logging\n# of everything\n\nhandlers=java.util.logging.ConsoleHandler\n\n# The level\n.level=INFO\n",
  Base64:
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAC\nhwGA60e6kgAAAABJRU5ErkJggg0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA\n",
};

describe("detectContent", () => {
  it.each(SAMPLES)("sees %s (%s) by its looks", (kind, language, text) => {
    const found = detectContent(text);
    expect(found.kind).toBe(kind);
    expect(found.language).toBe(language);
    if (kind === "text") expect(found.confidence).toBe(0);
    else expect(found.confidence).toBeGreaterThanOrEqual(0.5);
  });

  it.each(Object.entries(NEITHER))("takes %s for text", (_, text) => {
    expect(detectContent(text).kind).toBe("text");
    expect(detectContent(text.repeat(12)).kind).toBe("text");
  });

  it("takes headings between blank lines for Markdown, and comments in rows or above what they are about for none", () => {
    const titled = "# Notes\n\nThe roof leaks.\n\n## Plan\n\nBuy tiles.\n";
    expect(detectContent(titled).kind).toBe("markdown");
    expect(detectContent(titled.replaceAll("\n", "\r\n")).kind).toBe("markdown");
    expect(detectContent("## Plan\n- buy tiles\n- call Bob\n").kind).toBe("markdown");
    expect(detectContent("Do it:\n```\n# build\n# test\nmake\n```\n").kind).toBe("markdown");
    expect(detectContent("# a\n# b\n\n- one\n- two\n").kind).not.toBe("markdown");
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
    ["npm run check 2>&1 | grep 'error TS'", "text"],
    ['test -f b || grep "a\\|b" -r src', "search"],
    ["cd packages/a && git diff", "diff"],
    ["git diff HEAD~1", "diff"],
    ["FOO=1 npx vitest run", "build"],
    ["/usr/bin/ls -la", "listing"],
    ["kubectl logs pod", "log"],
    ["git log", "text"],
    ["unknown-tool", "text"],
    ["sed -n 10,40p src/a.go", "code"],
    ["cat src/a.go | head -20", "code"],
    ["cat -n src/a.go", "code"],
    ["cat a.go b.go", "text"],
  ])("takes `%s` for %s", (command, kind) => {
    expect(detectContent("anything\n", { command }).kind).toBe(kind);
  });
});

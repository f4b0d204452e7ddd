import { describe, expect, it } from "vitest";
import { detectContent } from "../../detect/detect-content.ts";
import { textSample } from "../../detect/text-sample.ts";
import { looksLikeDiff } from "./looks-like-diff.ts";

const HUNK = "@@ -1,2 +1,2 @@\n-a\n+b\n c\n";
const GIT = `diff --git a/a.ts b/a.ts\nindex 3fa9c1d..5b1d02a 100644\n--- a/a.ts\n+++ b/a.ts\n${HUNK}`;
const COMMIT = `commit 0123456789abcdef0123456789abcdef01234567\nAuthor: A <a@example.com>\n\n    Say it\n\n${GIT}`;
const HASH = "0123456789abcdef0123456789abcdef01234567";

describe("looksLikeDiff", () => {
  it.each([
    ["git diff", GIT],
    ["git show", COMMIT],
    ["colours", COMMIT.replace(/^([-+d@c].*)$/gm, "\u001b[1m$1\u001b[m")],
    ["line ends of Windows", GIT.replaceAll("\n", "\r\n")],
    ["a blank line first", `\n${GIT}`],
    [
      "a mail",
      `From ${HASH} Mon Sep 17 00:00:00 2001\nFrom: A <a@example.com>\nSubject: [PATCH] x\n\n${"text\n".repeat(20)}---\n${GIT}`,
    ],
    ["diff -u", `--- a.ts\t2026-11-22 10:00:00\n+++ b.ts\t2026-11-22 10:00:01\n${HUNK}`],
    ["diff -ru", `Only in a: x\ndiff -ru a/b b/b\n--- a/b\n+++ b/b\n${HUNK}`],
    [
      "Subversion",
      `Index: a.ts\n${"=".repeat(67)}\n--- a.ts\t(revision 1)\n+++ a.ts\t(working copy)\n${HUNK}`,
    ],
    ["a rename alone", "diff --git a/a b/b\nsimilarity index 100%\nrename from a\nrename to b\n"],
    [
      "a combined diff",
      "diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,2 @@@\n  a\n++b\n",
    ],
    ["a few words before", `Here is what changed:\n\n${GIT}`],
  ])("takes a patch for one: %s", (_, text) => {
    expect(looksLikeDiff(textSample(text))).toBeGreaterThanOrEqual(0.9);
    expect(detectContent(text).kind).toBe("diff");
  });

  it.each([
    ["prose", "The line @@ -1 +1 @@ begins a hunk, and diff --git a b a file.\n".repeat(5)],
    [
      "Markdown with a patch in it",
      `# How to read a patch\n\n${"Some text about it.\n\n".repeat(20)}\`\`\`diff\n${GIT}\`\`\`\n`,
    ],
    ["a test with a patch in it", `${"const a = 1;\n".repeat(30)}const PATCH = \`\n${GIT}\`;\n`],
    ["a patch among other output", `${GIT}${"ok  some/package  0.1s\n".repeat(30)}`],
    ["other output before a patch", `${"ok  some/package  0.1s\n".repeat(5)}${GIT}`],
    ["front matter", "---\ntitle: x\n---\n+++ b\n@@ text\n"],
    ["a list", "- a\n- b\n+ c\n+ d\n"],
    ["nothing", ""],
  ])("takes nothing else for one: %s", (_, text) => {
    expect(looksLikeDiff(textSample(text))).toBe(0);
  });
});

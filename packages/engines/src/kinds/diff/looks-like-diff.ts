import type { TextSample } from "../../detect/text-sample.ts";
import { plainPatch } from "./plain-patch.ts";
import { readPatch } from "./read-patch.ts";

/** How sure one can be that a text is a patch: it begins like one and has a file in it, or most of its lines belong to files. */
export function looksLikeDiff({ head }: TextSample): number {
  if (!head.includes("@@ -") && !head.includes("diff --")) return 0;
  const { lines, parts } = readPatch(plainPatch(head));
  let files = 0;
  let own = 0;
  for (const { type, from, to } of parts) {
    if (type === "other") continue;
    if (type === "hunk" || lines[from]?.startsWith("diff --git ") === true) files++;
    own += to - from;
  }
  const isCombined = /^diff --(?:cc|combined) /m.test(head) && /^@@@+ -/m.test(head);
  if (files === 0 && !isCombined) return 0;
  if (BEGINNING.test(head.trimStart())) return 0.95;
  return own > lines.length / 2 ? 0.9 : 0;
}

/** What patches, commits and mails with patches begin with, perhaps behind a colour. */
const BEGINNING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  /^(?:\u001b\[[\d;]{0,20}m){0,4}(?:diff -|commit [0-9a-f]{7,64}\b|From [0-9a-f]{40} |Index: |--- |Only in )/;

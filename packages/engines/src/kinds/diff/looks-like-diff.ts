import type { TextSample } from "../../detect/text-sample.ts";
import { plainPatch } from "./plain-patch.ts";
import { type Patch, readPatch } from "./read-patch.ts";

/** How sure one can be that a text is a patch: it begins like one and goes on so, or nearly all of its lines belong to files. */
export function looksLikeDiff({ head }: TextSample): number {
  if (!head.includes("@@ -") && !head.includes("diff --")) return 0;
  const begins = BEGINNING.test(head.trimStart());
  const { files, own, foreign } = countLines(readPatch(plainPatch(head)));
  if (files === 0) return begins && COMBINED.test(head) ? 0.95 : 0;
  if (!begins) return foreign * 8 <= own ? 0.9 : 0;
  return foreign <= own || MAIL.test(head) ? 0.95 : 0;
}

interface LineCounts {
  files: number;
  /** Lines of headers and hunks. */
  own: number;
  /** Lines that no patch, commit or mail has. */
  foreign: number;
}

function countLines({ lines, parts }: Patch): LineCounts {
  const counts: LineCounts = { files: 0, own: 0, foreign: 0 };
  for (const { type, from, to } of parts) {
    if (type === "other") {
      counts.foreign += lines.slice(from, to).filter(isForeign).length;
      continue;
    }
    counts.own += to - from;
    if (type === "hunk" || lines[from]?.startsWith("diff --git ") === true) counts.files++;
  }
  return counts;
}

/** A mail may say anything between its head and its patch. */
const MAIL = /^From [0-9a-f]{40} /;
const COMBINED = /^diff --(?:cc|combined) .{1,1000}\n(?:.{0,1000}\n){0,5}@@@+ -/m;

/** Whether a line is neither blank nor what commits and mails have around patches, indented messages among it. */
function isForeign(line: string): boolean {
  return !/^(?:\s*$| {1,4}\S|commit |Author|Date|Commit|Merge|From|Subject|---?(?: |$)|Only in |Index: |={20})/.test(
    line,
  );
}

/** What patches, commits and mails with patches begin with, perhaps behind a colour. */
const BEGINNING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  /^(?:\u001b\[[\d;]{0,20}m){0,4}(?:diff -|commit [0-9a-f]{7,64}\b|From [0-9a-f]{40} |Index: |--- |Only in )/;

import { headerLines } from "./file-header.ts";
import { type FoldedHeader, unfoldHeader } from "./fold-header.ts";
import { isHunkLine, unfoldHunk } from "./fold-hunk.ts";
import { hunkHeader } from "./read-patch.ts";
import { TORN } from "./whole-file.ts";

/** Turns a body of `folded` or `headers` back into a patch. */
export function decodeDiff(body: string): string {
  const lines = body.split("\n");
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) at = decodeLine(lines, at, out);
  return out.join("\n");
}

/** Adds what the line at an index stands for, and answers the index of the line after. */
function decodeLine(lines: readonly string[], at: number, out: string[]): number {
  const line = lines[at] as string;
  const isOurs = line.startsWith("diff ") || line.startsWith("@@ -");
  const [bare, end] = line.endsWith("\r") ? [line.slice(0, -1), "\r"] : [line, ""];
  const folded = isOurs ? unfoldHeader(bare) : undefined;
  if (folded !== undefined) {
    for (const own of headerLines(folded.header)) out.push(own + end);
    return folded.whole === undefined ? at + 1 : decodeWhole(lines, at, { folded, end, out });
  }
  const hunk = isOurs ? unfoldHunk(bare) : undefined;
  if (hunk === undefined) {
    out.push(line);
    return at + 1;
  }
  const { to, counts } = hunkLines(lines, at + 1);
  out.push(hunkHeader({ ...hunk, counts }) + end);
  for (let own = at + 1; own < to; own++) out.push(lines[own] as string);
  return to;
}

/** The lines that can stand below a hunk header, and how many of the old and of the new file they are. */
function hunkLines(
  lines: readonly string[],
  from: number,
): { readonly to: number; readonly counts: readonly [number, number] } {
  const counts: [number, number] = [0, 0];
  let to = from;
  for (; to < lines.length && isHunkLine(lines[to] as string); to++) {
    const sign = (lines[to] as string)[0];
    if (sign === " " || sign === "-") counts[0]++;
    if (sign === " " || sign === "+") counts[1]++;
  }
  return { to, counts };
}

function decodeWhole(
  lines: readonly string[],
  at: number,
  context: { readonly folded: FoldedHeader; readonly end: string; readonly out: string[] },
): number {
  const { folded, end, out } = context;
  const { header, whole } = folded;
  const isNew = header.status === "A";
  const count = whole?.lines ?? 0;
  out.push(
    hunkHeader({
      starts: isNew ? [0, 1] : [1, 0],
      counts: isNew ? [0, count] : [count, 0],
      section: "",
    }) + end,
  );
  const to = Math.min(lines.length, at + 1 + count);
  for (let own = at + 1; own < to; own++) out.push((isNew ? "+" : "-") + lines[own]);
  if (whole?.torn === true) out.push(TORN + end);
  return to;
}

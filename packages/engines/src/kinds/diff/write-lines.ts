import { unfoldHeader } from "./fold-header.ts";
import { foldHunk, isHunkLine, unfoldHunk } from "./fold-hunk.ts";
import { type HunkPart, hunkHeader } from "./read-patch.ts";

/** Lines of an output while they are written. */
export interface Writing {
  readonly lines: string[];
  /** A hunk whose header has no counts, and what it would be with them: the next line decides. */
  pending: { readonly at: number; readonly full: string } | undefined;
  /** Whether a line of the source would read as one of ours. */
  ambiguous: boolean;
}

/** An output without lines. */
export function startWriting(): Writing {
  return { lines: [], pending: undefined, ambiguous: false };
}

/** Adds a line that is not below a hunk header. */
export function putLine(out: Writing, line: string): void {
  settle(out, line);
  out.lines.push(line);
}

/** Adds a line of the source as it is. */
export function putVerbatim(out: Writing, line: string): void {
  if (line.startsWith("diff ") || line.startsWith("@@ -")) {
    const bare = line.endsWith("\r") ? line.slice(0, -1) : line;
    out.ambiguous ||= unfoldHeader(bare) !== undefined || unfoldHunk(bare) !== undefined;
  }
  putLine(out, line);
}

/** A hunk to write: its header, its lines, and what stands at the end of the header's line. */
export interface HunkToWrite extends Pick<HunkPart, "starts" | "counts" | "section"> {
  readonly body: readonly string[];
  /** Empty or a carriage return. */
  readonly end: string;
}

/** Adds a hunk, without counts where its lines and what follows them imply them. */
export function putHunk(out: Writing, { body, end, ...head }: HunkToWrite): void {
  const full = hunkHeader(head) + end;
  const folded = body.every(isHunkLine) ? foldHunk(head) : undefined;
  putLine(out, folded === undefined ? full : folded + end);
  const at = out.lines.length - 1;
  for (const line of body) out.lines.push(line);
  if (folded !== undefined) out.pending = { at, full };
}

/** A line that could stand below the hunk header above would be read as one of its lines: there, counts stay. */
function settle(out: Writing, line: string): void {
  const { pending } = out;
  if (pending === undefined) return;
  if (isHunkLine(line)) out.lines[pending.at] = pending.full;
  out.pending = undefined;
}

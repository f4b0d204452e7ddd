import { type HunkPart, type Patch, spansOf } from "./read-patch.ts";
import type { HunkToWrite } from "./write-lines.ts";

/** Which lines of a hunk stay. */
export interface SplitOptions {
  /** How many unchanged lines before and behind each changed line. */
  readonly context: number;
  /** Whether the lines from one index to before another must stay. */
  keeps(from: number, to: number): boolean;
}

/** The stretches of a hunk that stay, each with coordinates of its own, and the indices of the lines that do not. */
export interface SplitHunk {
  readonly runs: readonly HunkToWrite[];
  readonly omitted: readonly number[];
}

/** Leaves unchanged lines of a hunk out. Of no lines, the coordinate is that of the line before, as git writes it. */
export function splitHunk({ lines }: Patch, hunk: HunkPart, options: SplitOptions): SplitHunk {
  const from = hunk.from + 1;
  const kept = keptLines(lines, hunk, options);
  const end = (lines[hunk.from] as string).endsWith("\r") ? "\r" : "";
  const next = [0, 1].map((side) => firstLine(hunk, side as 0 | 1)) as [number, number];
  const runs: HunkToWrite[] = [];
  const omitted: number[] = [];
  let open: Run | undefined;
  for (let at = from; at < hunk.to; at++) {
    const line = lines[at] as string;
    const spans = spansIn(line);
    if (kept[at - from] === 1) {
      open ??= { starts: [...next], counts: [0, 0], body: [], end, section: hunk.section };
      open.body.push(line);
      open.counts[0] += spans[0];
      open.counts[1] += spans[1];
    } else {
      omitted.push(at);
      if (open !== undefined) runs.push(closed(open));
      open = undefined;
    }
    next[0] += spans[0];
    next[1] += spans[1];
  }
  if (open !== undefined) runs.push(closed(open));
  return { runs, omitted };
}

interface Run extends HunkToWrite {
  readonly starts: [number, number];
  readonly counts: [number, number];
  readonly body: string[];
}

function closed(run: Run): HunkToWrite {
  const start = (side: 0 | 1): number => run.starts[side] - (run.counts[side] === 0 ? 1 : 0);
  return { ...run, starts: [start(0), start(1)] };
}

function firstLine({ starts, counts }: HunkPart, side: 0 | 1): number {
  return starts[side] + (counts[side] === 0 ? 1 : 0);
}

/** How many lines of the old and of the new file a line is; an empty one stands for an empty unchanged line. */
function spansIn(line: string): readonly [number, number] {
  return line === "" || line === "\r" ? [1, 1] : spansOf(line);
}

/** A flag for each line of the hunk, 1 for those that stay. */
function keptLines(lines: readonly string[], hunk: HunkPart, options: SplitOptions): Uint8Array {
  const { context, keeps } = options;
  const from = hunk.from + 1;
  const count = hunk.to - from;
  const kept = new Uint8Array(count);
  markNear({ lines, from, kept, context }, 1);
  markNear({ lines, from, kept, context }, -1);
  for (let at = 0; at < count; at++) {
    if (keeps(from + at, from + at + 1)) kept[at] = 1;
  }
  bridgeGaps(lines, from, kept);
  for (let at = 0; at < count; at++) {
    if ((lines[from + at] as string).startsWith("\\")) kept[at] = kept[at - 1] ?? 1;
  }
  return kept;
}

/** Coordinates behind a gap cost as much as so many characters of lines in it. */
const WORTH_COORDINATES = 24;

/** Keeps what stands between two stretches where that costs no more than new coordinates. */
function bridgeGaps(lines: readonly string[], from: number, kept: Uint8Array): void {
  let gap = -1;
  let size = 0;
  for (let at = 0; at < kept.length; at++) {
    if (kept[at] !== 1) {
      if (gap < 0) gap = at;
      size += (lines[from + at] as string).length + 1;
      continue;
    }
    if (gap > 0 && size <= WORTH_COORDINATES) kept.fill(1, gap, at);
    gap = -1;
    size = 0;
  }
}

interface Marking {
  readonly lines: readonly string[];
  readonly from: number;
  readonly kept: Uint8Array;
  readonly context: number;
}

/** Marks each changed line, and as many lines behind it, in this direction, as context asks for. */
function markNear({ lines, from, kept, context }: Marking, step: 1 | -1): void {
  let left = 0;
  const count = kept.length;
  for (let at = step > 0 ? 0 : count - 1; at >= 0 && at < count; at += step) {
    const line = lines[from + at] as string;
    if (line.startsWith("+") || line.startsWith("-")) left = context + 1;
    if (left === 0) continue;
    kept[at] = 1;
    if (!line.startsWith("\\")) left--;
  }
}

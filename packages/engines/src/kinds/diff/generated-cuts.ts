import type { Cut } from "../../ladder/draft.ts";
import type { Source } from "../../ladder/source.ts";
import { isGenerated } from "./generated-file.ts";
import { type HunkPart, hunksBehind, type Patch } from "./read-patch.ts";
import { splitHunk } from "./split-hunk.ts";
import type { WriteOptions } from "./write-diff.ts";

/**
 * What of a patch nobody reviews: the hunks of generated files, and unchanged lines where a marker costs less. Empty where no file
 * is generated.
 */
export function generatedCuts(source: Source, patch: Patch, keeps: WriteOptions["keeps"]): Cut[] {
  const generated = generatedParts(patch, keeps);
  if (generated.size === 0) return [];
  const ranges: Range[] = [];
  let isCut = false;
  for (const [at, part] of patch.parts.entries()) {
    if (part.type !== "hunk") {
      const last = generated.get(at);
      isCut = last !== undefined;
      if (last !== undefined) ranges.push([part.to, last.to]);
    } else if (!isCut) ranges.push(...unchangedRanges(patch, part, keeps));
  }
  return ranges.map(([from, to]) => ({
    from: source.lineStart(from + 1),
    to: source.lineEnd(Math.min(to, source.lineCount)),
  }));
}

/** Indices of lines: of the first, and of the one behind the last. */
type Range = readonly [from: number, to: number];

/** The last hunks of generated files, by the index of the header's part. */
function generatedParts(patch: Patch, keeps: WriteOptions["keeps"]): ReadonlyMap<number, HunkPart> {
  const found = new Map<number, HunkPart>();
  for (const [at, part] of patch.parts.entries()) {
    if (part.type !== "header") continue;
    const hunks = hunksBehind(patch, at);
    const last = hunks.at(-1);
    if (last === undefined || !isGenerated(patch, part, hunks)) continue;
    if (!keeps(part.to, last.to)) found.set(at, last);
  }
  return found;
}

/** A marker costs about as much as one line. */
const WORTH_A_MARKER = 2;

function unchangedRanges(patch: Patch, hunk: HunkPart, keeps: WriteOptions["keeps"]): Range[] {
  const { runs, omitted } = splitHunk(patch, hunk, { context: 0, keeps });
  const ranges: [number, number][] = [];
  if (runs.length === 0) return ranges;
  for (const at of omitted) {
    const last = ranges.at(-1);
    if (last?.[1] === at) last[1]++;
    else ranges.push([at, at + 1]);
  }
  return ranges.filter(([from, to]) => to - from >= WORTH_A_MARKER);
}

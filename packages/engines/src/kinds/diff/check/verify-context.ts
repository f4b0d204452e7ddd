import { type Marker, readMarker } from "@tokenpak/core";
import type { VerifyInput } from "../../../ladder/kind-processor.ts";
import { plainPatch } from "../plain-patch.ts";
import type { Change, FileChange, HunkStart } from "./changes.ts";
import { readChanges } from "./read-changes.ts";

/**
 * Checks a patch with unchanged lines left out: every file, every changed line with its sign, text and numbers, and every line
 * outside of hunks must be there, in order; every unchanged line that is there must be the source's at that place; the markers
 * must count what is missing. Answers what is wrong, or `undefined`.
 */
export function verifyContext(text: string, output: VerifyInput): string | undefined {
  const source = readChanges(plainPatch(text), { folded: false });
  const written = readChanges(output.body, { folded: true });
  const walk: Walk = { written, sigil: output.sigil, at: 0, omitted: [], marked: undefined };
  walk.marked = takeMarker(walk);
  const walker = { walk, source, mayCount: output.grade === "extractive" };
  const wrong = compare(walker);
  if (wrong !== undefined) return wrong;
  if (walk.at < written.length) return `line ${lineOf(written[walk.at])} is not in the source`;
  return checkMarker(walk);
}

interface Walk {
  readonly written: readonly Change[];
  readonly sigil: string;
  /** Index of the next change in `written`. */
  at: number;
  /** Lines of the source that are missing. */
  readonly omitted: number[];
  marked: Marker | undefined;
}

interface Walker {
  readonly walk: Walk;
  readonly source: readonly Change[];
  readonly mayCount: boolean;
}

function compare(walker: Walker): string | undefined {
  const { walk, source } = walker;
  const place = { section: "", met: true, isContext: false, wasKept: true };
  for (let at = 0; at < source.length; at++) {
    const change = source[at] as Change;
    if (change.type === "hunk") {
      place.section = change.section;
      place.met = change.met;
    } else if (change.type === "file") {
      const skipped = takeFile(walker, at, change);
      if (typeof skipped === "string") return skipped;
      at += skipped;
    } else {
      place.isContext = change.type === "line" && change.sign === " ";
      const taken = takeLine(walk, change, place);
      if (typeof taken === "string") return taken;
      place.wasKept = taken;
    }
  }
  return undefined;
}

/** What is known of the source at a line. */
interface Place {
  readonly section: string;
  /** Whether its hunk has as many lines as it says. */
  readonly met: boolean;
  readonly isContext: boolean;
  /** Whether the line before is in the output. */
  readonly wasKept: boolean;
}

/** Takes the line from the output, or notes that it is missing; answers whether it is there, or what is wrong. */
function takeLine(
  walk: Walk,
  change: Exclude<Change, FileChange | HunkStart>,
  place: Place,
): boolean | string {
  const next = walk.written[walk.at];
  const hunk = next?.type === "hunk" ? next : undefined;
  const found = hunk === undefined ? next : walk.written[walk.at + 1];
  if (found !== undefined && isSame(change, found)) {
    walk.at += hunk === undefined ? 1 : 2;
    return wrongAbout(change, hunk, place) ?? true;
  }
  if (change.type === "torn" ? place.wasKept : !place.isContext) {
    return `source line ${change.at + 1} is missing`;
  }
  walk.omitted.push(change.at + 1);
  return false;
}

/** What is wrong with a line that is there, and with the line of coordinates above it. */
function wrongAbout(change: Change, hunk: HunkStart | undefined, place: Place): string | undefined {
  if (change.type === "torn" && !place.wasKept) return "a remark is about a line that is missing";
  if (hunk === undefined) return undefined;
  const line = `line ${hunk.at + 1}`;
  if (change.type !== "line") return `${line} begins no hunk`;
  if (hunk.section !== "" && hunk.section !== place.section) return `${line} names another section`;
  return hunk.met || !place.met ? undefined : `${line} counts its lines wrong`;
}

function isSame(change: Change, found: Change): boolean {
  if (change.type === "file" || change.type === "hunk" || found.type !== change.type) return false;
  if (change.text !== found.text) return false;
  if (change.type !== "line" || found.type !== "line") return true;
  return change.old === found.old && change.next === found.next;
}

/** Takes a file's header; answers how many changes of the source stand behind its figures, or what is wrong. */
function takeFile(
  { walk, source, mayCount }: Walker,
  at: number,
  file: FileChange,
): number | string {
  const found = walk.written[walk.at++];
  if (found?.type !== "file" || found.identity !== file.identity) {
    return `the file of source line ${file.at + 1} is missing`;
  }
  if (file.hashes >= 0 && found.hashes < 0) walk.omitted.push(file.hashes + 1);
  if (found.counted === undefined) return 0;
  if (!mayCount) return `line ${lineOf(found)} leaves changed lines out`;
  const figures = figuresOf(source, at);
  const marker = takeMarker(walk);
  const isRight =
    figures.added === found.counted.added &&
    figures.removed === found.counted.removed &&
    marker?.from === figures.from &&
    marker.to === figures.to &&
    marker.count === figures.to - figures.from + 1;
  return isRight ? figures.taken : `the figures on line ${lineOf(found)} are wrong`;
}

/** What the hunks behind a file's header come to. */
function figuresOf(
  source: readonly Change[],
  file: number,
): Record<"added" | "removed" | "from" | "to" | "taken", number> {
  const figures = { added: 0, removed: 0, from: 0, to: 0, taken: 0 };
  for (let at = file + 1; at < source.length; at++) {
    const change = source[at] as Change;
    if (change.type === "file" || change.type === "other") break;
    if (figures.taken++ === 0) figures.from = change.at + 1;
    figures.to = change.at + 1;
    if (change.type === "line" && change.sign === "+") figures.added++;
    if (change.type === "line" && change.sign === "-") figures.removed++;
  }
  return figures;
}

function takeMarker(walk: Walk): Marker | undefined {
  const next = walk.written[walk.at];
  const marker = next?.type === "other" ? readMarker(next.text, walk.sigil) : undefined;
  if (marker !== undefined) walk.at++;
  return marker?.unit === "line" ? marker : undefined;
}

function checkMarker({ marked, omitted }: Walk): string | undefined {
  const isRight =
    marked === undefined
      ? omitted.length === 0
      : marked.count === omitted.length &&
        marked.from === omitted[0] &&
        marked.to === omitted.at(-1);
  return isRight ? undefined : "the first marker does not count what is missing";
}

function lineOf(change: Change | undefined): number {
  return (change?.at ?? 0) + 1;
}

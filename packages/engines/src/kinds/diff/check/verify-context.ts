import { type Marker, readMarker } from "@tokenpak/core";
import type { VerifyInput } from "../../../ladder/kind-processor.ts";
import { plainPatch } from "../plain-patch.ts";
import type { Change, FileChange, HunkStart } from "./changes.ts";
import { readChanges } from "./read-changes.ts";

/**
 * Checks a patch with unchanged lines left out: every file, every changed line with its sign, text and numbers, and every line
 * outside of hunks must be there, in order; every unchanged line that is there must be the source's at that place; the marker
 * on top must count what is missing. Answers what is wrong, or `undefined`.
 */
export function verifyContext(text: string, output: VerifyInput): string | undefined {
  const source = readChanges(plainPatch(text), { folded: false });
  const written = readChanges(output.body, { folded: true });
  const marked = markerOf(written[0], output.sigil);
  const walk: Walk = { written, at: marked === undefined ? 0 : 1, omitted: [] };
  const wrong = compare(walk, source);
  if (wrong !== undefined) return wrong;
  const next = written[walk.at];
  if (next !== undefined) return `line ${next.at + 1} is not in the source`;
  return checkMarker(marked, walk.omitted);
}

interface Walk {
  readonly written: readonly Change[];
  /** Index of the next change in `written`. */
  at: number;
  /** Lines of the source that are missing. */
  readonly omitted: number[];
}

function compare(walk: Walk, source: readonly Change[]): string | undefined {
  const place = { section: "", met: true, isContext: false, wasKept: true };
  for (const change of source) {
    if (change.type === "hunk") {
      place.section = change.section;
      place.met = change.met;
    } else if (change.type === "file") {
      const wrong = takeFile(walk, change);
      if (wrong !== undefined) return wrong;
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

/** Takes a file's header; answers what is wrong. */
function takeFile(walk: Walk, file: FileChange): string | undefined {
  const found = walk.written[walk.at++];
  if (found?.type !== "file" || found.identity !== file.identity) {
    return `the file of source line ${file.at + 1} is missing`;
  }
  if (file.hashes >= 0 && found.hashes < 0) walk.omitted.push(file.hashes + 1);
  return undefined;
}

function markerOf(change: Change | undefined, sigil: string): Marker | undefined {
  return change?.type === "other" ? readMarker(change.text, sigil) : undefined;
}

function checkMarker(marked: Marker | undefined, omitted: readonly number[]): string | undefined {
  const isRight =
    marked === undefined
      ? omitted.length === 0
      : marked.unit === "line" &&
        marked.count === omitted.length &&
        marked.from === omitted[0] &&
        marked.to === omitted.at(-1);
  return isRight ? undefined : "the marker does not count what is missing";
}

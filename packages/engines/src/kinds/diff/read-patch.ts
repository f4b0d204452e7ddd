import type { FoundHeader } from "./read-header.ts";
import { readHeader, withoutReturn } from "./read-header.ts";

/** A patch as stretches of lines that tile it, in order. */
export interface Patch {
  /** Without `\n`; where the text ends with one, the last line is empty. */
  readonly lines: readonly string[];
  readonly parts: readonly PatchPart[];
}

/** A stretch of lines: indices of the first line and of the line behind the last. */
export type PatchPart = OtherLines | HeaderPart | HunkPart;

/** Anything else: commits, mails, statistics, binary patches, combined diffs. */
export interface OtherLines {
  readonly type: "other";
  readonly from: number;
  readonly to: number;
}

/** The lines above the hunks of a file. */
export interface HeaderPart extends Omit<FoundHeader, "end"> {
  readonly type: "header";
  readonly from: number;
  readonly to: number;
}

/** A line with coordinates, and the lines of which it tells. */
export interface HunkPart {
  readonly type: "hunk";
  readonly from: number;
  /** At least one line is below the header. */
  readonly to: number;
  /** Line numbers as written: of no lines, the number of the line before. */
  readonly starts: readonly [number, number];
  readonly counts: readonly [number, number];
  /** What stands behind the second `@@`: empty, or a space and the line that git found above the hunk. */
  readonly section: string;
  /** Whether there can be lines with these numbers. */
  readonly sound: boolean;
  /** Whether the header is written as git writes it, is sound, and as many lines follow as it says. */
  readonly tidy: boolean;
}

/** Reads a text as a patch. Whatever is neither a header nor a hunk is other lines, so every text can be read. */
export function readPatch(text: string): Patch {
  const lines = text.split("\n");
  const parts: PatchPart[] = [];
  let other = 0;
  for (let at = 0; at < lines.length; ) {
    const part = partAt(lines, at);
    if (part === undefined) {
      at++;
      continue;
    }
    if (other < at) parts.push({ type: "other", from: other, to: at });
    parts.push(part);
    at = part.to;
    other = at;
  }
  if (other < lines.length) parts.push({ type: "other", from: other, to: lines.length });
  return { lines, parts };
}

/** The hunks that follow the header at this part. */
export function hunksBehind({ parts }: Patch, header: number): readonly HunkPart[] {
  const hunks: HunkPart[] = [];
  for (let at = header + 1; at < parts.length; at++) {
    const part = parts[at] as PatchPart;
    if (part.type !== "hunk") break;
    hunks.push(part);
  }
  return hunks;
}

/** How a hunk header is written. */
export function hunkHeader({
  starts,
  counts,
  section,
}: Pick<HunkPart, "starts" | "counts" | "section">): string {
  const side = (at: 0 | 1): string =>
    counts[at] === 1 ? `${starts[at]}` : `${starts[at]},${counts[at]}`;
  return `@@ -${side(0)} +${side(1)} @@${section}`;
}

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@(.*)$/s;

function partAt(lines: readonly string[], at: number): HeaderPart | HunkPart | undefined {
  const line = lines[at] as string;
  const first = line.charCodeAt(0);
  if (first === AT) return readHunk(lines, at);
  if (first !== DASH && first !== SMALL_D && first !== LARGE_I) return undefined;
  const found = readHeader(lines, at);
  if (found === undefined) return undefined;
  const { end, ...header } = found;
  return { type: "header", from: at, to: end, ...header };
}

const AT = 64;
const DASH = 45;
const PLUS = 43;
const SPACE = 32;
const LARGE_I = 73;
const SMALL_D = 100;

function readHunk(lines: readonly string[], at: number): HunkPart | undefined {
  const line = lines[at] as string;
  const match = HUNK.exec(withoutReturn(line));
  if (match === null) return undefined;
  const [written, old = "", olds = "1", next = "", news = "1", section = ""] = match;
  const counts = [Number(olds), Number(news)] as const;
  const starts = [Number(old), Number(next)] as const;
  const { to, met } = bodyEnd(lines, at + 1, counts);
  if (to === at + 1) return undefined;
  const isCanonical = hunkHeader({ starts, counts, section }) === written;
  const sound = starts.every((start, side) => start > 0 || counts[side] === 0);
  const tidy = met && isCanonical && sound;
  return { type: "hunk", from: at, to, starts, counts, section, sound, tidy };
}

/** The lines that counts claim, as far as they are there. */
function bodyEnd(
  lines: readonly string[],
  from: number,
  counts: readonly [number, number],
): { readonly to: number; readonly met: boolean } {
  const left: [number, number] = [...counts];
  let at = from;
  if ((lines[at] ?? "").startsWith("\\")) return { to: at, met: false };
  while (at < lines.length && (left[0] > 0 || left[1] > 0)) {
    const line = lines[at] as string;
    if ((line === "" && at === lines.length - 1) || !takeLine(left, line)) break;
    at++;
  }
  while (at < lines.length && (lines[at] as string).startsWith("\\ ")) at++;
  return { to: at, met: left[0] === 0 && left[1] === 0 };
}

/** Takes a line off the counts, where they still have one of its sort. An empty line is an unchanged one. */
function takeLine(left: [number, number], line: string): boolean {
  const [old, next] = line === "" || line === "\r" ? BOTH : spansOf(line);
  if (old + next === 0) return line.startsWith("\\ ");
  if (left[0] < old || left[1] < next) return false;
  left[0] -= old;
  left[1] -= next;
  return true;
}

/** How many lines of the old and of the new file a line below a hunk header is; none of both where it is neither. */
export function spansOf(line: string): readonly [number, number] {
  switch (line.charCodeAt(0)) {
    case SPACE:
      return BOTH;
    case DASH:
      return REMOVED;
    case PLUS:
      return ADDED;
    default:
      return NEITHER;
  }
}

const BOTH = [1, 1] as const;
const REMOVED = [1, 0] as const;
const ADDED = [0, 1] as const;
const NEITHER = [0, 0] as const;

import type { Change, FileChange } from "./changes.ts";
import { bare, readGitFile, readPlainFile } from "./file-identity.ts";

/** How a text is written. */
export interface ReadOptions {
  /** Whether headers may be folded as we fold them. */
  readonly folded: boolean;
}

/** Reads a patch for a check, one line after the other. It shares nothing with the reader of the encoder. */
export function readChanges(text: string, { folded }: ReadOptions): Change[] {
  const reader: Reader = { lines: text.split("\n"), folded, at: 0, changes: [] };
  while (reader.at < reader.lines.length) readOne(reader);
  return reader.changes;
}

interface Reader {
  readonly lines: readonly string[];
  readonly folded: boolean;
  at: number;
  readonly changes: Change[];
}

function readOne(reader: Reader): void {
  const { lines, at } = reader;
  const line = lines[at] as string;
  if (line.startsWith("@@ -") && readHunk(reader)) return;
  const file =
    line.startsWith("diff ") || line.startsWith("---") || line.startsWith("Index: ")
      ? readFile(reader)
      : undefined;
  if (file === undefined) {
    reader.changes.push({ type: "other", at, text: line });
    reader.at++;
  } else reader.changes.push(file);
}

function readFile(reader: Reader): FileChange | undefined {
  const { lines, at } = reader;
  const line = bare(lines[at]);
  if (reader.folded && /^diff [MADRCU]\d*[ (]/.test(line)) {
    reader.at++;
    return { type: "file", at, identity: line, hashes: -1 };
  }
  const isGit = line.startsWith("diff --git ");
  const start = isGit ? at : plainStart(lines, at);
  if (start === undefined) return undefined;
  const read = isGit ? readGitFile(lines, at) : readPlainFile(lines, start);
  reader.at = start + read.taken;
  const hashes = read.hashes < 0 ? -1 : at + read.hashes;
  return { type: "file", at, identity: read.identity, hashes };
}

/** Where the `---` line of a header without `diff --git` is: here, or below lines that name its files too. */
function plainStart(lines: readonly string[], at: number): number | undefined {
  const line = lines[at] as string;
  let start = at;
  if (line.startsWith("diff -")) start = at + 1;
  else if (line.startsWith("Index: ")) {
    const rule = bare(lines[at + 1]);
    if (rule.length < 20 || rule.length > 100 || rule !== "=".repeat(rule.length)) return undefined;
    start = at + 2;
  }
  const isPair =
    lines[start]?.startsWith("--- ") === true &&
    lines[start + 1]?.startsWith("+++ ") === true &&
    lines[start + 2]?.startsWith("@@ -") === true;
  return isPair ? start : undefined;
}

/** Coordinates as they are written: with counts, or, in what we write, without. */
const COORDINATES = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))?( @@)?(.*)$/s;

function readHunk(reader: Reader): boolean {
  const { lines, at } = reader;
  const match = COORDINATES.exec(bare(lines[at]));
  if (match === null) return false;
  const [, old = "", olds, next = "", news, closing, section = ""] = match;
  const hasCounts = closing !== undefined;
  if (!hasCounts && (!reader.folded || olds !== undefined || news !== undefined)) return false;
  if (!hasCounts && section !== "" && !section.startsWith(" ")) return false;
  const counts = hasCounts
    ? ([Number(olds ?? 1), Number(news ?? 1)] as const)
    : countSigns(lines, at + 1);
  const first = {
    old: Number(old) + (counts[0] === 0 ? 1 : 0),
    next: Number(next) + (counts[1] === 0 ? 1 : 0),
  };
  const hunk = { type: "hunk" as const, at, ...first, section, met: false };
  reader.changes.push(hunk);
  reader.at++;
  hunk.met = readBody(reader, { ...first, olds: counts[0], news: counts[1] });
  if (reader.at > at + 1) return true;
  reader.changes.pop();
  reader.at = at;
  return false;
}

/** Old and new lines among the lines that can stand in a hunk. */
function countSigns(lines: readonly string[], from: number): readonly [number, number] {
  const counts: [number, number] = [0, 0];
  for (let at = from; at < lines.length; at++) {
    const sign = (lines[at] as string)[0] ?? "";
    if (sign === "" || !SIGNS.includes(sign)) break;
    if (sign !== "+" && sign !== "\\") counts[0]++;
    if (sign !== "-" && sign !== "\\") counts[1]++;
  }
  return counts;
}

const SIGNS = " +-\\";

interface Place {
  old: number;
  next: number;
  olds: number;
  news: number;
}

/** Reads as many lines as a hunk has, and the remarks on their ends. */
function readBody(reader: Reader, place: Place): boolean {
  if (reader.lines[reader.at]?.startsWith("\\") === true) return false;
  while (reader.at < reader.lines.length && (readTorn(reader) || readLine(reader, place))) {
    reader.at++;
  }
  return place.olds === 0 && place.news === 0;
}

/** Reads the remark that the line above has no line break. */
function readTorn({ lines, changes, at }: Reader): boolean {
  const text = lines[at] as string;
  const isTorn = text.startsWith("\\ ");
  if (isTorn) changes.push({ type: "torn", at, text });
  return isTorn;
}

function readLine({ lines, changes, at }: Reader, place: Place): boolean {
  const text = lines[at] as string;
  if (text === "" && at === lines.length - 1) return false;
  const sign = text === "" || text === "\r" ? " " : (text[0] as string);
  const { old, next } = place;
  if (!takeLine(place, sign)) return false;
  changes.push({ type: "line", at, sign, old, next, text });
  return true;
}

/** Takes a line off what a hunk still has, where it has one of that sign. */
function takeLine(place: Place, sign: string): boolean {
  const [olds, news] = [sign === "+" ? 0 : 1, sign === "-" ? 0 : 1];
  if (!" +-".includes(sign) || place.olds < olds || place.news < news) return false;
  place.olds -= olds;
  place.news -= news;
  place.old += olds;
  place.next += news;
  return true;
}

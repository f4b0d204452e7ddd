import type { FileHeader } from "./file-header.ts";
import { foldHeader } from "./fold-header.ts";
import type { HeaderPart, HunkPart, Patch } from "./read-patch.ts";
import { splitHunk } from "./split-hunk.ts";
import { wholeFile } from "./whole-file.ts";
import { putHunk, putLine, putVerbatim, startWriting, type Writing } from "./write-lines.ts";

/** How much of a patch is written. */
export interface WriteOptions {
  /** Whether hashes of text files, times, repeated names and repeated sections stay. */
  readonly exact: boolean;
  /** Whether new and deleted files are written without signs. */
  readonly whole: boolean;
  /** How many unchanged lines around each changed line stay; `undefined` for hunks as they are. */
  readonly context: number | undefined;
  /** Whether the lines from one index to before another must stay as they are. */
  keeps(from: number, to: number): boolean;
}

/** A written patch. */
export interface WrittenDiff {
  readonly lines: readonly string[];
  /** Indices of the source lines that nothing in `lines` stands for, ascending. */
  readonly omitted: readonly number[];
}

/** Writes a patch with its headers folded; `undefined` where a line of it would read as one of ours. */
export function writeDiff(patch: Patch, options: WriteOptions): WrittenDiff | undefined {
  const out = startWriting();
  const writer: Writer = { patch, options, out, omitted: [], section: "", at: 0 };
  while (writer.at < patch.parts.length) {
    const part = patch.parts[writer.at++] as Patch["parts"][number];
    if (part.type === "header") writeHeader(writer, part);
    else if (part.type === "hunk") writeHunk(writer, part);
    else writeVerbatim(writer, part.from, part.to);
  }
  return out.ambiguous ? undefined : { lines: out.lines, omitted: writer.omitted };
}

interface Writer {
  readonly patch: Patch;
  readonly options: WriteOptions;
  readonly out: Writing;
  readonly omitted: number[];
  /** The section that was written last in this file. */
  section: string;
  /** Index of the next part. */
  at: number;
}

function writeVerbatim({ patch, out }: Writer, from: number, to: number): void {
  for (let at = from; at < to; at++) putVerbatim(out, patch.lines[at] as string);
}

function writeHeader(writer: Writer, part: HeaderPart): void {
  const { patch, options, out } = writer;
  writer.section = "";
  const end = (patch.lines[part.from] as string).endsWith("\r") ? "\r" : "";
  const header = isEntangled(writer, part) ? undefined : headerToWrite(part, options);
  const next = patch.parts[writer.at];
  const found = options.whole && next?.type === "hunk" ? wholeFile(patch, part, next) : undefined;
  const folded = header && foldHeader({ header, whole: found?.whole });
  if (folded === undefined) {
    writeVerbatim(writer, part.from, part.to);
    return;
  }
  if (options.exact) writeVerbatim(writer, part.from, part.from + part.noise);
  else noteIndex(writer, part, header);
  putLine(out, folded + end);
  if (found === undefined) return;
  for (const line of found.lines) out.lines.push(line);
  writer.at++;
}

/** Whether a line that would be left out keeps its neighbours from being read as parts of one another. */
function isEntangled(
  { patch, options, at }: Writer,
  { noise, header, from, to }: HeaderPart,
): boolean {
  if (options.exact) return false;
  if (header?.content === "none") return patch.lines[to]?.startsWith("index ") === true;
  const before = patch.parts[at - 2];
  const isOpen =
    before?.type === "header" ||
    (before?.type === "hunk" && !before.tidy) ||
    HEADING.test(patch.lines[from - 1] ?? "");
  return isOpen && noise > 0;
}

/** Lines outside of headers and hunks that would take the lines below for theirs. */
const HEADING = /^(?:@@ -|diff |={20})/;

/** What of a header is written, `undefined` for the lines as they are. */
function headerToWrite(part: HeaderPart, { exact, keeps }: WriteOptions): FileHeader | undefined {
  const { header, from, to } = part;
  if (header === undefined || keeps(from, to)) return undefined;
  if (exact) return part.exact ? header : undefined;
  const needsIndex = header.content === "binary" || header.content === "git binary patch";
  return needsIndex ? header : { ...header, index: "" };
}

/** Notes the line with the hashes as left out, where it is. */
function noteIndex(
  { patch, omitted }: Writer,
  { from, to, header: found }: HeaderPart,
  written: FileHeader | undefined,
): void {
  if (found?.index === written?.index) return;
  for (let at = from; at < to; at++) {
    if ((patch.lines[at] as string).startsWith("index ")) omitted.push(at);
  }
}

function writeHunk(writer: Writer, hunk: HunkPart): void {
  const { patch, options, out } = writer;
  const { keeps, context } = options;
  const line = patch.lines[hunk.from] as string;
  const mustStay = keeps(hunk.from, hunk.from + 1);
  if (mustStay || !(context === undefined ? hunk.tidy : hunk.sound)) {
    putLine(out, line);
    for (let at = hunk.from + 1; at < hunk.to; at++) out.lines.push(patch.lines[at] as string);
    writer.section = hunk.section;
    return;
  }
  if (context === undefined) {
    const body = patch.lines.slice(hunk.from + 1, hunk.to);
    const end = line.endsWith("\r") ? "\r" : "";
    putHunk(out, { ...hunk, section: sectionToWrite(writer, hunk.section), body, end });
    return;
  }
  const { runs, omitted } = splitHunk(patch, hunk, { context, keeps });
  if (runs.length === 0) {
    writeVerbatim(writer, hunk.from, hunk.to);
    return;
  }
  for (const at of omitted) writer.omitted.push(at);
  for (const run of runs) putHunk(out, { ...run, section: sectionToWrite(writer, hunk.section) });
}

/** The section of a hunk, once for hunks in a row that share it. */
function sectionToWrite(writer: Writer, section: string): string {
  if (writer.options.exact) return section;
  const isNew = section !== writer.section;
  writer.section = section;
  return isNew ? section : "";
}

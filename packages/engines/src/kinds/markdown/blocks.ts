import type { Source } from "../../ladder/source.ts";

/** What a block of Markdown is. */
export type BlockType =
  | "code"
  | "heading"
  | "html"
  | "item"
  | "matter"
  | "prose"
  | "quote"
  | "table";

/** A block: whole lines, blank lines behind it included. Blocks tile the source. */
export interface MarkdownBlock {
  readonly type: BlockType;
  /** First and last line of the block itself, from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Last line of the blank lines behind it; `lastLine` where there are none. */
  readonly paddedLine: number;
  /** Heading level 1 to 6, else 0. */
  readonly level: number;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ATX = /^ {0,3}(#{1,6})(?:\s|$)/;
const SETEXT = /^ {0,3}(=+|-+)\s*$/;
const ITEM = /^\s{0,12}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const DELIMITER_ROW = /^ {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const TABLE_ROW = /^\s{0,12}\|/;
const HTML = /^ {0,3}<(?:!--|[a-zA-Z/][^>]{0,300}>?)/;

/** The blocks of a Markdown text (CommonMark's block structure and GitHub's tables, without nesting), in order. */
export function blocksOf(source: Source): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  const { lineCount } = source;
  for (let line = firstFilled(source, 1); line <= lineCount; ) {
    const { type, lastLine, level = 0 } = blockAt(source, line);
    const next = firstFilled(source, lastLine + 1);
    blocks.push({
      type,
      firstLine: blocks.length === 0 ? 1 : line,
      lastLine,
      paddedLine: next - 1,
      level,
    });
    line = next;
  }
  return blocks;
}

interface Found {
  readonly type: BlockType;
  readonly lastLine: number;
  readonly level?: number;
}

function blockAt(source: Source, line: number): Found {
  const text = source.line(line);
  if (line === 1 && /^---\s*$/.test(text)) {
    const end = findLine(source, 2, (other) => /^(?:---|\.\.\.)\s*$/.test(other));
    if (end !== undefined) return { type: "matter", lastLine: end };
  }
  const fence = FENCE.exec(text)?.[1];
  if (fence !== undefined) return { type: "code", lastLine: fenceEnd(source, line, fence) };
  const atx = ATX.exec(text)?.[1];
  if (atx !== undefined) return { type: "heading", lastLine: line, level: atx.length };
  if (isTableStart(source, line) || TABLE_ROW.test(text))
    return { type: "table", lastLine: runEnd(source, line, isTableRow) };
  if (ITEM.test(text) && !/^ {0,3}(?:[-*_]\s*){3,}$/.test(text)) {
    return { type: "item", lastLine: itemEnd(source, line) };
  }
  if (/^ {4,}|^\t/.test(text)) return { type: "code", lastLine: runEnd(source, line, isIndented) };
  if (/^ {0,3}>/.test(text)) return quoteAt(source, line);
  if (HTML.test(text)) return { type: "html", lastLine: htmlEnd(source, line, text) };
  return paragraphAt(source, line);
}

/** A quotation; one that quotes more than prose (a list, code, a heading) is structure, like those themselves. */
function quoteAt(source: Source, line: number): Found {
  const lastLine = runEnd(source, line, isParagraphLine);
  for (let at = line; at <= lastLine; at++) {
    if (!/^ {0,3}(?:> ?)?(?:[^\s>#|`~+*=\d-]|$)/.test(source.line(at)))
      return { type: "item", lastLine };
  }
  return { type: "quote", lastLine };
}

/** A paragraph, or the heading that an underline makes of it. */
function paragraphAt(source: Source, line: number): Found {
  for (let end = line; ; end++) {
    const next = end < source.lineCount ? source.line(end + 1) : "";
    const underline = SETEXT.exec(next)?.[1];
    if (underline !== undefined) {
      return { type: "heading", lastLine: end + 1, level: underline.startsWith("=") ? 1 : 2 };
    }
    if (!isParagraphLine(next) || isTableStart(source, end + 1))
      return { type: "prose", lastLine: end };
  }
}

function firstFilled(source: Source, from: number): number {
  let line = from;
  while (line <= source.lineCount && isBlank(source.line(line))) line++;
  return line;
}

function findLine(
  source: Source,
  from: number,
  test: (line: string) => boolean,
): number | undefined {
  for (let line = from; line <= source.lineCount; line++) if (test(source.line(line))) return line;
  return undefined;
}

function fenceEnd(source: Source, line: number, fence: string): number {
  const closes = (other: string): boolean => {
    const trimmed = other.trim();
    return (
      !/^ {4}|^ {0,3}\t/.test(other) &&
      trimmed.length >= fence.length &&
      trimmed === (fence[0] as string).repeat(trimmed.length)
    );
  };
  return findLine(source, line + 1, closes) ?? source.lineCount;
}

function htmlEnd(source: Source, line: number, text: string): number {
  if (!text.includes("<!--")) return runEnd(source, line, (other) => !isBlank(other));
  return findLine(source, line, (other) => other.includes("-->")) ?? source.lineCount;
}

function itemEnd(source: Source, line: number): number {
  let end = line;
  while (end < source.lineCount) {
    const next = source.line(end + 1);
    if (isBlank(next) || ITEM.test(next) || FENCE.test(next.trimStart()) || ATX.test(next)) break;
    end++;
  }
  return end;
}

function runEnd(source: Source, line: number, goesOn: (line: string) => boolean): number {
  let end = line;
  while (end < source.lineCount && goesOn(source.line(end + 1))) end++;
  return end;
}

function isTableStart(source: Source, line: number): boolean {
  if (line >= source.lineCount || !source.line(line).includes("|")) return false;
  const below = source.line(line + 1);
  return (
    below.length < 2000 && below.includes("-") && below.includes("|") && DELIMITER_ROW.test(below)
  );
}

function isTableRow(line: string): boolean {
  return line.includes("|") && !isBlank(line);
}

function isIndented(line: string): boolean {
  return /^ {4,}|^\t/.test(line) && !isBlank(line);
}

function isParagraphLine(line: string): boolean {
  return (
    !isBlank(line) &&
    !FENCE.test(line) &&
    !ATX.test(line) &&
    !ITEM.test(line) &&
    !TABLE_ROW.test(line)
  );
}

function isBlank(line: string): boolean {
  return line.trim() === "";
}

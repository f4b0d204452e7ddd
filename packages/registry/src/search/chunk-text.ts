/** A stretch of whole lines of a text. */
export interface TextChunk {
  /** From 1. */
  readonly firstLine: number;
  /** UTF-16 offsets, the end exclusive. */
  readonly startAt: number;
  readonly endAt: number;
}

/** Most lines and UTF-16 units in a chunk; a single longer line is a chunk of its own. */
const MOST_LINES = 120;
const MOST_UNITS = 8000;

/** Cuts a text into chunks that cover it in order. Search ranks chunks, so that the right part of a long file is found. */
export function chunkText(text: string): TextChunk[] {
  const chunks: TextChunk[] = [];
  let firstLine = 1;
  let startAt = 0;
  let lines = 0;
  let lineStart = 0;
  while (lineStart < text.length) {
    const newline = text.indexOf("\n", lineStart);
    const lineEnd = newline < 0 ? text.length : newline + 1;
    if (lines > 0 && (lines === MOST_LINES || lineEnd - startAt > MOST_UNITS)) {
      chunks.push({ firstLine, startAt, endAt: lineStart });
      firstLine += lines;
      startAt = lineStart;
      lines = 0;
    }
    lines++;
    lineStart = lineEnd;
  }
  chunks.push({ firstLine, startAt, endAt: text.length });
  return chunks;
}

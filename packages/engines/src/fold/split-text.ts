import { type LineTable, tabulateLines } from "./line-table.ts";

/** How a line ends. */
export const LINE_BREAKS = {
  /** As most lines of the text: `\n` or `\r\n`. */
  usual: 0,
  /** In the other of the two. */
  other: 1,
  /** In a `\r` alone, as progress bars write over themselves. */
  carriageReturn: 2,
} as const;

/** A text cut into lines, and its lines into fields. */
export interface SplitText {
  readonly text: string;
  /** Lines without their line breaks; behind a last line break an empty one. */
  readonly table: LineTable;
  /** Whether lines usually end in `\r\n`. */
  readonly crlf: boolean;
  /** The line break of each line, as in `LINE_BREAKS`; that of the last means nothing. */
  readonly breaks: Uint8Array;
}

/** Cuts a text at its line breaks. */
export function splitText(text: string): SplitText {
  const pieces = text.split("\n");
  const last = pieces.length - 1;
  let returns = 0;
  for (const [at, piece] of pieces.entries()) if (at < last && piece.endsWith("\r")) returns++;
  const crlf = returns * 2 > last;
  const lines: string[] = [];
  const breaks: number[] = [];
  for (const [at, piece] of pieces.entries()) {
    const hasReturn = at < last && piece.endsWith("\r");
    const parts = (hasReturn ? piece.slice(0, -1) : piece).split("\r");
    for (const part of parts) {
      lines.push(part);
      breaks.push(LINE_BREAKS.carriageReturn);
    }
    const isUsual = hasReturn === crlf || at === last;
    breaks[breaks.length - 1] = isUsual ? LINE_BREAKS.usual : LINE_BREAKS.other;
  }
  return { text, table: tabulateLines(lines), crlf, breaks: Uint8Array.from(breaks) };
}

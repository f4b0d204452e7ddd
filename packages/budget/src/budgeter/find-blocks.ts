import type { TextRange } from "./split-text.ts";

/**
 * The blocks of a text: runs of lines that are not blank, without the end of their last line. A text of blank lines is one block.
 * Linear in the text.
 */
export function findBlocks(text: string): TextRange[] {
  const blocks: TextRange[] = [];
  let open: { start: number; end: number; lines: [number, number] } | undefined;
  let line = 1;
  for (let at = 0; at < text.length; line++) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    if (text.slice(at, end).trim() === "") open = undefined;
    else {
      const contentEnd = text[end - 1] === "\r" ? end - 1 : end;
      if (open === undefined) {
        open = { start: at, end: contentEnd, lines: [line, line] };
        blocks.push(open);
      } else {
        open.end = contentEnd;
        open.lines[1] = line;
      }
    }
    at = end + 1;
  }
  if (blocks.length > 0 || text === "") return blocks;
  return [{ start: 0, end: text.length, lines: [1, line - 1] }];
}

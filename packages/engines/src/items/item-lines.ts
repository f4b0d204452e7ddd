import { type LineNumber, lineNumberOf } from "../terminal/numbered-line.ts";

/** A content as lines. Joined with line breaks, and with one behind the last where it `endsInBreak`, they are the content. */
export interface ItemLines {
  readonly lines: readonly string[];
  readonly endsInBreak: boolean;
  /**
   * For each line the number that it begins with, where the line before or behind goes on counting: then that number says where
   * the line was, and the same line may stand elsewhere under another.
   */
  readonly numbers: readonly (LineNumber | undefined)[];
}

/** Splits a content. Lines end with `\n`; a `\r` before it belongs to the line. The empty text has no lines. */
export function itemLines(content: string): ItemLines {
  const lines = content.split("\n");
  const endsInBreak = lines.at(-1) === "";
  if (endsInBreak) lines.pop();
  return { lines, endsInBreak, numbers: countingNumbers(lines) };
}

function countingNumbers(lines: readonly string[]): readonly (LineNumber | undefined)[] {
  const numbers = lines.map(lineNumberOf);
  let countsOn = false;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at];
    const before = countsOn;
    countsOn = number !== undefined && numbers[at + 1]?.value === number.value + 1;
    if (!before && !countsOn) numbers[at] = undefined;
  }
  return numbers;
}

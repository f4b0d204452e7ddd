import type { Source } from "../ladder/source.ts";
import type { Stretch } from "./rank-units.ts";
import { sentencesOf } from "./sentences.ts";

/** Lines longer than this are cut into sentences, so that a limit can take a part of them. */
const LONG_LINE = 240;

/**
 * A text without known structure as stretches: a line each, blank lines with the line above; a hard-wrapped paragraph as a
 * whole (half a sentence is worse than none); a long line by sentences. They tile the text.
 */
export function textStretches(source: Source): Stretch[] {
  const stretches: Stretch[] = [];
  const last = source.lineCount;
  for (let line = 1; line <= last; ) {
    let end = line;
    while (end < last && wrapsOn(source.line(end), source.line(end + 1))) end++;
    let next = end + 1;
    while (next <= last && source.line(next).trim() === "") next++;
    const from = source.lineStart(line);
    const to = source.lineStart(next);
    const structural = line === 1 || next > last;
    if (end === line && to - from > LONG_LINE) {
      for (const [start, stop] of sentencesOf(source.text, from, to)) {
        stretches.push({ from: start, to: stop, structural, passage: line });
      }
    } else {
      stretches.push({ from, to, structural, passage: line });
    }
    line = next;
  }
  return stretches;
}

/** Whether a line goes on in the next: prose wrapped at a column, not a list, a log or code. */
function wrapsOn(line: string, next: string): boolean {
  if (line.length < 50 || line.length > 130 || next === "" || next.length > 130) return false;
  return /^[a-z(,'"]/.test(next) && /[a-z,;'")-]$/i.test(line) && line.includes(" ");
}

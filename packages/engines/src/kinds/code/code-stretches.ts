import type { Source } from "../../ladder/source.ts";
import type { LineRange } from "./outline-builder.ts";

/**
 * Where code that begins in the middle of something comes apart, by its indentation alone: a line that stands further left than
 * the first line of a stretch ends it, and belongs to none where all it does is to close what was open. The stretches are only
 * tried: whether one is code, a parser says. Linear.
 */
export function stretchesOf(source: Source): readonly LineRange[] {
  const stretches: LineRange[] = [];
  let first = 1;
  let base: number | undefined;
  for (let line = 1; line <= source.lineCount; line++) {
    const text = source.line(line);
    const indent = indentOf(text);
    if (indent === undefined) continue;
    const closes = CLOSING.test(text);
    if (base === undefined && !closes) base = indent;
    if (base !== undefined && indent >= base) continue;
    stretches.push({ first, last: line - 1 });
    first = closes ? line + 1 : line;
    base = closes ? undefined : indent;
  }
  stretches.push({ first, last: source.lineCount });
  return stretches.filter((lines) => lines.last >= lines.first);
}

/** The blocks of a stretch: a blank line and a line as far left as its first begin one. Linear. */
export function blocksOf(source: Source, { first, last }: LineRange): readonly LineRange[] {
  const blocks: LineRange[] = [];
  let begin = first;
  let base: number | undefined;
  let isBlank = false;
  for (let line = first; line <= last; line++) {
    const text = source.line(line);
    const indent = indentOf(text);
    base ??= indent;
    if (isBlank && indent !== undefined && indent === base && !CLOSING.test(text)) {
      blocks.push({ first: begin, last: line - 1 });
      begin = line;
    }
    isBlank = indent === undefined;
  }
  blocks.push({ first: begin, last });
  return blocks;
}

/**
 * The stretches between the heads of what is open at the end of some lines, the innermost last: heads are what stands
 * further left above the last line.
 */
export function tailStretches(source: Source, { first, last }: LineRange): readonly LineRange[] {
  const stretches: LineRange[] = [];
  let end = last;
  let least = Number.POSITIVE_INFINITY;
  for (let line = last; line >= first; line--) {
    const text = source.line(line);
    const indent = indentOf(text);
    if (indent === undefined || indent >= least) continue;
    const isHead = least < Number.POSITIVE_INFINITY || OPENING.test(text);
    least = indent;
    if (!isHead) continue;
    stretches.push({ first: line + 1, last: end });
    end = LATER_IN_HEAD.test(text) ? headAbove(source, line, first) - 1 : line - 1;
    line = end + 1;
  }
  stretches.push({ first, last: end });
  return stretches.reverse();
}

/** The line on which a head begins whose last line begins with a bracket. */
function headAbove(source: Source, line: number, first: number): number {
  const indent = indentOf(source.line(line)) as number;
  for (let at = line - 1; at >= first; at--) {
    const above = indentOf(source.line(at));
    if (above !== undefined && above <= indent) return at;
  }
  return line;
}

/** What a line begins with that ends something, or goes on with it. */
const CLOSING =
  /^\s{0,400}(?:[\])}]|(?:end|fi|done|esac|else|elif|elsif|elseif|except|finally|rescue|ensure|when)\b)/;

/** What a line ends with behind which something is open. */
const OPENING = /[{([:,]\s{0,9}$/;

/** What a line begins with that belongs to a head above it. */
const LATER_IN_HEAD = /^\s{0,400}[\])}{]/;

/** Columns before a line, a tab being 8; `undefined` for a blank line. */
function indentOf(line: string): number | undefined {
  let columns = 0;
  for (let at = 0; at < line.length; at++) {
    const char = line[at];
    if (char === " ") columns++;
    else if (char === "\t") columns += 8;
    else return char === "\r" ? undefined : columns;
  }
  return undefined;
}

import { formatMarker, type Ref } from "@tokenpak/core";
import { lineStarts, type TextRange } from "./kept-ranges.ts";

/** A text of which only a part is shown. */
export interface CutSource {
  readonly content: string;
  /** Of the whole: stands above what is shown of it. */
  readonly ref: Ref;
}

/**
 * A text of which only some stretches are shown, in order, below its ref: `... lines 12-40` stands for whole lines that are left out,
 * `[... span 128-267]` for these characters of the text. Neither stands in the text itself: there more dots are used.
 */
export function cutText({ content: source, ref }: CutSource, ranges: readonly TextRange[]): string {
  const dots = dotsFor(source);
  const starts = lineStarts(source);
  const head = `[${ref}]\n`;
  let text = head;
  let at = 0;
  let line = 1;
  const lineAt = (offset: number): number => {
    while (line < starts.length && (starts[line] as number) <= offset) line++;
    return line;
  };
  const skip = (to: number): void => {
    if (to <= at) return;
    const isWhole = beginsLine(source, at) && (beginsLine(source, to) || to === source.length);
    if (isWhole) {
      const marker = { unit: "line", from: lineAt(at), to: lineAt(to - 1) } as const;
      const count = marker.to - marker.from + 1;
      const end = to === source.length ? "" : "\n";
      text += `${formatMarker({ ...marker, count }, { sigil: dots })}${end}`;
    } else {
      const space = /\s$/.test(text) ? "" : " ";
      const marker = { unit: "span", from: at + 1, to, count: 1 } as const;
      text += `${space}[${formatMarker(marker, { sigil: dots })}]${gapEnd(source, [at, to])}`;
    }
  };
  for (const [from, to] of ranges) {
    skip(from);
    text += source.slice(from, to);
    at = to;
  }
  skip(source.length);
  return text === `${head}${source}` ? source : text;
}

/**
 * Whether a text shows what it says: with what its marks name put in their places it is the source, white space apart. Reads the marks
 * as a reader would, apart from how they were written.
 */
export function isCutOf({ content: source, ref }: CutSource, text: string): boolean {
  if (text === source) return true;
  const head = `[${ref}]\n`;
  if (!text.startsWith(head)) return false;
  const starts = lineStarts(source);
  const dots = dotsFor(source).replaceAll(".", "\\.");
  const range = "(\\d+)(?:-(\\d+))?";
  const marks = new RegExp(`^${dots} lines? ${range}$|\\[${dots} span ${range}\\]`, "gm");
  const whole = text.slice(head.length).replace(marks, (...mark: readonly string[]) => {
    const [line, lastLine = line, from, to = from] = mark.slice(1);
    if (from !== undefined) return source.slice(Number(from) - 1, Number(to));
    return source.slice(starts[Number(line) - 1], starts[Number(lastLine)]);
  });
  return withoutSpace(whole) === withoutSpace(source);
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, "");
}

function beginsLine(source: string, offset: number): boolean {
  return offset === 0 || source[offset - 1] === "\n";
}

/** What separates a mark from what follows it: a line break where one was left out. */
function gapEnd(source: string, [from, to]: TextRange): string {
  if (to === source.length) return "";
  return source.slice(from, to).includes("\n") ? "\n" : " ";
}

/** As many dots as no mark of the source's own has. */
function dotsFor(source: string): string {
  let dots = "...";
  while (source.includes(`[${dots} span`) || source.includes(`${dots} line`)) dots += ".";
  return dots;
}

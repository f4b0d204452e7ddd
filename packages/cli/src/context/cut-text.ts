import { formatMarker } from "@tokenpak/core";
import { lineStarts, type TextRange } from "./kept-ranges.ts";

/**
 * A text of which only some stretches are shown, in order: `... lines 12-40` stands for whole lines that are left out, `[...]` for a
 * part of a line. Neither stands in the text itself: there more dots are used.
 */
export function cutText(source: string, ranges: readonly TextRange[]): string {
  const dots = dotsFor(source);
  const starts = lineStarts(source);
  let text = "";
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
      const space = text === "" || /\s$/.test(text) ? "" : " ";
      text += `${space}[${dots}]${gapEnd(source, [at, to])}`;
    }
  };
  for (const [from, to] of ranges) {
    skip(from);
    text += source.slice(from, to);
    at = to;
  }
  skip(source.length);
  return text;
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
  while (source.includes(`[${dots}]`) || source.includes(`${dots} line`)) dots += ".";
  return dots;
}

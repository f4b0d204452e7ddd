import { Source } from "../../ladder/source.ts";
import { lineNumberOf, withoutLineNumber } from "../../terminal/numbered-line.ts";

/** Fewer lines with numbers may be anything. */
const LEAST_LINES = 5;

const known = new WeakMap<Source, Source>();

/**
 * What a view of a file shows, where every line of the source begins with its number and the numbers count on: the same lines
 * without them. Any other source itself.
 */
export function withoutLineNumbers(source: Source): Source {
  let plain = known.get(source);
  if (plain === undefined) {
    plain = stripped(source) ?? source;
    known.set(source, plain);
  }
  return plain;
}

function stripped(source: Source): Source | undefined {
  if (source.lineCount < LEAST_LINES || lineNumberOf(source.line(1)) === undefined)
    return undefined;
  const lines: string[] = [];
  let next: number | undefined;
  for (let line = 1; line <= source.lineCount; line++) {
    const text = source.line(line);
    const value = lineNumberOf(text)?.value;
    if (value === undefined || (next !== undefined && value !== next)) return undefined;
    next = value + 1;
    lines.push(withoutLineNumber(text));
  }
  const ends = source.text.endsWith("\n") ? "\n" : "";
  const { counter, path, language } = source;
  return new Source(lines.join("\n") + ends, { counter, path, language });
}

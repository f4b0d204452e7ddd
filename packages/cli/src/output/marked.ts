/** A line whose spans (UTF-16 offsets in order, the end exclusive) are written as `mark` writes them. */
export function marked(
  line: string,
  {
    spans,
    mark,
  }: {
    readonly spans: readonly (readonly [start: number, end: number])[];
    readonly mark: (text: string) => string;
  },
): string {
  let text = "";
  let from = 0;
  for (const [start, end] of spans) {
    text += line.slice(from, start) + mark(line.slice(start, end));
    from = end;
  }
  return text + line.slice(from);
}

/** How the lines of a text end. */
export interface LineEnds {
  /** Every line ends with `\r\n`. */
  readonly crlf: boolean;
  /** The last line has no line break. */
  readonly open: boolean;
}

/** Lines without their line breaks, and what these were. A `\r` that not every line has stays in its line. */
export function splitLines(text: string): {
  readonly lines: readonly string[];
  readonly ends: LineEnds;
} {
  const lines = text.split("\n");
  const open = lines.at(-1) !== "";
  if (!open) lines.pop();
  const ended = open ? lines.length - 1 : lines.length;
  const crlf = ended > 0 && lines.every((line, at) => at >= ended || line.endsWith("\r"));
  const bare = crlf ? lines.map((line, at) => (at < ended ? line.slice(0, -1) : line)) : lines;
  return { lines: bare, ends: { crlf, open } };
}

/** The text that {@link splitLines} split. */
export function joinLines(lines: readonly string[], { crlf, open }: LineEnds): string {
  if (lines.length === 0) return "";
  const end = crlf ? "\r\n" : "\n";
  return lines.join(end) + (open ? "" : end);
}

/** Line ends as words of a head line; none where they are the usual ones. */
export function headWords({ crlf, open }: LineEnds): string[] {
  return [...(crlf ? ["crlf"] : []), ...(open ? ["open end"] : [])];
}

/** A terminal, and what was asked to be shown there. */
export interface LiveScreen {
  /** Rows of the table that were asked for. Default: as many as there is room for. */
  readonly top: number | undefined;
  /** Lines of the terminal. */
  readonly rows: number;
  /** Nothing was drawn yet. */
  readonly isFirst: boolean;
}

/**
 * What draws a text over the one before: from the upper left, each line erasing what was to its right, without flicker. Of a table that is
 * too long for the terminal fewer rows are shown; lines that are too long are cut. What stood there before is scrolled away, not lost.
 */
export function liveFrame(
  render: (top: number) => string,
  { top, rows, isFirst }: LiveScreen,
): string {
  const room = Math.max(1, rows - 1);
  // More rows than lines never fit.
  let shown = Math.min(top ?? room, room);
  let lines = linesOf(render(shown));
  while (lines.length > room && shown > 1) {
    // Some of these rows may not be there to be left out: then it takes another step.
    shown = Math.max(1, shown - (lines.length - room));
    lines = linesOf(render(shown));
  }
  const drawn = lines.slice(0, room).map((line) => `${line}${ERASE_LINE}\n`);
  const before = isFirst ? "\n".repeat(rows) : "";
  return `${before}${HOME}${NO_WRAP}${drawn.join("")}${WRAP}${ERASE_BELOW}`;
}

function linesOf(text: string): readonly string[] {
  return text.trimEnd().split("\n");
}

const HOME = "\u001b[H";
const ERASE_LINE = "\u001b[K";
const ERASE_BELOW = "\u001b[J";
const NO_WRAP = "\u001b[?7l";
const WRAP = "\u001b[?7h";

import type { SlotMarks } from "./slot-marks.ts";

/**
 * Notation of a folded text. Head line; legend, each line a label and a template; an empty line; then the records in order:
 *
 * - `12:44b6725 6`: what changed of the clock, label, values parted by spaces (a value that begins with a letter stands behind
 *   a space); the last value may hold spaces.
 * - `12:44 text`, where what follows the clock cannot be a label: verbatim behind the time, as legend line `0` says.
 * - ` text`: verbatim.
 * - `~` before a record: it ends in the other line break. `^`: it ends in a carriage return alone, and was written over.
 * - `@Jun 14 15:16:01`: sets date and clock for the lines below; not a record.
 * - `*3`: the line above three more times. Empty: an empty line.
 */
export interface FoldHead {
  readonly marks: SlotMarks;
  /** Whether lines end in `\r\n`. */
  readonly crlf: boolean;
}

const GUIDE =
  "} value, {t} time: records give what changed of it, label, values; @ sets it; *n repeats; space: verbatim";

/** The head line. */
export function writeHead({ marks, crlf }: FoldHead): string {
  return `${marks.open}${GUIDE}${crlf ? CRLF : ""}`;
}

/** Reads a head line, or answers `undefined`. */
export function readHead(
  line: string,
): { readonly open: string; readonly crlf: boolean } | undefined {
  const crlf = line.endsWith(CRLF);
  const bare = crlf ? line.slice(0, -CRLF.length) : line;
  const open = /^\{\**/.exec(bare)?.[0];
  return open !== undefined && bare.slice(open.length) === GUIDE ? { open, crlf } : undefined;
}

const CRLF = "; CRLF";

/** What stands before a record for each of `LINE_BREAKS`. */
export const BREAK_MARKS: readonly string[] = ["", "~", "^"];

/** The label with this number: a to z, A to Z, then pairs and longer ones. */
export function labelOf(number: number): string {
  let rest = number;
  let label = "";
  do {
    label = LETTERS[rest % LETTERS.length] + label;
    rest = Math.floor(rest / LETTERS.length) - 1;
  } while (rest >= 0);
  return label;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

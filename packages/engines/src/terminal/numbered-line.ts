/** The number that a line of a file view begins with: `12:foo`, `12\tfoo`, `   12→foo`, `12|foo`. */
export interface LineNumber {
  readonly value: number;
  /** Characters of the number with the spaces before it. */
  readonly length: number;
  /** Characters that it is padded to with spaces; 0 where none stand before it. */
  readonly width: number;
}

/** More digits are no line number. */
const MOST_DIGITS = 9;
const MOST_SPACES = 12;

/** What stands between a number and the line. */
const SEPARATORS = new Set([":", "\t", "→", "|"].map((character) => character.charCodeAt(0)));

/** The number that a line begins with, `undefined` where none does or it would be written in another way. */
export function lineNumberOf(line: string): LineNumber | undefined {
  let at = 0;
  while (line.charCodeAt(at) === 32) at++;
  const spaces = at;
  let value = 0;
  for (let code = line.charCodeAt(at); code >= 48 && code <= 57; code = line.charCodeAt(at)) {
    value = value * 10 + code - 48;
    at++;
    if (at - spaces > MOST_DIGITS) return undefined;
  }
  const digits = at - spaces;
  if (digits === 0 || spaces > MOST_SPACES || !SEPARATORS.has(line.charCodeAt(at))) {
    return undefined;
  }
  if (digits > 1 && line.charCodeAt(spaces) === 48) return undefined;
  return { value, length: at, width: spaces === 0 ? 0 : at };
}

/** A line of a view without its number and what stands behind that; a line that has none as it is. */
export function withoutLineNumber(line: string): string {
  const number = lineNumberOf(line);
  return number === undefined ? line : line.slice(number.length + 1);
}

/** A line with its number moved by `shift`, padded as it was; a line without a number stays as it is. */
export function shiftLineNumber(line: string, shift: number): string {
  const number = shift === 0 ? undefined : lineNumberOf(line);
  if (number === undefined) return line;
  return `${number.value + shift}`.padStart(number.width) + line.slice(number.length);
}

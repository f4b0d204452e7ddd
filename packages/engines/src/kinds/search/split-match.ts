/** A line cut at its first `:digits:`, by offsets. */
export interface MatchCut {
  /** Offset of the colon behind the path. */
  readonly colon: number;
  /** Offset of the colon behind the line number. */
  readonly end: number;
}

/** No path is longer; what is looked at of each line stays bounded. */
const LONGEST_PATH = 1000;
const MOST_DIGITS = 9;

/**
 * Where the path of `path:12:text` ends: at the first colon with digits and a colon behind it that is no part of a time of day
 * in the path's own name (`run-2024-01-15T10:30:00.log:12:text`). `undefined` where there is none.
 */
export function splitMatch(line: string): MatchCut | undefined {
  for (
    let colon = line.indexOf(":", 1);
    colon >= 0 && colon < LONGEST_PATH;
    colon = line.indexOf(":", colon + 1)
  ) {
    const end = digitsEnd(line, colon + 1);
    if (end === colon + 1 || line.charCodeAt(end) !== 58) continue;
    if (isInTime(line, colon, end)) return afterTime(line, end);
    return { colon, end };
  }
  return undefined;
}

/** Offset behind the digits that begin at `from`, at most nine of them; `from` where there are none. */
export function digitsEnd(line: string, from: number): number {
  let end = from;
  while (end - from < MOST_DIGITS && isDigit(line.charCodeAt(end))) end++;
  return end;
}

/** Whether `:mm:` at these offsets stands between two digits on either side, as in `10:30:00`. */
function isInTime(line: string, colon: number, end: number): boolean {
  const isPair = (from: number): boolean =>
    digitsEnd(line, from) === from + 2 && !isDigit(line.charCodeAt(from - 1));
  return colon >= 2 && isPair(colon - 2) && end === colon + 3 && isPair(end + 1);
}

/** The cut behind a time in a path's name: the name goes on without a space up to it. */
function afterTime(line: string, from: number): MatchCut | undefined {
  for (let colon = line.indexOf(":", from + 1); colon >= 0; colon = line.indexOf(":", colon + 1)) {
    if (colon > LONGEST_PATH || /\s/.test(line.slice(from, colon))) return undefined;
    const end = digitsEnd(line, colon + 1);
    if (end > colon + 1 && line.charCodeAt(end) === 58) return { colon, end };
  }
  return undefined;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Finds times of the shapes that a digest states, in any line. */
export type TimeFinder = (line: string) => readonly (readonly [from: number, to: number])[];

/** How far into a line a time is looked for, and how many are tried. */
const REACH = 170;
const TRIED = 3;

/** A finder for times that look like one of these. */
export function timeFinder(times: readonly string[]): TimeFinder {
  const shapes = [...new Set(times.map(shapeOf))].sort(
    (left, right) => right.length - left.length || (left < right ? -1 : 1),
  );
  if (shapes.length === 0) return () => [];
  const pattern = new RegExp(`(?<![A-Za-z0-9_])(?:${shapes.join("|")})(?![\\w:])`, "g");
  return (line) => {
    const places: (readonly [number, number])[] = [];
    pattern.lastIndex = 0;
    const head = line.slice(0, REACH);
    for (let match = pattern.exec(head); match !== null; match = pattern.exec(head)) {
      places.push([match.index, match.index + match[0].length]);
      if (places.length === TRIED) break;
      pattern.lastIndex = match.index + 1;
    }
    return places;
  };
}

const PARTS = /[.,]?\d+|[A-Za-z]+| +|[^\dA-Za-z ]/g;

/**
 * Numbers of the same width, short ones and fractions of any; words for words; a second space where a day has one digit; all
 * else as it is.
 */
function shapeOf(time: string): string {
  return time.replace(PARTS, (part, at: number) => {
    if (/^[.,]\d/.test(part)) return `\\${part[0]}\\d{1,9}`;
    if (/^\d/.test(part)) return `\\d{${part.length <= 3 ? "1,3" : part.length}}`;
    if (/^[A-Za-z]{2}/.test(part)) return "[A-Za-z]{1,9}";
    if (!part.startsWith(" ")) return part.replace(/\W/, "\\$&");
    return /^\d\d?(?!\d)/.test(time.slice(at + part.length)) ? " {1,2}" : part;
  });
}

/** Finds the time of a line: where the first of the shapes that a digest states fits, the longest of them. */
export type TimeFinder = (line: string) => readonly [from: number, to: number] | undefined;

/** A time begins among so many first characters of a line, and ends among so many. */
const BEGINS = 120;
const ENDS = 180;

/** A finder for times that look like one of these. */
export function timeFinder(times: readonly string[]): TimeFinder {
  const parts = new Map(times.map((time) => [shapeOf(time), time.match(PARTS)?.length ?? 0]));
  // Of two shapes that fit in one place the one with more parts is the longer.
  const shapes = [...parts].sort((left, right) => right[1] - left[1]).map(([shape]) => shape);
  if (shapes.length === 0) return () => undefined;
  const pattern = new RegExp(`(?<![\\w.-])(?:${shapes.join("|")})(?![\\w:])`);
  return (line) => {
    const match = pattern.exec(line.length > ENDS ? line.slice(0, ENDS) : line);
    if (match === null || match.index >= BEGINS) return undefined;
    return [match.index, match.index + match[0].length];
  };
}

const PARTS = /[.,]?\d+|[A-Za-z]+| +|[^\dA-Za-z ]/g;
const DAYS = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}";
const MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}";

/**
 * Numbers of the same width, short ones and fractions of any; days for days, months for months; one or two spaces; all else as
 * it is, also the first digit of a number that is a time by itself.
 */
function shapeOf(time: string): string {
  if (/^\d+$/.test(time)) return `${time[0]}\\d{${time.length - 1}}`;
  return time.replace(PARTS, (part) => {
    if (/^[.,]\d/.test(part)) return `\\${part[0]}\\d{1,9}`;
    if (/^\d/.test(part)) return `\\d{${part.length <= 3 ? "1,3" : part.length}}`;
    if (part.startsWith(" ")) return " {1,2}";
    if (new RegExp(`^${DAYS}$`).test(part)) return DAYS;
    if (new RegExp(`^${MONTHS}$`).test(part)) return MONTHS;
    if (/^[AP]M$/.test(part)) return "[AP]M";
    return part.replace(/\W/, "\\$&");
  });
}

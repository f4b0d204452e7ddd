/**
 * A point in time as a line writes it, cut into what seldom changes and what the clock says. Epoch numbers are cut the same
 * way: their last digits are the clock.
 */
export interface TimeStamp {
  /** Place in the line. */
  readonly from: number;
  readonly to: number;
  /** All before the clock: `2015-07-29 `, `Sun Dec 04 `, the first digits of an epoch. */
  readonly date: string;
  /** Parts of the clock from the largest unit to the smallest: `17`, `41`, `44`, `747`. */
  readonly clock: readonly string[];
  /** What stands between the parts, one fewer than parts. */
  readonly between: readonly string[];
  /** All behind the clock: ` 2005`, `Z`, ` +0200`. */
  readonly tail: string;
}

const DAY = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? {1,2})?";
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}";
const DATE = [
  "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}",
  "\\d{1,2}[-/.]\\d{1,2}(?:[-/.]\\d{2,4})?",
  "\\d{8}",
  `${DAY}${MONTH}\\.? {1,2}\\d{1,2},?(?: \\d{4})?`,
  `${DAY}\\d{1,2}[-/ ]${MONTH}[-/ ]\\d{2,4}`,
].join("|");
const CLOCK = "\\d{1,2}:\\d{1,2}:\\d{1,2}(?:[.,:]\\d{1,9})?";
const ZONE = "(?: ?(?:Z|UTC|GMT|CES?T|[ECMP][SD]T|[AP]M|[+-]\\d{2}:?\\d{2}))?";
const YEAR = "(?: (?:19|20)\\d{2})?";

/** Date and clock; a clock alone; `081109 203615`; `20051104T203615`; seconds since boot; an epoch in seconds or milliseconds. */
const STAMP = new RegExp(
  `((?:${DATE})(?:T|[,:_-]| {1,2})|)(${CLOCK})(${ZONE}${YEAR})(?![\\w:])` +
    "|(\\d{6}[ T]|\\d{8}[ T_-]?)(\\d{6})(?!\\w)" +
    "|(1\\d{6})(\\d{3})(?!\\w)" +
    "|(1\\d{6})(\\d{6})(?![\\w.])",
  "g",
);

/** A time begins among so many first characters of a line, and ends among so many. */
export const TIME_REACH = 120;
export const TIME_END = 180;

/** The first time in a line, near its beginning. */
export function findTime(line: string): TimeStamp | undefined {
  const time = readTime(line.length > TIME_END ? line.slice(0, TIME_END) : line);
  return time !== undefined && time.from < TIME_REACH ? time : undefined;
}

function readTime(text: string): TimeStamp | undefined {
  STAMP.lastIndex = 0;
  for (let match = STAMP.exec(text); match !== null; match = STAMP.exec(text)) {
    if (match.index === 0 || !continues(text.charCodeAt(match.index - 1))) return stampOf(match);
    STAMP.lastIndex = match.index + 1;
  }
  return undefined;
}

/** The time that a text consists of, or `undefined`. */
export function parseTime(text: string): TimeStamp | undefined {
  const time = readTime(text);
  return time !== undefined && time.from === 0 && time.to === text.length ? time : undefined;
}

function stampOf(match: RegExpExecArray): TimeStamp {
  const [, date, clock, tail = "", compactDate, compact, epoch, thousand, epochMs, million] = match;
  const from = match.index;
  if (clock !== undefined) {
    const own = yearless(date ?? "", tail);
    const to = from + match[0].length - tail.length + own.length;
    const { parts, between } = clockParts(clock);
    return { from, to, date: date ?? "", tail: own, clock: parts, between };
  }
  if (compact !== undefined) {
    const parts = [compact.slice(0, 2), compact.slice(2, 4), compact.slice(4)];
    return wordless(from, compactDate ?? "", parts);
  }
  if (thousand !== undefined) return wordless(from, epoch ?? "", [thousand]);
  const digits = million ?? "";
  return wordless(from, epochMs ?? "", [digits.slice(0, 3), digits.slice(3)]);
}

function clockParts(clock: string): {
  readonly parts: readonly string[];
  readonly between: readonly string[];
} {
  const parts: string[] = [];
  let joints = "";
  let from = 0;
  for (let at = 1; at < clock.length; at++) {
    const code = clock.charCodeAt(at);
    if (code >= 48 && code <= 57) continue;
    parts.push(clock.slice(from, at));
    joints += clock[at];
    from = at + 1;
  }
  parts.push(clock.slice(from));
  return { parts, between: JOINTS[joints] ?? [...joints] };
}

/** Shared, so that a line needs no array of its own. */
const JOINTS: Readonly<Record<string, readonly string[]>> = {
  "::": [":", ":"],
  "::,": [":", ":", ","],
  "::.": [":", ":", "."],
  ":::": [":", ":", ":"],
};

/** A number behind a clock is a year only where the date has a month's name and no other number than the day. */
function yearless(date: string, tail: string): string {
  if (tail === "") return tail;
  const mayHaveYear = /^\D*[A-Za-z]{3}\D*\d{1,2}\D*$/.test(date);
  return mayHaveYear ? tail : tail.replace(/ (?:19|20)\d\d$/, "");
}

/** A time of digits alone, whose clock has parts of one width. */
function wordless(from: number, date: string, clock: readonly string[]): TimeStamp {
  const between = clock.slice(1).map(() => "");
  const to = from + date.length + clock.join("").length;
  return { from, to, date, clock, between, tail: "" };
}

/** The time as the line writes it. */
export function timeText({ date, clock, between, tail }: TimeStamp): string {
  return `${date}${joinClock(clock, between, 0)}${tail}`;
}

/** Parts of a clock from the one with this index on. */
export function joinClock(
  clock: readonly string[],
  between: readonly string[],
  first: number,
): string {
  let text = clock[first] as string;
  for (let at = first + 1; at < clock.length; at++) text += `${between[at - 1]}${clock[at]}`;
  return text;
}

/** What two times must share for one to be written as a change of the other. */
export function timeFormat({ clock, between }: TimeStamp): string {
  if (between[0] === "") return `${clock.length}${(clock.at(-1) as string).length}`;
  let format = "";
  for (const joint of between) format += joint;
  return format;
}

/** Whether a time cannot begin behind this character: within a word, a number or a name with a date in it. */
function continues(code: number): boolean {
  return (
    code === 45 ||
    code === 46 ||
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95
  );
}

/** Values that count on in equal steps: whole numbers, dates or times. */
export interface Counting {
  readonly first: string;
  readonly last: string;
  /** Empty for steps of one; else a whole number, for dates and times with its unit `d`, `h`, `m` or `s`. */
  readonly step: string;
}

/** How values count on, or `undefined` where they do not. Needs three or more. */
export function countingOf(values: readonly string[]): Counting | undefined {
  const [first, second] = values;
  if (first === undefined || second === undefined || values.length < 3) return undefined;
  const start = pointOf(first);
  const next = pointOf(second);
  if (start === undefined || next === undefined || start.shape !== next.shape) return undefined;
  const step = next.at - start.at;
  if (step === 0) return undefined;
  for (let row = 0; row < values.length; row++) {
    if (values[row] !== textAt(start, row * step)) return undefined;
  }
  const last = values[values.length - 1] as string;
  return { first, last, step: stepText(start, step) };
}

/** The value of a record, from 0. `undefined` where the counting is none of ours. */
export function countedValue(counting: Counting): ((row: number) => string) | undefined {
  const start = pointOf(counting.first);
  const step = start === undefined ? undefined : stepOf(start, counting.step);
  if (start === undefined || step === undefined) return undefined;
  return (row) => textAt(start, row * step);
}

/** `1..100`, `001..100/3`, `2026-01-01..2026-01-31/1d` between braces. */
export function countingText({ first, last, step }: Counting): string {
  return `{${first}..${last}${step === "" ? "" : `/${step}`}}`;
}

const TEXT = /^([^{}/]+)\.\.([^{}/]+)(?:\/([^{}/]+))?$/;

/** Reads what {@link countingText} wrote between braces. */
export function readCounting(text: string): Counting | undefined {
  const match = TEXT.exec(text);
  if (match === null) return undefined;
  const [, first = "", last = "", step = ""] = match;
  return { first, last, step };
}

/** A value as a number of its shape. */
interface Point {
  /** `int`, `int3` where padded with zeros to that width, `day`, or `time` with its letter and whether it has seconds. */
  readonly shape: string;
  /** Whole numbers as they are, dates and times in seconds since 1970. */
  readonly at: number;
}

const WHOLE = /^(?:0|-?[1-9][0-9]{0,14})$/;
const PADDED = /^0[0-9]{1,14}$/;
const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:([T ])(\d\d):(\d\d)(:\d\d)?)?$/;
const DAY = 86_400;

function pointOf(text: string): Point | undefined {
  if (WHOLE.test(text)) return { shape: "int", at: Number(text) };
  if (PADDED.test(text)) return { shape: `int${text.length}`, at: Number(text) };
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, letter, hour = "0", minute = "0", second] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1000;
  const seconds = second === undefined ? 0 : Number(second.slice(1));
  const at = midnight + Number(hour) * 3600 + Number(minute) * 60 + seconds;
  const shape = letter === undefined ? "day" : `time${letter}${second === undefined ? "" : "s"}`;
  const point = { shape, at };
  return Number(year) >= 1000 && textAt(point, 0) === text ? point : undefined;
}

function textAt({ shape, at }: Point, offset: number): string {
  const value = at + offset;
  if (shape.startsWith("int")) {
    const text = `${value}`;
    return shape === "int" ? text : text.padStart(Number(shape.slice(3)), "0");
  }
  if (!(Math.abs(value) < LAST_SECOND)) return "";
  const iso = new Date(value * 1000).toISOString();
  if (shape === "day") return value % DAY === 0 ? iso.slice(0, 10) : "";
  const letter = shape.charAt(4);
  if (shape.length === 6) return iso.slice(0, 10) + letter + iso.slice(11, 19);
  return value % 60 === 0 ? iso.slice(0, 10) + letter + iso.slice(11, 16) : "";
}

/** The end of the year 9999. */
const LAST_SECOND = 253_402_300_800;

const UNITS: readonly (readonly [letter: string, seconds: number])[] = [
  ["d", DAY],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
];

function stepText({ shape }: Point, step: number): string {
  if (shape.startsWith("int")) return step === 1 ? "" : `${step}`;
  const [letter, seconds] = UNITS.find(([, length]) => step % length === 0) ?? ["s", 1];
  return `${step / seconds}${letter}`;
}

function stepOf({ shape }: Point, text: string): number | undefined {
  if (shape.startsWith("int")) {
    const step = text === "" ? 1 : Number(text);
    return Number.isSafeInteger(step) ? step : undefined;
  }
  const seconds = UNITS.find(([letter]) => text.endsWith(letter))?.[1];
  const count = Number(text.slice(0, -1));
  return seconds === undefined || !Number.isSafeInteger(count) ? undefined : count * seconds;
}

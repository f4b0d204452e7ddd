/**
 * A time as logs write it, in milliseconds since 1970: an ISO 8601 text (of UTC where it names no zone), or a number of seconds,
 * milliseconds, microseconds or nanoseconds, told apart by its size (years 1973 to 5138). `undefined` for anything else.
 */
export function readTime(value: unknown): number | undefined {
  if (typeof value === "number") return fromNumber(value);
  if (typeof value !== "string" || value.length > LONGEST) return undefined;
  if (DIGITS.test(value)) return fromNumber(Number(value));
  const [, zone] = ISO.exec(value) ?? [];
  if (zone === undefined) return undefined;
  return inRange(Date.parse(zone === "" ? `${value.replace(" ", "T")}Z` : value.replace(" ", "T")));
}

const LONGEST = 40;
const DIGITS = /^\d{9,20}$/;
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d|)$/;

/** Where seconds end and milliseconds begin, and so on. */
const UNITS: readonly (readonly [above: number, perMs: number])[] = [
  [1e17, 1e6],
  [1e14, 1e3],
  [1e11, 1],
  [1e8, 1e-3],
];

function fromNumber(value: number): number | undefined {
  const unit = UNITS.find(([above]) => value >= above);
  return unit === undefined ? undefined : inRange(Math.floor(value / unit[1]));
}

/** Years 1970 to 9999: what a record may say. */
function inRange(at: number): number | undefined {
  return at >= 0 && at < 253_402_300_800_000 ? at : undefined;
}

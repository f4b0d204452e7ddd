/** What a column of values comes to, for comparing with what an output says. Computed by the benchmark alone. */
export interface ColumnFacts {
  readonly name: string;
  /** Distinct values that are not empty, where the name says that they identify something. */
  readonly ids: ReadonlySet<string> | undefined;
  /** Least, greatest and sum, where all values that are not empty are numbers. */
  readonly range: NumberRange | undefined;
}

/** Exact figures of numbers, times 10 to the power of `scale`. */
export interface NumberRange {
  readonly least: bigint;
  readonly greatest: bigint;
  readonly sum: bigint;
  readonly scale: number;
}

/** How much of the facts of columns an output states, 0 to 1. */
export interface FactRecall {
  readonly names: number;
  readonly figures: number;
  readonly ids: number;
}

const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.(\d+))?$/;
const ID_NAME = /(?:^|[_@/:\s-])(?:id|uuid|guid|sku|slug|key)$|[a-z](?:Id|ID|Key)$/i;

/** The facts of a column. */
export function columnFacts(name: string, values: readonly string[]): ColumnFacts {
  const filled = values.filter((value) => value !== "");
  const ids = ID_NAME.test(name) && filled.length > 0 ? new Set(filled) : undefined;
  const isNumeric = filled.length > 1 && filled.every((value) => PLAIN_NUMBER.test(value));
  return { name, ids, range: isNumeric ? rangeOf(filled) : undefined };
}

function rangeOf(values: readonly string[]): NumberRange {
  const scale = values.reduce((most, text) => Math.max(most, fractionOf(text).length), 0);
  let least = scaled(values[0] ?? "0", scale);
  let greatest = least;
  let sum = 0n;
  for (const text of values) {
    const value = scaled(text, scale);
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    sum += value;
  }
  return { least, greatest, sum, scale };
}

function fractionOf(text: string): string {
  return PLAIN_NUMBER.exec(text)?.[1] ?? "";
}

function scaled(text: string, scale: number): bigint {
  const fraction = fractionOf(text);
  return BigInt(text.replace(".", "") + "0".repeat(scale - fraction.length));
}

/** What lines of an output say of columns; `lineOf` finds the text behind a column's name. */
export function factRecall(
  columns: readonly ColumnFacts[],
  lineOf: (name: string) => string | undefined,
): FactRecall {
  let named = 0;
  const ranges: boolean[] = [];
  const ids: boolean[] = [];
  for (const column of columns) {
    const line = lineOf(column.name);
    if (line !== undefined) named += 1;
    ranges.push(...rangesStated(column, line));
    ids.push(...idsStated(column, line));
  }
  return {
    names: share(named, columns.length),
    figures: share(ranges.filter(Boolean).length, ranges.length),
    ids: share(ids.filter(Boolean).length, ids.length),
  };
}

function rangesStated({ range }: ColumnFacts, line: string | undefined): boolean[] {
  return range === undefined ? [] : [line !== undefined && states(line, range)];
}

function idsStated({ ids }: ColumnFacts, line: string | undefined): boolean[] {
  const listed = ids === undefined || line === undefined ? new Set() : listedIds(line);
  return [...(ids ?? [])].map((id) => listed.has(id));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function states(line: string, { least, greatest, sum, scale }: NumberRange): boolean {
  const isAt = (word: string, value: bigint): boolean => {
    const text = new RegExp(`(?:^| )${word} (-?[\\d.]+)`).exec(line)?.[1];
    if (text === undefined || !PLAIN_NUMBER.test(text)) return false;
    const fraction = fractionOf(text);
    return fraction.length <= scale && scaled(text, scale) === value;
  };
  const isRange = isAt("min", least) && isAt("max", greatest);
  return (isRange || (isAt("all", least) && least === greatest)) && isAt("sum", sum);
}

/** The ids of a list as a reader would expand it: a shared beginning, runs, steps, quotes. */
function listedIds(line: string): ReadonlySet<string> {
  // The only value at its place stands there as it is.
  const only = /^ ?("(?:[^"\\]|\\.)*"|[^\s"]+)$/.exec(line)?.[1];
  if (only !== undefined)
    return new Set([only.startsWith('"') ? (JSON.parse(only) as string) : only]);
  const list = / ids (.*)$/s.exec(line)?.[1] ?? "";
  const steps = /^\{(-?\d+)\.\.(-?\d+)(?:\/(-?\d+))?\}/.exec(list);
  if (steps !== null) return new Set(stepsOf(steps));
  const prefix = /^([^\s"*]+)\*: /.exec(list)?.[1] ?? "";
  const ids = new Set<string>();
  const rest = prefix === "" ? list : list.slice(prefix.length + 3);
  for (const [word] of rest.matchAll(/"(?:[^"\\]|\\.)*"|[^\s;]+/g)) {
    if (word.startsWith('"')) {
      ids.add(JSON.parse(word) as string);
      continue;
    }
    const run = /^(\d+)\.\.(\d+)$/.exec(word);
    const own = run === null ? [word] : stepsOf(run);
    for (const id of own) ids.add(prefix + id);
  }
  return ids;
}

function stepsOf([, first = "", last = "", step = "1"]: RegExpExecArray): string[] {
  const count = Math.abs((Number(last) - Number(first)) / Number(step)) + 1;
  return Array.from({ length: count }, (_, at) =>
    `${Number(first) + at * Number(step)}`.padStart(first.length, "0"),
  );
}

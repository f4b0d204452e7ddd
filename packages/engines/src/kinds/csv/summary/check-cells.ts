import { isExactRange } from "../../json/summary/exact-number.ts";

/** A value as a second reading found it; `undefined` where there is none. */
type Value = string | undefined;

/**
 * Whether all that a summary says of a column is so, and nothing that it must say is missing. Shares nothing with what wrote
 * it: each figure is read from the text and recomputed.
 */
export function checkCells(text: string, values: readonly Value[], isId: boolean): boolean {
  if (values.length === 1) return isOnly(text, values[0], isId);
  const sorted = sortValues(values);
  const cursor: Cursor = { text, at: 0 };
  const stated = new Set<string>();
  do {
    const word = take(cursor, /none|empty|numbers|text/y) as Sort | undefined;
    if (word === undefined || stated.has(word)) return false;
    stated.add(word);
    const own = sorted[word];
    const count = take(cursor, / [0-9]+(?=;|$| [a-z])/y);
    const isCounted = (count === undefined ? values.length : Number(count)) === own.length;
    if (!isCounted || own.length === 0 || !readFigures(cursor, word, { own, isId })) return false;
  } while (take(cursor, /; /y) !== undefined);
  const sorts = Object.values(sorted).filter((list) => list.length > 0).length;
  return cursor.at === text.length && stated.size === sorts;
}

/** Longest text that the only value of a column must be told by. */
const LONGEST_ONLY = 96;

function isOnly(text: string, value: Value, isId: boolean): boolean {
  if (value === undefined) return text === "none";
  if (value.length === 0) return text === "empty";
  if (isNumeral(value)) return text === value;
  const cursor: Cursor = { text, at: 0 };
  if (takeQuoted(cursor) === value) return cursor.at === text.length;
  return text === "text" && !isId && value.length > LONGEST_ONLY;
}

function readFigures(
  cursor: Cursor,
  sort: Sort,
  { own, isId }: { readonly own: readonly string[]; readonly isId: boolean },
): boolean {
  if (sort === "numbers") return readNumbers(cursor, own, isId);
  return sort !== "text" || readTexts(cursor, own, isId);
}

type Sort = "none" | "empty" | "numbers" | "text";

function sortValues(values: readonly Value[]): Readonly<Record<Sort, string[]>> {
  const sorted: Record<Sort, string[]> = { none: [], empty: [], numbers: [], text: [] };
  for (const value of values) {
    if (value === undefined) sorted.none.push("");
    else if (value.length === 0) sorted.empty.push("");
    else if (isNumeral(value)) sorted.numbers.push(value);
    else sorted.text.push(value);
  }
  return sorted;
}

/** A number as JSON writes it, of at most 61 digits before and 60 behind its point and 2 in its exponent. */
function isNumeral(value: string): boolean {
  const match = /^-?(\d+)(?:\.(\d+))?(?:[eE][+-]?(\d+))?$/.exec(value);
  if (match === null) return false;
  const [, whole = "", fraction = "", exponent = ""] = match;
  if (whole.length > 1 && whole.startsWith("0")) return false;
  return whole.length <= 61 && fraction.length <= 60 && exponent.length <= 2;
}

interface Cursor {
  readonly text: string;
  at: number;
}

function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}

/** A word and the lexeme behind it. */
function takeAfter(cursor: Cursor, word: RegExp): string | undefined {
  if (take(cursor, word) === undefined) return undefined;
  return take(cursor, /[^\s;]+/y);
}

function readNumbers(cursor: Cursor, numbers: readonly string[], isId: boolean): boolean {
  const all = takeAfter(cursor, / all /y);
  const low = all ?? takeAfter(cursor, / min /y);
  const high = all ?? takeAfter(cursor, / max /y);
  const sum = takeAfter(cursor, / sum /y);
  if (low === undefined || high === undefined || sum === undefined) return false;
  if (![low, high, sum].every((lexeme) => /^-?[0-9]/.test(lexeme))) return false;
  if (!isExactRange(numbers, { low, high, sum })) return false;
  if (![low, high].every((lexeme) => numbers.includes(lexeme))) return false;
  return !isId || readIds(cursor, numbers);
}

function readTexts(cursor: Cursor, texts: readonly string[], isId: boolean): boolean {
  if (isId) return readIds(cursor, texts);
  if (take(cursor, / all /y) !== undefined) {
    const value = takeQuoted(cursor);
    return texts.every((text) => text === value);
  }
  const distinct = takeAfterDistinct(cursor);
  if (distinct !== new Set(texts).size) return false;
  if (take(cursor, /: (?=")/y) !== undefined) return readTally(cursor, texts);
  if (take(cursor, / from /y) === undefined) return true;
  const from = take(cursor, /[^;]+?(?= to )/y);
  if (take(cursor, / to /y) === undefined) return false;
  const to = take(cursor, /[^;]+/y);
  const sorted = [...texts].sort();
  return sorted[0] === from && sorted.at(-1) === to;
}

function takeAfterDistinct(cursor: Cursor): number | undefined {
  const found = take(cursor, / distinct [0-9]+/y);
  return found === undefined ? undefined : Number(found.slice(10));
}

/** Reads `"a" 3, "b" 4`, which must be all there is. */
function readTally(cursor: Cursor, texts: readonly string[]): boolean {
  const left = new Map<string, number>();
  do {
    const value = takeQuoted(cursor);
    const count = take(cursor, / [0-9]+/y);
    if (value === undefined || count === undefined || left.has(value)) return false;
    left.set(value, Number(count));
  } while (take(cursor, /, (?=")/y) !== undefined);
  for (const text of texts) left.set(text, (left.get(text) ?? 0) - 1);
  return [...left.values()].every((count) => count === 0);
}

const STEPS = /\{([^{}]+?)\.\.([^{}]+?)(?:\/(-?[0-9]+)([dhms]?))?\}/y;
const SECONDS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

/** Reads a list of ids, which must hold each distinct value once, in order of first appearance. */
function readIds(cursor: Cursor, values: readonly string[]): boolean {
  if (take(cursor, / ids /y) === undefined) return false;
  const expected = [...new Set(values)];
  const steps = take(cursor, STEPS);
  if (steps !== undefined) return isInSteps(steps, expected);
  const prefix = take(cursor, /[^\s"*]+\*: /y)?.slice(0, -3) ?? "";
  let next = 0;
  do {
    for (const id of readIdOrRun(cursor, prefix)) if (expected[next++] !== id) return false;
  } while (take(cursor, / (?=\S)/y) !== undefined);
  return next === expected.length;
}

/** The ids that one word of a list stands for. */
function readIdOrRun(cursor: Cursor, prefix: string): Iterable<Value> {
  const quoted = takeQuoted(cursor);
  if (quoted !== undefined) return [quoted];
  const word = take(cursor, /[^\s;"]+/y);
  return word === undefined ? [undefined] : Array.from(runOf(word), (id) => prefix + id);
}

/** `7..10` as each of its numbers, with the width of the first. */
function runOf(word: string): Iterable<string> {
  const match = /^(\d{1,15})\.\.(\d{1,16})$/.exec(word);
  if (match === null) return [word];
  const [, first = "", last = ""] = match;
  const count = Number(last) - Number(first) + 1;
  if (!(count > 0 && count <= 10_000_000)) return [word];
  return Array.from({ length: count }, (_, at) =>
    `${Number(first) + at}`.padStart(first.length, "0"),
  );
}

/** Whether values go from first to last in the steps that `{first..last/step}` says. */
function isInSteps(text: string, values: readonly string[]): boolean {
  STEPS.lastIndex = 0;
  const [, first = "", last = "", step = "1", unit = ""] = STEPS.exec(text) ?? [];
  if (values[0] !== first || values.at(-1) !== last) return false;
  const isDate = first.includes("-", 1);
  if (isDate === (unit === "")) return false;
  const by = Number(step) * (SECONDS[unit] ?? 1);
  const point = (value: string): number =>
    isDate
      ? Date.parse(`${value.replace(" ", "T")}${value.length > 10 ? "Z" : ""}`) / 1000
      : Number(value);
  const isPadded = first.length > 1 && first.startsWith("0");
  return values.every((value, at) => {
    if (point(value) !== point(first) + at * by) return false;
    return isDate || isPadded ? value.length === first.length : `${Number(value)}` === value;
  });
}

/** Reads a JSON string with its quotes, where one begins here. */
function takeQuoted(cursor: Cursor): string | undefined {
  const quoted = take(cursor, /"(?:[^"\\\n]|\\.)*"/y);
  if (quoted === undefined) return undefined;
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

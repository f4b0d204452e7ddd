import { quotedEnd } from "../json-scanner.ts";
import { isExactRange } from "./exact-number.ts";
import type { ScannedPath } from "./scan-facts.ts";

/** Whether every word and figure that a summary states of a key path is so, and nothing that it must state is missing. */
export function checkDescription(text: string, path: ScannedPath, isId: boolean): boolean {
  const cursor: Cursor = { text, at: 0 };
  const stated = new Set<string>();
  do {
    const sort = readPart(cursor, path, isId);
    if (sort === undefined || stated.has(sort)) return false;
    stated.add(sort);
  } while (take(cursor, /; /y) !== undefined);
  return cursor.at === text.length && stated.size === sortsOf(path);
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** How many sorts of values there are at a path. */
function sortsOf(path: ScannedPath): number {
  const lists = [path.numbers.length, path.strings.length, path.objects, path.arrays];
  return path.words.size + lists.filter((count) => count > 0).length;
}

/** Reads and checks one sort of values; answers which, or `undefined` where a figure is wrong. */
function readPart(cursor: Cursor, path: ScannedPath, isId: boolean): string | undefined {
  if (take(cursor, /begins (?=")/y) !== undefined) return readBeginning(cursor, path, isId);
  const word = take(cursor, /(?:null|true|false|numbers|strings?|objects?|arrays?)(?![\w.])/y);
  if (word === undefined) return readLiteral(cursor, path);
  const sort = word === "string" || word === "object" || word === "array" ? `${word}s` : word;
  return isRightOf(sort, { cursor, path, isId, isPlural: sort === word }) ? sort : undefined;
}

interface Stated {
  readonly cursor: Cursor;
  readonly path: ScannedPath;
  readonly isId: boolean;
  readonly isPlural: boolean;
}

function isRightOf(sort: string, { cursor, path, isId, isPlural }: Stated): boolean {
  const isNumberRight = isPlural === path.count > 1;
  switch (sort) {
    case "numbers":
      return readNumbers(cursor, path, isId);
    case "strings":
      return isPlural ? readStrings(cursor, path, isId) : isLeftOut(path, isId);
    case "objects":
      return isNumberRight && isCount(cursor, path.objects, path);
    case "arrays":
      return isNumberRight && readArrays(cursor, path);
    default:
      return isCount(cursor, path.words.get(sort), path);
  }
}

/** A single string that is no id may be left out. */
function isLeftOut(path: ScannedPath, isId: boolean): boolean {
  return path.count === 1 && path.strings.length === 1 && !isId;
}

/** The beginning of the only value behind its white space, with its length. */
function readBeginning(cursor: Cursor, path: ScannedPath, isId: boolean): string | undefined {
  const beginning = takeQuoted(cursor);
  const length = take(cursor, / of [0-9]+ characters/y);
  const [text] = path.strings;
  if (!beginning || length === undefined || text === undefined) return undefined;
  const isRight =
    text.trimStart().startsWith(beginning) && length === ` of ${text.length} characters`;
  return isRight && isLeftOut(path, isId) ? "strings" : undefined;
}

/** One value, written out. */
function readLiteral(cursor: Cursor, path: ScannedPath): string | undefined {
  if (path.count !== 1) return undefined;
  const quoted = takeQuoted(cursor);
  if (quoted !== undefined) return path.strings[0] === quoted ? "strings" : undefined;
  const lexeme = take(cursor, /[^\s;]+/y);
  return lexeme !== undefined && path.numbers[0] === lexeme ? "numbers" : undefined;
}

/** Reads a count, which is left out where it is that of all values at the path. */
function isCount(cursor: Cursor, actual: number | undefined, path: ScannedPath): boolean {
  const stated = take(cursor, / [0-9]+(?=;|$| [a-z"])/y);
  return actual !== undefined && (stated === undefined ? path.count : Number(stated)) === actual;
}

function readNumbers(cursor: Cursor, path: ScannedPath, isId: boolean): boolean {
  if (path.count < 2 || !isCount(cursor, path.numbers.length, path)) return false;
  const all = take(cursor, / all [^\s;]+/y)?.slice(5);
  const low = all ?? take(cursor, / min [^\s;]+/y)?.slice(5);
  const high = all ?? take(cursor, / max [^\s;]+/y)?.slice(5);
  const sum = take(cursor, / sum [^\s;]+/y)?.slice(5);
  if (low === undefined || high === undefined || sum === undefined) return false;
  if (!isExactRange(path.numbers, { low, high, sum })) return false;
  if (isId) return readIds(cursor, path.numbers);
  if (take(cursor, / values /y) === undefined) return true;
  const counts = new Map<string, number>();
  do {
    const lexeme = take(cursor, /[^\s,;]+(?= )/y);
    const count = take(cursor, / [0-9]+/y);
    if (lexeme === undefined || count === undefined || counts.has(lexeme)) return false;
    counts.set(lexeme, Number(count));
  } while (take(cursor, /, /y) !== undefined);
  return isTally(path.numbers, counts);
}

function readStrings(cursor: Cursor, path: ScannedPath, isId: boolean): boolean {
  if (path.count < 2 || !isCount(cursor, path.strings.length, path)) return false;
  if (isId) return readIds(cursor, path.strings);
  if (take(cursor, / from (?=")/y) !== undefined) return readTimes(cursor, path.strings);
  if (take(cursor, / all /y) !== undefined) {
    const value = takeQuoted(cursor);
    return path.strings.every((text) => text === value);
  }
  const counts = new Map<string, number>();
  for (let next = take(cursor, / (?=")/y); next !== undefined; next = take(cursor, /, (?=")/y)) {
    const value = takeQuoted(cursor);
    const count = take(cursor, / [0-9]+/y);
    if (value === undefined || count === undefined || counts.has(value)) return false;
    counts.set(value, Number(count));
  }
  return counts.size === 0 || isTally(path.strings, counts);
}

/** Reads the least and the greatest of strings. */
function readTimes(cursor: Cursor, strings: readonly string[]): boolean {
  const least = takeQuoted(cursor);
  const greatest = take(cursor, / to (?=")/y) === undefined ? undefined : takeQuoted(cursor);
  if (least === undefined || greatest === undefined) return false;
  const holds = strings.includes(least) && strings.includes(greatest);
  return holds && strings.every((text) => text >= least && text <= greatest);
}

/** Whether the counts are those of the strings, none missing. */
function isTally(strings: readonly string[], counts: Map<string, number>): boolean {
  const left = new Map(counts);
  for (const text of strings) left.set(text, (left.get(text) ?? 0) - 1);
  return [...left.values()].every((count) => count === 0);
}

function readArrays(cursor: Cursor, path: ScannedPath): boolean {
  const counted = take(cursor, /(?: [0-9]+)?(?= of )/y);
  const arrays = counted === undefined || counted === "" ? path.count : Number(counted);
  const items = take(cursor, / of [0-9]+/y)?.slice(4);
  const onlyObjects = take(cursor, / objects/y) !== undefined;
  const count = path.items?.count ?? 0;
  if (arrays !== path.arrays || items === undefined || Number(items) !== count) return false;
  return onlyObjects === (path.objects === 0 && count > 0 && path.items?.objects === count);
}

/** Reads a list of ids, which must hold each distinct value once, in order of first appearance. */
function readIds(cursor: Cursor, values: readonly string[]): boolean {
  const list = take(cursor, / ids /y);
  if (list === undefined) return false;
  const prefix = take(cursor, /[^\s"*]+\*: /y)?.slice(0, -3) ?? "";
  const expected = new Set(values).values();
  do {
    const quoted = takeQuoted(cursor);
    const ids = quoted === undefined ? expandRun(take(cursor, /[^\s;"]+/y) ?? "") : [quoted];
    for (const id of ids) if (expected.next().value !== prefix + id) return false;
  } while (take(cursor, / /y) !== undefined);
  return expected.next().done === true;
}

const MAX_RUN = 10_000_000;

/** `7..10` as `7`, `8`, `9`, `10`; `08..10` with the width of its first. */
function expandRun(text: string): Iterable<string> {
  const match = /^([0-9]{1,15})\.\.([0-9]{1,16})$/.exec(text);
  if (match === null) return [text];
  const [, first = "", last = ""] = match;
  const length = Number(last) - Number(first) + 1;
  if (!(length > 0 && length <= MAX_RUN)) return [text];
  return Array.from({ length }, (_, index) =>
    `${Number(first) + index}`.padStart(first.length, "0"),
  );
}

function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}

/** Reads a JSON string with its quotes, where one begins here. */
function takeQuoted(cursor: Cursor): string | undefined {
  const end = quotedEnd(cursor.text, cursor.at);
  if (end < 0) return undefined;
  const quoted = cursor.text.slice(cursor.at, end);
  cursor.at = end;
  return JSON.parse(quoted) as string;
}

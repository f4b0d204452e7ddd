import { findTime, type TimeStamp, timeFormat } from "./time-stamp.ts";

/** What a field and a time become in the structure of a line. */
export const FIELD = "\u0000";
export const TIME = "\u0001";

/** At most this many formats of time are told apart; a time of another format is fields like any other. */
const MAX_TIME_FORMATS = 4;

/** Fields of a line beyond this many are one field, the rest of the line. */
export const MAX_FIELDS = 200;

/** Longer lines are left alone. */
const MAX_LINE = 4000;

/** The lines of a text as rows of fields. Two lines of one structure have the same separators and as many fields. */
export interface LineTable {
  readonly lines: readonly string[];
  /** Index into `structures` by line; -1 for a line that is left alone. */
  readonly structureOf: Int32Array;
  /** Separators, with `FIELD` for each field and `TIME` with the format's digit for the time. */
  readonly structures: readonly string[];
  /** Index in `fields` of a line's first. */
  readonly firstField: Int32Array;
  /** Field by field, the index of its text. */
  readonly fields: readonly number[];
  readonly texts: readonly string[];
  readonly times: readonly (TimeStamp | undefined)[];
}

/** Cuts lines into fields. Blank lines and lines with characters of ours are left alone. */
export function tabulateLines(lines: readonly string[]): LineTable {
  const structureOf = new Int32Array(lines.length).fill(-1);
  const firstField = new Int32Array(lines.length + 1);
  const times: (TimeStamp | undefined)[] = [];
  const structures = new Index();
  const formats = new Index();
  const reader: Reader = {
    texts: new Index(),
    fields: [],
    count: 0,
    codes: new Uint16Array(MAX_LINE + 2),
    length: 0,
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    firstField[at] = reader.fields.length;
    let time: TimeStamp | undefined;
    if (line !== "" && line.length <= MAX_LINE && !hasReserved(line)) {
      time = findTime(line);
      const format = time === undefined ? -1 : formats.of(timeFormat(time));
      if (format >= MAX_TIME_FORMATS) time = undefined;
      structureOf[at] = structures.of(structureOfLine(line, { time, format }, reader));
    }
    times.push(time);
  }
  firstField[lines.length] = reader.fields.length;
  const { fields, texts } = reader;
  return {
    lines,
    structureOf,
    structures: structures.texts,
    firstField,
    fields,
    texts: texts.texts,
    times,
  };
}

/** Whether a character of the given code parts fields. */
function isSeparator(code: number): boolean {
  return code < 128 && SEPARATES[code] === 1;
}

const SEPARATES = new Uint8Array(128);
for (const character of " \t|=,;:()[]{}\"'<>`") SEPARATES[character.charCodeAt(0)] = 1;

/** Numbers texts in the order in which they come. */
class Index {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.texts.length);
    this.texts.push(text);
    return this.texts.length - 1;
  }
}

interface Reader {
  readonly texts: Index;
  readonly fields: number[];
  /** Fields of the present line so far. */
  count: number;
  /** Its structure so far, as characters' codes. */
  readonly codes: Uint16Array;
  length: number;
}

interface PlacedTime {
  readonly time: TimeStamp | undefined;
  readonly format: number;
}

function structureOfLine(line: string, { time, format }: PlacedTime, reader: Reader): string {
  const { codes } = reader;
  reader.count = 0;
  reader.length = 0;
  readFields(line, [0, time?.from ?? line.length], reader);
  if (time !== undefined) {
    codes[reader.length++] = TIME.charCodeAt(0);
    codes[reader.length++] = 48 + format;
    readFields(line, [time.to, line.length], reader);
  }
  return String.fromCharCode.apply(null, codes.subarray(0, reader.length) as unknown as number[]);
}

/** Notes the fields of a stretch and its structure. */
function readFields(
  line: string,
  [from, to]: readonly [from: number, to: number],
  reader: Reader,
): void {
  const { codes } = reader;
  let at = from;
  while (at < to && reader.count < MAX_FIELDS) {
    const gap = at;
    at = endOfGap(line, at, to);
    for (let gapped = gap; gapped < at; gapped++) {
      codes[reader.length++] = line.charCodeAt(gapped);
    }
    if (at === to) break;
    const start = at;
    const isRest = ++reader.count === MAX_FIELDS;
    at = isRest ? to : endOfField(line, at, to);
    reader.fields.push(reader.texts.of(line.slice(start, at)));
    codes[reader.length++] = 0;
  }
}

/** Where a run of separators ends. */
function endOfGap(line: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSeparator(line.charCodeAt(at))) at++;
  return at;
}

/** Where a field ends. */
function endOfField(line: string, from: number, to: number): number {
  let at = from;
  while (at < to && !isSeparator(line.charCodeAt(at))) at++;
  return at;
}

function hasReserved(line: string): boolean {
  return line.includes(FIELD) || line.includes(TIME);
}

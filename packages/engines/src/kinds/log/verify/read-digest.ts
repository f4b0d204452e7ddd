import { type Marker, readMarker } from "@tokenpak/core";

/** A digest as its text says it. */
export interface StatedDigest {
  readonly lineCount: number;
  /** Whether it says that not all of a line that was written over is shown. */
  readonly isWrittenOver: boolean;
  readonly blank: number;
  readonly entries: readonly StatedEntry[];
  readonly marker: Marker | undefined;
  /** Times that its head names, one of each form; empty where there are not several forms. */
  readonly forms: readonly string[];
  /** Begins the marks of slots. */
  readonly open: string;
}

/** An event as a digest states it. */
export interface StatedEntry {
  readonly count: number;
  /** Lines of the log shown for it: of a trace all its lines, else one or more that say the same. */
  readonly shown: readonly string[];
  readonly isTrace: boolean;
  readonly lastTime: string | undefined;
  readonly template: string | undefined;
  readonly distinct: string | undefined;
  /** What it says of single values. */
  readonly values: readonly string[];
}

const HEAD =
  /^(=+ )(\d+) lines(, those that \\r wrote over as last written)?\. Of each template its first line, then count, last time, template: (\{\**)\} varies, \4t\} time(?: like (.*))?$/;
const NOTE = /^(\d+)x(?:, (\d+) lines)?(?:, (\d+) shown)?(?: to (.+?))?(?:: (.*))?$/s;

/** Reads a digest, or says what is wrong with it. */
export function readDigest(body: string, sigil: string): StatedDigest | string {
  const lines = body.split("\n");
  const head = HEAD.exec(lines[0] as string);
  if (head === null) return "the head line is missing";
  const [, sign = "", count, over, open = "", forms] = head;
  const marker = lines.length > 1 ? readMarker(lines.at(-1) as string, sigil) : undefined;
  const end = marker === undefined ? lines.length : lines.length - 1;
  const reader: Reader = { entries: [], blank: 0, pending: [] };
  for (const line of lines.slice(1, end)) {
    if (reader.blank > 0) return "something stands behind the number of blank lines";
    if (!line.startsWith(sign)) reader.pending.push(line);
    else if (!readOurs(line.slice(sign.length), reader)) {
      return `cannot read ${JSON.stringify(line.slice(0, 80))}`;
    }
  }
  const { entries, blank, pending } = reader;
  entries.push(...pending.map(alone));
  const isWrittenOver = over !== undefined;
  const times = forms?.split(" or ") ?? [];
  return { lineCount: Number(count), isWrittenOver, blank, entries, marker, open, forms: times };
}

interface Reader {
  readonly entries: StatedEntry[];
  blank: number;
  /** Lines of the log above that no line of ours has spoken of yet. */
  pending: string[];
}

/** Reads a line of ours, without its sign; `false` for what is none. */
function readOurs(text: string, reader: Reader): boolean {
  if (/^\d+ blank lines$/.test(text)) {
    reader.blank = Number.parseInt(text, 10);
    return reader.blank > 0;
  }
  const { entries, pending } = reader;
  reader.pending = [];
  if (/^(?:\d+ of \d+ )?distinct:/.test(text)) {
    const last = entries.pop();
    if (last === undefined || pending.length > 0 || last.distinct !== undefined) return false;
    entries.push({ ...last, distinct: text });
    return true;
  }
  if (/^value \d+: /.test(text)) {
    const last = entries.pop();
    if (last === undefined || pending.length > 0) return false;
    entries.push({ ...last, values: [...last.values, text] });
    return true;
  }
  const entry = readNote(text, pending);
  if (entry === undefined) return false;
  entries.push(...pending.slice(0, pending.length - entry.shown.length).map(alone), entry);
  return true;
}

/** A line that stands without a note: it happened once. */
function alone(line: string): StatedEntry {
  return {
    count: 1,
    shown: [line],
    isTrace: false,
    lastTime: undefined,
    template: undefined,
    distinct: undefined,
    values: [],
  };
}

function readNote(text: string, above: readonly string[]): StatedEntry | undefined {
  const match = NOTE.exec(text);
  if (match === null) return undefined;
  const [, count, traceLines, shownLines, lastTime, template] = match;
  const shown = Number(traceLines ?? shownLines ?? 1);
  if (shown < 1 || shown > above.length) return undefined;
  return {
    count: Number(count),
    shown: above.slice(above.length - shown),
    isTrace: traceLines !== undefined,
    lastTime,
    template,
    distinct: undefined,
    values: [],
  };
}

import { FIELD, type LineTable, MAX_FIELDS, TIME, tabulateLines } from "../../fold/line-table.ts";
import type { SplitText } from "../../fold/split-text.ts";
import { type TimeStamp, timeText } from "../../fold/time-stamp.ts";
import { reportsError } from "../../select/error-lines.ts";
import { plainLine } from "../../terminal/plain-line.ts";
import { type EventGroup, fits, groupEvents, structureSorts } from "./group-events.ts";
import { traceBlocks } from "./trace-blocks.ts";

/** All of a log, sorted by what its lines say. */
export interface LogEvents {
  /** Lines without their line breaks; an empty one at the end is none. */
  readonly lines: readonly string[];
  /** In the order of their first lines. */
  readonly events: readonly LogEvent[];
  /** 0-based numbers of blank lines. */
  readonly blank: readonly number[];
  /** Whether carriage returns wrote over a line, so that not all of it is shown. */
  readonly isWrittenOver: boolean;
  /** The first time of each form, as written: widths of numbers and words aside. */
  readonly timeForms: readonly string[];
}

/** What happened once or more often: one line each time, or one stack trace. */
export interface LogEvent {
  /** 0-based first line of each time it happened, ascending. */
  readonly at: readonly number[];
  /** Lines of each time: 1, or the length of the trace. */
  readonly length: number;
  readonly isTrace: boolean;
  /** Its parts: fixed texts, values and the time; one fixed text where every time is the same. */
  readonly parts: readonly EventPart[];
  /** Whether it reports an error. */
  readonly isError: boolean;
  /** The last line's time, as written. */
  readonly lastTime: string | undefined;
  /** Values of the varying fields of a line, in their order. */
  valuesAt(line: number): readonly string[];
}

export type EventPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "value" }
  | { readonly type: "time" };

/** Distinct traces may take this share of the text; beyond it their lines are lines like any other. */
const TRACE_SHARE = 0.25;

/** Sorts the lines of a log into events. */
export function readLogEvents({ text, table: split, breaks }: SplitText): LogEvents {
  const lines = linesOf(text);
  const isSame = lines.length + (text.endsWith("\n") ? 1 : 0) === breaks.length;
  const table = isSame ? { ...split, lines } : tabulateLines(lines);
  const traces = distinctTraces(lines, text.length);
  const isWrittenOver = /\r[^\r\n]/.test(text);
  const events = sortEvents(table, traces) ?? (sortEvents(table, []) as SortedEvents);
  return { lines, ...events, timeForms: timeForms(table), isWrittenOver };
}

type SortedEvents = Pick<LogEvents, "events" | "blank">;

/** `undefined` where a line of a trace could be one of an event's as well. */
function sortEvents(table: LineTable, traces: readonly LogEvent[]): SortedEvents | undefined {
  const { lines } = table;
  const inTrace = new Uint8Array(lines.length);
  for (const { at, length } of traces) {
    for (const from of at) inTrace.fill(1, from, from + length);
  }
  const { fielded, odd, blank } = sortLines(table, inTrace);
  const groups = groupEvents(table, fielded);
  const fixed = repeatedLines(lines, odd);
  if (traces.length > 0 && isAmbiguous(table, { inTrace, groups, odd })) return undefined;
  const events = [...groups.map((group) => eventOf(table, group)), ...fixed, ...traces];
  events.sort((left, right) => (left.at[0] as number) - (right.at[0] as number));
  return { events, blank };
}

function timeForms({ times }: LineTable): readonly string[] {
  const forms = new Map<string, string>();
  let last: TimeStamp | undefined;
  for (const time of times) {
    if (time === undefined) continue;
    const isLike =
      last !== undefined &&
      time.date === last.date &&
      time.tail === last.tail &&
      time.clock.length === last.clock.length;
    last = time;
    if (isLike) continue;
    const text = timeText(time);
    const form = text.replace(/\d/g, "0").replace(/[A-Za-z]{2,}/g, "a");
    if (!forms.has(form)) forms.set(form, text);
  }
  return [...forms.values()];
}

function isAmbiguous(
  table: LineTable,
  {
    inTrace,
    groups,
    odd,
  }: {
    readonly inTrace: Uint8Array;
    readonly groups: readonly EventGroup[];
    readonly odd: readonly number[];
  },
): boolean {
  const { lines, structureOf } = table;
  const sorts = structureSorts(table);
  const bySort = new Map<number, EventGroup[]>();
  for (const group of groups) {
    const sort = sorts[structureOf[group.lines[0] as number] as number] as number;
    const known = bySort.get(sort);
    if (known === undefined) bySort.set(sort, [group]);
    else known.push(group);
  }
  const fixed = new Set(odd.map((line) => lines[line]));
  for (let line = 0; line < lines.length; line++) {
    if (inTrace[line] !== 1) continue;
    const structure = structureOf[line] as number;
    if (structure < 0 && fixed.has(lines[line])) return true;
    const near = bySort.get(sorts[structure] ?? -1) ?? [];
    if (near.some((group) => fits(table, group, line))) return true;
  }
  return false;
}

/**
 * Lines as they are compared and shown: without line breaks, and of a line that carriage returns wrote over what was written
 * last.
 */
export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => {
    let end = line.length;
    while (end > 0 && line[end - 1] === "\r") end--;
    return line.slice(line.lastIndexOf("\r", end - 1) + 1, end);
  });
}

function sortLines(
  { lines, structureOf, firstField }: LineTable,
  inTrace: Uint8Array,
): { readonly fielded: number[]; readonly odd: number[]; readonly blank: number[] } {
  const width = (at: number): number => (firstField[at + 1] as number) - (firstField[at] as number);
  const fielded: number[] = [];
  const odd: number[] = [];
  const blank: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (inTrace[at] === 1) continue;
    if (line === "") blank.push(at);
    else if ((structureOf[at] as number) >= 0 && width(at) < MAX_FIELDS) fielded.push(at);
    else odd.push(at);
  }
  return { fielded, odd, blank };
}

/** Each distinct trace, unless they take too much of the text to be shown. */
function distinctTraces(lines: readonly string[], textLength: number): LogEvent[] {
  const byText = new Map<string, number[]>();
  let length = 0;
  for (const { from, to } of traceBlocks(lines)) {
    const own = lines.slice(from, to + 1).join("\n");
    const known = byText.get(own);
    if (known !== undefined) known.push(from);
    else {
      byText.set(own, [from]);
      length += own.length;
    }
  }
  if (length > textLength * TRACE_SHARE) return [];
  return [...byText].map(([text, at]) => ({ ...fixedEvent(text, at), isTrace: true }));
}

/** Lines that have no fields, by their texts. */
function repeatedLines(lines: readonly string[], odd: readonly number[]): LogEvent[] {
  const byText = new Map<string, number[]>();
  for (const at of odd) {
    const known = byText.get(lines[at] as string);
    if (known !== undefined) known.push(at);
    else byText.set(lines[at] as string, [at]);
  }
  return [...byText].map(([text, at]) => fixedEvent(text, at));
}

function fixedEvent(text: string, at: readonly number[]): LogEvent {
  return {
    at,
    length: text.split("\n").length,
    isTrace: false,
    parts: [{ type: "text", text }],
    isError: reportsError(plainLine(text)),
    lastTime: undefined,
    valuesAt: () => [],
  };
}

function eventOf(table: LineTable, { lines, varies }: EventGroup): LogEvent {
  const { firstField, fields, texts, times, structures, structureOf } = table;
  const first = lines[0] as number;
  const structure = structures[structureOf[first] as number] as string;
  const start = firstField[first] as number;
  const parts: EventPart[] = [];
  const varying: number[] = [];
  let fixed = "";
  let column = 0;
  const put = (part: EventPart): void => {
    if (fixed !== "") parts.push({ type: "text", text: fixed });
    fixed = "";
    parts.push(part);
  };
  for (let at = 0; at < structure.length; at++) {
    const character = structure[at] as string;
    if (character === TIME) {
      at++;
      put({ type: "time" });
    } else if (character !== FIELD) fixed += character;
    else {
      if (varies[column] === true) {
        varying.push(column);
        put({ type: "value" });
      } else fixed += texts[fields[start + column] as number];
      column++;
    }
  }
  if (fixed !== "") parts.push({ type: "text", text: fixed });
  const lastTime = times[lines.at(-1) as number];
  const valuesAt = (line: number): string[] =>
    varying.map((at) => texts[fields[(firstField[line] as number) + at] as number] as string);
  return {
    at: lines,
    length: 1,
    isTrace: false,
    parts,
    isError: anyReports(table, { lines, varying }),
    lastTime: lastTime === undefined ? undefined : timeText(lastTime),
    valuesAt,
  };
}

/** Whether any line of a group reports an error: its first line as a whole, of the others what varies. */
function anyReports(
  { lines: all, firstField, fields, texts }: LineTable,
  { lines, varying }: { readonly lines: readonly number[]; readonly varying: readonly number[] },
): boolean {
  if (reportsError(plainLine(all[lines[0] as number] as string))) return true;
  const words = new Set<number>();
  for (const column of varying) {
    for (const line of lines) words.add(fields[(firstField[line] as number) + column] as number);
  }
  for (const id of words) {
    const text = texts[id] as string;
    if (/[A-Za-z]{3}/.test(text) && reportsError(plainLine(text))) return true;
  }
  return false;
}

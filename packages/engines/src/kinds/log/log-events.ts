import { FIELD, type LineTable, MAX_FIELDS, TIME, tabulateLines } from "../../fold/line-table.ts";
import type { SplitText } from "../../fold/split-text.ts";
import { timeText } from "../../fold/time-stamp.ts";
import { reportsError } from "../../select/error-lines.ts";
import { plainLine } from "../../terminal/plain-line.ts";
import { type EventGroup, groupEvents } from "./group-events.ts";
import { readTimeForms, type TimeForms } from "./time-forms.ts";
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
  const forms = readTimeForms(table);
  return { lines, ...sortEvents(table, forms, traces), timeForms: forms.stated, isWrittenOver };
}

function sortEvents(
  table: LineTable,
  forms: TimeForms,
  traces: readonly LogEvent[],
): Pick<LogEvents, "events" | "blank"> {
  const { lines } = table;
  const inTrace = new Uint8Array(lines.length);
  for (const { at, length } of traces) {
    for (const from of at) inTrace.fill(1, from, from + length);
  }
  const { fielded, odd, blank } = sortLines(table, forms, inTrace);
  const groups = groupEvents(table, fielded);
  const fixed = repeatedLines(lines, odd);
  const events = [...groups.map((group) => eventOf(table, group)), ...fixed, ...traces];
  events.sort((left, right) => (left.at[0] as number) - (right.at[0] as number));
  return { events, blank };
}

/**
 * Lines as they are compared and shown: without line breaks, and of a line that carriage returns wrote over what was written
 * last.
 */
export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (!text.includes("\r")) return lines;
  return lines.map((line) => {
    let end = line.length;
    while (end > 0 && line[end - 1] === "\r") end--;
    return line.slice(line.lastIndexOf("\r", end - 1) + 1, end);
  });
}

/** Odd are lines that no template can tell. */
function sortLines(
  { lines, structureOf, firstField, times }: LineTable,
  forms: TimeForms,
  inTrace: Uint8Array,
): { readonly fielded: number[]; readonly odd: number[]; readonly blank: number[] } {
  const width = (at: number): number => (firstField[at + 1] as number) - (firstField[at] as number);
  const fielded: number[] = [];
  const odd: number[] = [];
  const blank: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (inTrace[at] === 1) continue;
    if (line === "") blank.push(at);
    else if ((structureOf[at] as number) < 0 || width(at) >= MAX_FIELDS) odd.push(at);
    else if (forms.agree(line, times[at])) fielded.push(at);
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
    isError: reports(text),
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
    isError: anyReports(table, { lines, parts, varying }),
    lastTime: lastTime === undefined ? undefined : timeText(lastTime),
    valuesAt,
  };
}

/** Whether any line of a group reports an error: its first line, what all have in common, or what varies. */
function anyReports(
  { lines: all, firstField, fields, texts }: LineTable,
  {
    lines,
    parts,
    varying,
  }: {
    readonly lines: readonly number[];
    readonly parts: readonly EventPart[];
    readonly varying: readonly number[];
  },
): boolean {
  if (reports(all[lines[0] as number] as string)) return true;
  if (reports(parts.map((part) => (part.type === "text" ? part.text : " ")).join(""))) return true;
  const words = new Set<number>();
  for (const column of varying) {
    for (const line of lines) words.add(fields[(firstField[line] as number) + column] as number);
  }
  for (const id of words) {
    const text = texts[id] as string;
    if (/[A-Za-z]{3}/.test(text) && reports(text)) return true;
  }
  return false;
}

/** Whether a line reports an error, as it is or as a terminal shows it. */
function reports(line: string): boolean {
  return reportsError(line) || (line.includes("\u001b") && reportsError(plainLine(line)));
}

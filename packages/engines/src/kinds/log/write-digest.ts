import { formatMarker, type Marker, type MarkerStyle } from "@tokenpak/core";
import { chooseMarks, type SlotMarks } from "../../fold/slot-marks.ts";
import { fewValueNotes } from "./few-values.ts";
import type { EventPart, LogEvent, LogEvents } from "./log-events.ts";

/**
 * Notation of a digest. Lines of the log stand verbatim; lines of ours begin with a sign that no line of the log begins with
 * (`= `, with more `=` where needed):
 *
 * - `= 2000 lines ...`: the head, with the marks of slots.
 * - `= 569x to Dec 05 19:00:56: [{t}] ok {}`: the line above is the first of 569 of this template, the last has this time; the
 *   template is left out where only the time varies. `, 3 shown`: three lines above, not one. `, 12 lines`: a stack trace.
 * - `= distinct: 6 480x, 7 50x`: all that an error's values were, with how often where that is not once; `= 5 of 412 distinct:
 *   ...` the first five.
 * - `= value 2: 200 941x, 404 60x`: all that the second value was.
 * - `= 12 blank lines`.
 *
 * A line or a trace that happened once, and alone of its sort, has no line of ours, but a trace says `= 1x, 12 lines`.
 */
export interface DigestRequest {
  readonly style: MarkerStyle;
  /** Lines to show besides the first of each event: 0-based, any order. */
  readonly shown: readonly number[];
  /** Of distinct error values only the first, and no values of single places. Default `false`. */
  readonly isBrief?: boolean | undefined;
}

/** Said where it is so. */
const WRITTEN_OVER = ", those that \\r wrote over as last written";

/** Lists of error values may take this share of the log's characters. */
const DISTINCT_SHARE = 0.03;

/** Writes the digest of a log, with one marker for all the lines that it leaves out. */
export function writeDigest(
  log: LogEvents,
  { text, sign }: { readonly text: string; readonly sign: string },
  { style, shown, isBrief = false }: DigestRequest,
): { readonly body: string; readonly markers: readonly (Marker & { readonly source: string })[] } {
  const { lines, events, blank } = log;
  const marks = chooseMarks(text);
  const isAsked = new Uint8Array(lines.length);
  for (const line of shown) isAsked[line] = 1;
  const isShown = new Uint8Array(lines.length);
  const limits = distinctLimits(log, text.length);
  const out = [`${sign}${headText(log, marks)}`];
  for (const event of events) {
    const kept = keptLines(event, lines, isAsked);
    for (const from of kept) {
      isShown.fill(1, from, from + event.length);
      out.push(lines.slice(from, from + event.length).join("\n"));
    }
    const notes = notesOf(event, { marks, shown: kept.length, limit: limits.get(event), isBrief });
    out.push(...notes.map((note) => sign + note));
  }
  if (blank.length > 0) out.push(`${sign}${blank.length} blank lines`);
  const marker = markerOf(lines, isShown);
  if (marker !== undefined) out.push(formatMarker(marker, style));
  return { body: out.join("\n"), markers: marker === undefined ? [] : [marker] };
}

function headText({ lines, timeForms, isWrittenOver }: LogEvents, { open }: SlotMarks): string {
  const forms = timeForms.length < 2 ? "" : ` like ${timeForms.join(" or ")}`;
  const over = isWrittenOver ? WRITTEN_OVER : "";
  return `${lines.length} lines${over}. Of each template its first line, then count, last time, template: ${open}} varies, ${open}t} time${forms}`;
}

/** The first line of an event, and those asked for, each text once, where it comes first. */
function keptLines(
  { at, isTrace }: LogEvent,
  lines: readonly string[],
  isAsked: Uint8Array,
): readonly number[] {
  const first = at[0] as number;
  const asked = isTrace ? [] : at.filter((line) => isAsked[line] === 1);
  if (asked.length === 0) return [first];
  const texts = new Set(asked.map((line) => lines[line]));
  const kept: number[] = [first];
  texts.delete(lines[first]);
  for (const line of at) if (texts.delete(lines[line])) kept.push(line);
  return kept;
}

/** A sign that no line of the log begins with. */
export function chooseSign(lines: readonly string[]): string {
  let signs = 0;
  for (const line of lines) {
    let at = 0;
    while (line[at] === "=") at++;
    if (at > signs && line[at] === " ") signs = at;
  }
  return `${"=".repeat(signs + 1)} `;
}

interface NoteRequest {
  readonly marks: SlotMarks;
  readonly shown: number;
  /** How many distinct values its list may have; `undefined` for an event that lists none. */
  readonly limit: number | undefined;
  readonly isBrief: boolean;
}

/** All lines of ours below an event. */
function notesOf(event: LogEvent, request: NoteRequest): readonly string[] {
  const note = noteOf(event, request);
  const limit = request.isBrief ? 1 : (request.limit ?? 0);
  const distinct = distinctNote(event, limit);
  const listsAll = distinct?.startsWith("distinct") === true;
  const few = request.isBrief || listsAll ? [] : fewValueNotes(event);
  return [note, distinct].filter((line) => line !== undefined).concat(few);
}

function noteOf(
  event: LogEvent,
  { marks, shown }: Pick<NoteRequest, "marks" | "shown">,
): string | undefined {
  const { at, length, isTrace, parts, lastTime } = event;
  if (at.length === 1 && !isTrace) return undefined;
  const size = isTrace ? `, ${length} lines` : "";
  const more = shown === 1 ? "" : `, ${shown} shown`;
  const to = lastTime === undefined ? "" : ` to ${lastTime}`;
  const varies = parts.some(({ type }) => type === "value");
  return `${at.length}x${size}${more}${to}${varies ? `: ${templateText(parts, marks)}` : ""}`;
}

function templateText(parts: readonly EventPart[], { open }: SlotMarks): string {
  return parts
    .map((part) =>
      part.type === "text" ? part.text : `${open}${part.type === "time" ? "t" : ""}}`,
    )
    .join("");
}

/** Distinct values of an event's lines, in order, with how often each came. */
function distinctValues({ at, valuesAt }: LogEvent): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of at) {
    const values = valuesAt(line).join(" ");
    counts.set(values, (counts.get(values) ?? 0) + 1);
  }
  return counts;
}

function distinctNote(event: LogEvent, most: number): string | undefined {
  if (!listsValues(event)) return undefined;
  const counts = distinctValues(event);
  const listed = [...counts]
    .slice(0, most)
    .map(([values, count]) => (count === 1 ? values : `${values} ${count}x`));
  const which = most < counts.size ? `${listed.length} of ${counts.size} distinct` : "distinct";
  return `${which}:${listed.length === 0 ? "" : ` ${listed.join(", ")}`}`;
}

function listsValues({ isError, at, parts }: LogEvent): boolean {
  return isError && at.length > 1 && parts.some(({ type }) => type === "value");
}

/**
 * How many distinct values each error lists. Every distinct error line is named in full where it can be; where a log is mostly
 * errors that all differ (failed logins with their ports), that would be the log again, so the longest lists are cut, and say
 * so: what they leave out differs from what is listed in variables alone, and comes back through the ref.
 */
function distinctLimits({ events }: LogEvents, textLength: number): Map<LogEvent, number> {
  const lists = events.filter(listsValues).map((event) => {
    const values = [...distinctValues(event).keys()];
    return { event, sizes: values.map((text) => text.length + 4) };
  });
  const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);
  lists.sort((left, right) => total(left.sizes) - total(right.sizes));
  const limits = new Map<LogEvent, number>();
  let left = textLength * DISTINCT_SHARE;
  for (const [index, { event, sizes }] of lists.entries()) {
    const share = left / (lists.length - index);
    let used = 0;
    let count = 0;
    while (count < sizes.length && (used + (sizes[count] as number) <= share || count === 0)) {
      used += sizes[count++] as number;
    }
    limits.set(event, count);
    left -= used;
  }
  return limits;
}

function markerOf(
  lines: readonly string[],
  isShown: Uint8Array,
): (Marker & { readonly source: string }) | undefined {
  const hidden = lines.filter((_, at) => isShown[at] !== 1);
  if (hidden.length === 0) return undefined;
  const from = isShown.indexOf(0) + 1;
  const to = isShown.lastIndexOf(0) + 1;
  return { unit: "line", from, to, count: hidden.length, source: hidden.join("\n") };
}

import { TokenPakError } from "@tokenpak/core";
import { type ClockStates, changeClock } from "./clock-change.ts";
import { BREAK_MARKS, readHead } from "./fold-format.ts";
import { marksOf, readTemplate, type TemplatePart, TIME_LETTERS } from "./slot-marks.ts";
import { parseTime, timeText } from "./time-stamp.ts";
import { readLegend } from "./write-legend.ts";

/**
 * The text that `foldLines` made a body from.
 * @throws TokenPakError `NOT_REVERSIBLE` for a body that it cannot have written.
 */
export function unfoldLines(body: string): string {
  const lines = body.split("\n");
  const head = readHead(lines[0] as string);
  if (head === undefined) throw malformed("the head line");
  const end = lines.indexOf("", 1);
  const legend = end < 0 ? undefined : readLegend(lines.slice(1, end));
  if (legend === undefined) throw malformed("the legend");
  const marks = marksOf(head.open);
  const templates = new Map<string, readonly TemplatePart[]>();
  for (const [label, text] of legend) templates.set(label, readTemplate(text, marks));
  const breaks = head.crlf ? ["\r\n", "\n", "\r"] : ["\n", "\r\n", "\r"];
  const reader: Reader = { templates, states: [], breaks, out: [] };
  const last = lines.length - 1;
  for (let at = end + 1; at < last; at++) readLine(reader, lines[at] as string);
  if (end < last) reader.out.push(readRecord(reader, lines[last] as string));
  return reader.out.join("");
}

/** Reads a line that is not the last. */
function readLine(reader: Reader, line: string): void {
  const { out, breaks } = reader;
  if (line.startsWith("@")) setTime(reader, line);
  else if (line.startsWith("*")) repeat(out, line);
  else {
    const mark = Math.max(0, BREAK_MARKS.indexOf(line[0] ?? ""));
    out.push(readRecord(reader, mark === 0 ? line : line.slice(1)) + breaks[mark]);
  }
}

interface Reader {
  readonly templates: ReadonlyMap<string, readonly TemplatePart[]>;
  readonly states: ClockStates;
  /** Line breaks, as in `LINE_BREAKS`. */
  readonly breaks: readonly string[];
  readonly out: string[];
}

function malformed(part: string): TokenPakError {
  return new TokenPakError(
    "NOT_REVERSIBLE",
    `This output cannot be unpacked: ${part} is not as a fold of lines writes it. Read the original from the store by its ref.`,
  );
}

function setTime({ states }: Reader, line: string): void {
  const [, letter = TIME_LETTERS[0] as string, text = ""] =
    /^@(?:([a-z]) )?(.*)$/s.exec(line) ?? [];
  const time = parseTime(text);
  if (time === undefined) throw malformed(`the time ${JSON.stringify(text.slice(0, 80))}`);
  states[TIME_LETTERS.indexOf(letter)] = time;
}

function repeat(out: string[], line: string): void {
  const times = Number(line.slice(1));
  const last = out.at(-1);
  if (last === undefined || !(times >= 1 && times <= MAX_REPEATS)) throw malformed("a repetition");
  for (let done = 0; done < times; done++) out.push(last);
}

const MAX_REPEATS = 1e8;

const RECORD = /^(\d(?:[\d:.,]*\d)?)?([A-Za-z]+)?/;

function readRecord(reader: Reader, line: string): string {
  if (line === "") return "";
  if (line.startsWith(" ")) return line.slice(1);
  const [opening = "", change = "", label] = RECORD.exec(line) ?? [];
  const rest = line.slice(opening.length);
  const parts = reader.templates.get(label ?? "0");
  if (parts === undefined) throw malformed(`the record ${JSON.stringify(line.slice(0, 80))}`);
  if (label === undefined) return writeParts(reader, parts, { change, values: [] }) + rest;
  const slots = parts.reduce((sum, { type }) => sum + (type === "value" ? 1 : 0), 0);
  return writeParts(reader, parts, { change, values: valuesOf(rest, slots) });
}

/** Values of a record, the last with all the spaces it has. */
function valuesOf(rest: string, slots: number): string[] {
  const text = rest.startsWith(" ") ? rest.slice(1) : rest;
  const values: string[] = [];
  let from = 0;
  while (values.length + 1 < slots) {
    const space = text.indexOf(" ", from);
    if (space < 0) throw malformed("a record with too few values");
    values.push(text.slice(from, space));
    from = space + 1;
  }
  if (slots > 0) values.push(text.slice(from));
  return values;
}

function writeParts(
  { states }: Reader,
  parts: readonly TemplatePart[],
  { change, values }: { readonly change: string; readonly values: readonly string[] },
): string {
  let text = "";
  let next = 0;
  for (const part of parts) {
    if (part.type === "text") text += part.text;
    else if (part.type === "value") text += values[next++];
    else if (part.type === "copy") text += values[part.of - 1];
    else {
      const before = states[part.format];
      const time = before === undefined ? undefined : changeClock(before, change);
      if (time === undefined) throw malformed(`the clock ${JSON.stringify(change)}`);
      states[part.format] = time;
      text += timeText(time);
    }
  }
  return text;
}

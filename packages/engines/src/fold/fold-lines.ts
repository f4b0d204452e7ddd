import { type ClockStates, clockChange, readsAsTime } from "./clock-change.ts";
import { BREAK_MARKS, writeHead } from "./fold-format.ts";
import type { LineTable } from "./line-table.ts";
import { mineTemplates } from "./mine-templates.ts";
import { shapeTemplate, slotValue } from "./shape-template.ts";
import { chooseMarks, TIME_LETTERS } from "./slot-marks.ts";
import { type SplitText, splitText } from "./split-text.ts";
import { type TimeStamp, timeText } from "./time-stamp.ts";
import { type LabelledTemplate, writeLegend } from "./write-legend.ts";

/**
 * Line-oriented text in fewer tokens, to the byte: a legend of templates, then every line in order as its template's label and
 * what is its own. `undefined` where no two lines have anything in common. {@link unfoldLines} gives the text back, for any text.
 * The caller compares the sizes: a small or irregular text may come out larger.
 */
export function foldLines(text: string): string | undefined {
  return foldText(splitText(text));
}

/** As {@link foldLines}, of a text that {@link splitText} cut before. */
export function foldText({ text, table, crlf, breaks }: SplitText): string | undefined {
  const { lines: pieces } = table;
  const groups = mineTemplates(table);
  if (groups.length === 0 && !hasRepeats(pieces)) return undefined;
  const marks = chooseMarks(text);
  const { lines, labelled } = writeLegend(
    groups.map((group) => shapeTemplate(table, group)),
    marks,
  );
  const templateOf = new Array<LabelledTemplate | undefined>(pieces.length).fill(undefined);
  for (const template of labelled) for (const line of template.lines) templateOf[line] = template;
  const lead = commonLead(table, templateOf);
  const writer: Writer = { table, templateOf, breaks, lead, states: [], out: [] };
  writeRecords(writer);
  const head = [writeHead({ marks, crlf }), ...lines];
  if (lead !== undefined) head.push(`0=${lead}${marks.open}${TIME_LETTERS[0]}}`);
  return [...head, "", ...writer.out].join("\n");
}

function hasRepeats(lines: readonly string[]): boolean {
  return lines.some((line, at) => at > 0 && line === lines[at - 1]);
}

/** What stands before the time in most lines that have no template and begin alike; `undefined` where there are none. */
function commonLead(
  { lines, times }: LineTable,
  templateOf: readonly (LabelledTemplate | undefined)[],
): string | undefined {
  const counts = new Map<string, number>();
  for (const [at, time] of times.entries()) {
    if (time === undefined || templateOf[at] !== undefined) continue;
    const lead = (lines[at] as string).slice(0, time.from);
    counts.set(lead, (counts.get(lead) ?? 0) + 1);
  }
  let best: string | undefined;
  for (const [lead, count] of counts) {
    if (count > (best === undefined ? 0 : (counts.get(best) as number))) best = lead;
  }
  return best;
}

interface Writer {
  readonly table: LineTable;
  readonly templateOf: readonly (LabelledTemplate | undefined)[];
  readonly breaks: Uint8Array;
  readonly lead: string | undefined;
  readonly states: ClockStates;
  readonly out: string[];
}

function writeRecords(writer: Writer): void {
  const { table, breaks, out } = writer;
  const { lines } = table;
  const last = lines.length - 1;
  for (let at = 0; at <= last; at++) {
    const record = writeRecord(writer, at);
    out.push(at < last ? BREAK_MARKS[breaks[at] as number] + record : record);
    let repeats = 0;
    const isSame = (other: number): boolean =>
      other < last && lines[other] === lines[at] && breaks[other] === breaks[at];
    while (at < last && isSame(at + repeats + 1)) repeats++;
    if (repeats === 0) continue;
    out.push(`*${repeats}`);
    at += repeats;
  }
}

function writeRecord(writer: Writer, at: number): string {
  const { table, templateOf } = writer;
  const line = table.lines[at] as string;
  if (line === "") return "";
  const template = templateOf[at];
  const written =
    template === undefined ? writeTimed(writer, at) : writeLabelled(writer, at, template);
  return written ?? ` ${line}`;
}

function writeLabelled(writer: Writer, at: number, template: LabelledTemplate): string | undefined {
  const { table } = writer;
  let clock = "";
  if (template.timeFormat >= 0) {
    const change = writeTime(writer, table.times[at] as TimeStamp, {
      format: template.timeFormat,
      atLeastOne: false,
    });
    if (change === undefined) return undefined;
    clock = change;
  }
  let values = "";
  for (const [index, slot] of template.slots.entries()) {
    values += `${index === 0 ? "" : " "}${slotValue(table, at, slot)}`;
  }
  return `${clock}${template.label}${/^[A-Za-z ]/.test(values) ? " " : ""}${values}`;
}

/** A line without a template, behind what changed of its time. */
function writeTimed(writer: Writer, at: number): string | undefined {
  const { table, lead } = writer;
  const time = table.times[at];
  const line = table.lines[at] as string;
  if (time === undefined || lead === undefined) return undefined;
  if (time.from !== lead.length || !line.startsWith(lead)) return undefined;
  const rest = line.slice(time.to);
  const structure = table.structures[table.structureOf[at] as number] as string;
  if (!structure.includes("\u00010") || /^[A-Za-z\d:.,]/.test(rest)) return undefined;
  const change = writeTime(writer, time, { format: 0, atLeastOne: true });
  return change === undefined ? undefined : change + rest;
}

function writeTime(
  { states, out }: Writer,
  time: TimeStamp,
  { format, atLeastOne }: { readonly format: number; readonly atLeastOne: boolean },
): string | undefined {
  const change = clockChange(states[format], time, { atLeastOne });
  if (change === undefined) {
    const text = timeText(time);
    if (!readsAsTime(text, time)) return undefined;
    out.push(`@${format === 0 ? "" : `${TIME_LETTERS[format]} `}${text}`);
  }
  states[format] = time;
  return change ?? (atLeastOne ? (time.clock.at(-1) as string) : "");
}

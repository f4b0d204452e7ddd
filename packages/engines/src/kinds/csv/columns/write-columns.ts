import type { TokenCounter } from "@tokenpak/core";
import type { Cell, CellSeparator, Column } from "./column.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { type CellPlace, nameText, needsQuotes } from "./column-text.ts";
import { planColumns } from "./plan-columns.ts";
import { headerText } from "./write-header.ts";

/** Columns as text: one header, and a line a record. */
export interface WrittenColumns {
  readonly header: string;
  readonly separator: CellSeparator;
  /** Index of each column of the header among those given. */
  readonly order: readonly number[];
  /** Whether records need lines: not so where the header says all of them. */
  readonly hasLines: boolean;
  /** The line of a record, below its section line where a section begins. Called for each record in order. */
  line(record: number): string;
}

/**
 * Writes columns of equally many records:
 *
 *     id={1..4},day=2026-01-^,state[d=delivered,l=lost on the way],mail=$user@example.com,user
 *     ^day=01
 *     d,ada
 *     l,alan
 *     ^day=02
 *     d,grace
 *     d,ken
 *
 * `name=` says what values are made of: fixed text, `{1..100}` that counts on, `$other` column, `^` what the last section line
 * says, `*` the cell. Without it the cell is all. `[a=...]` are short names, `?=` what an empty cell stands for, `~` nothing at
 * all. Cells may be left out at the end of a line where they are empty.
 */
export function writeColumns(columns: readonly Column[], counter: TokenCounter): WrittenColumns {
  const planned = planColumns(columns, counter);
  const order = orderOf(planned);
  const plans = order.map((index) => planned[index] as ColumnPlan);
  const records = columns[0]?.cells.length ?? 0;
  const separator = chooseSeparator(plans, records, counter);
  const sections = sectionWriter(plans);
  const write = lineWriter(plans, separator);
  const hasLines = records > MOST_WITHOUT_LINES || plans.some(hasOwnText);
  return {
    header: headerText(plans),
    separator,
    order,
    hasLines,
    line: (record) => sections(record) + write(record),
  };
}

/** More records have lines, empty ones if need be, so that no small text decodes to a giant. */
export const MOST_WITHOUT_LINES = 100_000;

function hasOwnText({ rests, sections }: ColumnPlan): boolean {
  return rests !== undefined || sections !== undefined;
}

/** Share of empty cells from which a column goes to the end of the lines, where they cost nothing. */
const MOSTLY_EMPTY = 0.7;

function orderOf(plans: readonly ColumnPlan[]): number[] {
  const empty = plans.map(emptyShare);
  const late = empty.map((share) => (share >= MOSTLY_EMPTY ? share : 0));
  return [...plans.keys()].sort((a, b) => (late[a] as number) - (late[b] as number) || a - b);
}

function emptyShare({ rests, fallback }: ColumnPlan): number {
  if (rests === undefined || fallback === undefined) return 0;
  let empty = 0;
  for (const rest of rests) if (rest === fallback.value) empty += 1;
  return empty / rests.length;
}

type LineWriter = (record: number) => string;

function lineWriter(plans: readonly ColumnPlan[], separator: CellSeparator): LineWriter {
  const own = plans.filter(({ rests }) => rests !== undefined);
  const cells = own.map((plan, at) => cellWriter(plan, { separator, isFirst: at === 0 }));
  const blank = separator === " " ? "-" : "";
  return (record) => {
    let text = "";
    let blanks = 0;
    for (let at = 0; at < cells.length; at++) {
      const cell = (cells[at] as CellWriter)(record);
      if (cell === "") {
        blanks += 1;
        continue;
      }
      for (let skipped = at - blanks; skipped < at; skipped++) {
        text += skipped === 0 ? blank : separator + blank;
      }
      blanks = 0;
      text += at === 0 ? cell : separator + cell;
    }
    return text;
  };
}

/** A cell as it stands in a line; empty text for the fallback alone. */
type CellWriter = (record: number) => string;

function cellWriter(plan: ColumnPlan, place: CellPlace): CellWriter {
  const { labels, fallback } = plan;
  const rests = plan.rests as readonly Cell[];
  return (record) => {
    const rest = rests[record];
    if (fallback !== undefined && rest === fallback.value) return "";
    if (rest === undefined) return "~";
    if (labels !== undefined) return labels.get(rest) as string;
    if (rest === "") return fallback === undefined ? "" : '""';
    return needsQuotes(rest, place) ? JSON.stringify(rest) : rest;
  };
}

/** Sections are told apart by commas, and stand behind a name. */
const IN_SECTION: CellPlace = { separator: ",", isFirst: false };

function sectionWriter(plans: readonly ColumnPlan[]): LineWriter {
  const own = plans.filter(({ sections }) => sections !== undefined);
  const last = new Map<ColumnPlan, string>();
  if (own.length === 0) return () => "";
  return (record) => {
    const changed: string[] = [];
    for (const plan of own) {
      const text = plan.sections?.[record] as string;
      if (last.get(plan) === text) continue;
      last.set(plan, text);
      const value = needsQuotes(text, IN_SECTION) ? JSON.stringify(text) : text;
      changed.push(`${nameText(plan.column.name)}=${value}`);
    }
    return changed.length === 0 ? "" : `^${changed.join(",")}\n`;
  };
}

const SEPARATORS: readonly CellSeparator[] = [",", " ", "|", "\t"];
const SAMPLED_RECORDS = 24;
const LEAST_RECORDS = 4;
/** Commas stay unless another separator is clearly better. */
const CLEARLY_FEWER = 0.985;

/** The separator with which a sample of the records has the fewest tokens. */
function chooseSeparator(
  plans: readonly ColumnPlan[],
  records: number,
  counter: TokenCounter,
): CellSeparator {
  if (records < LEAST_RECORDS) return ",";
  const sampled = Math.min(records, SAMPLED_RECORDS);
  let best: CellSeparator = ",";
  let fewest = Number.POSITIVE_INFINITY;
  for (const separator of SEPARATORS) {
    const write = lineWriter(plans, separator);
    const lines: string[] = [];
    for (let at = 0; at < sampled; at++) lines.push(write(Math.floor((at * records) / sampled)));
    const tokens = counter.count(lines.join("\n"));
    if (tokens < fewest * CLEARLY_FEWER) {
      fewest = tokens;
      best = separator;
    }
  }
  return best;
}

import { FIELD, type LineTable, TIME } from "./line-table.ts";
import type { Group } from "./mine-templates.ts";
import type { TemplatePart } from "./slot-marks.ts";

/** What one slot of a template takes from a line: a column's text, without what is the same in every line of the group. */
export interface Slot {
  readonly column: number;
  /** Characters left out at either end. */
  readonly head: number;
  readonly tail: number;
}

/** A template and where its values come from. */
export interface Template {
  readonly parts: readonly TemplatePart[];
  readonly slots: readonly Slot[];
  /** Format of its time, or -1. */
  readonly timeFormat: number;
  readonly lines: Group;
}

/** The template of a group: texts that all its lines share, and a slot for each column, or part of one, that differs. */
export function shapeTemplate(table: LineTable, lines: Group): Template {
  const structure = table.structures[table.structureOf[lines[0] as number] as number] as string;
  const builder: Builder = { table, lines, parts: [], slots: [] };
  let timeFormat = -1;
  let column = 0;
  for (let at = 0; at < structure.length; at++) {
    const character = structure[at] as string;
    if (character === FIELD) addColumn(builder, column++);
    else if (character === TIME) {
      timeFormat = Number(structure[++at]);
      builder.parts.push({ type: "time", format: timeFormat });
    } else addText(builder, character);
  }
  return { parts: builder.parts, slots: builder.slots, timeFormat, lines };
}

/** The value that a line has in a slot. */
export function slotValue(
  { firstField, fields, texts }: LineTable,
  line: number,
  slot: Slot,
): string {
  const text = texts[fields[(firstField[line] as number) + slot.column] as number] as string;
  return slot.head === 0 && slot.tail === 0 ? text : text.slice(slot.head, text.length - slot.tail);
}

interface Builder {
  readonly table: LineTable;
  readonly lines: Group;
  readonly parts: TemplatePart[];
  readonly slots: Slot[];
}

function addText({ parts }: Builder, text: string): void {
  if (text === "") return;
  const last = parts.at(-1);
  if (last?.type === "text") parts[parts.length - 1] = { type: "text", text: last.text + text };
  else parts.push({ type: "text", text });
}

function addColumn(builder: Builder, column: number): void {
  const { table, lines, parts, slots } = builder;
  const { firstField, fields, texts } = table;
  const idAt = (line: number, at: number): number =>
    fields[(firstField[line] as number) + at] as number;
  const first = texts[idAt(lines[0] as number, column)] as string;
  let head = first.length;
  let tail = first.length;
  let least = first.length;
  let isConstant = true;
  for (const line of lines) {
    const id = idAt(line, column);
    const text = texts[id] as string;
    if (text === first) continue;
    isConstant = false;
    least = Math.min(least, text.length);
    head = sharedHead(first, text, head);
    tail = sharedTail(first, text, tail);
  }
  if (isConstant) {
    addText(builder, first);
    return;
  }
  const slot: Slot = { column, ...trimmed(first, { head, tail, least }) };
  addText(builder, first.slice(0, slot.head));
  const copied = slotLike(builder, slot);
  if (copied < 0) slots.push(slot);
  parts.push(copied < 0 ? { type: "value" } : { type: "copy", of: copied + 1 });
  addText(builder, first.slice(first.length - slot.tail));
}

/** The slot before this one that has the same value in every line, or -1. */
function slotLike({ table, lines, slots }: Builder, slot: Slot): number {
  const isSameIn = (line: number, other: Slot): boolean =>
    slotValue(table, line, other) === slotValue(table, line, slot);
  let tries = 0;
  for (const [index, other] of slots.entries()) {
    if (!isSameIn(lines[0] as number, other)) continue;
    if (!isSameIn(lines.at(-1) as number, other)) continue;
    if (lines.every((line) => isSameIn(line, other))) return index;
    // Where many are nearly equal, comparing each with each would not be linear.
    if (++tries === MAX_TRIES) return -1;
  }
  return -1;
}

const MAX_TRIES = 4;

function sharedHead(left: string, right: string, most: number): number {
  const end = Math.min(most, right.length);
  let at = 0;
  while (at < end && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  return at;
}

function sharedTail(left: string, right: string, most: number): number {
  const end = Math.min(most, right.length);
  let at = 0;
  while (
    at < end &&
    left.charCodeAt(left.length - 1 - at) === right.charCodeAt(right.length - 1 - at)
  ) {
    at++;
  }
  return at;
}

interface Shared {
  readonly head: number;
  readonly tail: number;
  /** Length of the shortest value. */
  readonly least: number;
}

/** How much is left out at either end: at least a character stays, and no word or pair of surrogates is cut in two. */
function trimmed(text: string, { head, tail, least }: Shared): { head: number; tail: number } {
  let left = Math.min(head, least - 1);
  while (left > 0 && isInWord(text, left)) left--;
  let right = Math.min(tail, least - 1 - left);
  while (right > 0 && isInWord(text, text.length - right)) right--;
  return { head: left, tail: right };
}

/** Whether cutting here parts two letters, two digits or a pair of surrogates. */
function isInWord(text: string, at: number): boolean {
  const before = sort(text.charCodeAt(at - 1));
  return before !== 0 && before === sort(text.charCodeAt(at));
}

function sort(code: number): number {
  if (code >= 48 && code <= 57) return 1;
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) ? 2 : 0;
  return 3;
}

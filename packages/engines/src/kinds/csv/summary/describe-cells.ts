import {
  compareDecimals,
  type Decimal,
  DecimalSum,
  decimalOf,
  decimalText,
} from "../../json/summary/decimal-sum.ts";
import { idList } from "../../json/summary/id-list.ts";
import type { Cell } from "../columns/column.ts";
import { countingOf, countingText } from "../columns/counting.ts";

/** Values of a column with so few sorts are told with how often each occurs. */
const MOST_SORTS = 8;
const LONGEST_SORT = 48;
const NUMBER = /^-?(?:0|[1-9][0-9]{0,60})(?:\.[0-9]{1,60})?(?:[eE][+-]?[0-9]{1,2})?$/;
const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d[\d:.]{0,20}(?:Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * What a summary says of a column's cells: how many are absent (`none`) or `empty` and how many are numbers or texts, where that
 * is not all; for numbers least, greatest and exact sum; for texts how many are distinct, and of few sorts how often each, of
 * dates the first and the last; for ids all of them. A column of one cell is told by that.
 */
export function describeCells(cells: readonly Cell[], isId: boolean): string {
  if (cells.length === 1) return describeOne(cells[0], isId);
  const numbers: string[] = [];
  const texts: string[] = [];
  let none = 0;
  let empty = 0;
  for (const cell of cells) {
    if (cell === undefined) none += 1;
    else if (cell === "") empty += 1;
    else if (NUMBER.test(cell)) numbers.push(cell);
    else texts.push(cell);
  }
  const total = cells.length;
  const parts = [
    counted("none", none, total),
    counted("empty", empty, total),
    counted("numbers", numbers.length, total) + numberText(numbers, isId),
    counted("text", texts.length, total) + textText(texts, isId),
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** The only cell, itself; a long text that is no id just as `text`. */
function describeOne(cell: Cell, isId: boolean): string {
  if (cell === undefined) return "none";
  if (cell === "") return "empty";
  if (NUMBER.test(cell)) return cell;
  return isId || cell.length <= 2 * LONGEST_SORT ? JSON.stringify(cell) : "text";
}

/** Whether a cell is a number, with a lexeme as JSON has it. */
export function isNumberCell(cell: Cell): cell is string {
  return cell !== undefined && NUMBER.test(cell);
}

function counted(word: string, count: number, total: number): string {
  if (count === 0) return "";
  return count === total ? word : `${word} ${count}`;
}

function numberText(numbers: readonly string[], isId: boolean): string {
  const [first] = numbers;
  if (first === undefined) return "";
  const sum = new DecimalSum();
  let least: Extreme = { lexeme: first, value: decimalOf(first) as Decimal };
  let greatest = least;
  for (const lexeme of numbers) {
    sum.add(lexeme);
    if (lexeme === least.lexeme || lexeme === greatest.lexeme) continue;
    const number = Number(lexeme);
    if (number > Number(least.lexeme) && number < Number(greatest.lexeme)) continue;
    const value = decimalOf(lexeme) as Decimal;
    if (compareDecimals(value, least.value) < 0) least = { lexeme, value };
    if (compareDecimals(value, greatest.value) > 0) greatest = { lexeme, value };
  }
  const range =
    least.lexeme === greatest.lexeme
      ? `all ${first}`
      : `min ${least.lexeme} max ${greatest.lexeme}`;
  return ` ${range} sum ${decimalText(sum.total())}${isId ? ` ids ${idsText(numbers, false)}` : ""}`;
}

interface Extreme {
  readonly lexeme: string;
  readonly value: Decimal;
}

function textText(texts: readonly string[], isId: boolean): string {
  const [first] = texts;
  if (first === undefined) return "";
  if (isId) return ` ids ${idsText(texts, true)}`;
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  if (counts.size === 1 && first.length <= 2 * LONGEST_SORT) return ` all ${JSON.stringify(first)}`;
  const distinct = ` distinct ${counts.size}`;
  const isTold =
    counts.size <= MOST_SORTS &&
    counts.size * 2 <= texts.length &&
    [...counts.keys()].every((text) => text.length <= LONGEST_SORT);
  if (isTold) {
    const sorts = [...counts].map(([text, count]) => `${JSON.stringify(text)} ${count}`);
    return `${distinct}: ${sorts.join(", ")}`;
  }
  return distinct + timeText(texts);
}

function timeText(texts: readonly string[]): string {
  const [first = ""] = texts;
  let least = first;
  let greatest = first;
  for (const text of texts) {
    if (text.length !== first.length || !TIME.test(text)) return "";
    if (text < least) least = text;
    if (text > greatest) greatest = text;
  }
  return ` from ${least} to ${greatest}`;
}

function idsText(ids: readonly string[], areStrings: boolean): string {
  const distinct = [...new Set(ids)];
  const counting = countingOf(distinct);
  return counting === undefined ? idList(distinct, { areStrings }) : countingText(counting);
}

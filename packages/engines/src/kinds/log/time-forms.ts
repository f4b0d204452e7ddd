import type { LineTable } from "../../fold/line-table.ts";
import { TIME_END, TIME_REACH, type TimeStamp, timeText } from "../../fold/time-stamp.ts";

/** The forms of a log's times: what a digest tells of them, and in which lines a reader who knows no more finds the time. */
export interface TimeForms {
  /** The first time of each form, as written. */
  readonly stated: readonly string[];
  /**
   * Whether the first place where one of the forms fits is this time, or there is none where the line has no time. A line of
   * which that is not true cannot be told by a template.
   */
  agree(line: string, time: TimeStamp | undefined): boolean;
}

/** So many forms are told; times of others cannot be told by a template. */
const MAX_FORMS = 12;

/** Reads the forms of a log's times. */
export function readTimeForms({ times }: LineTable): TimeForms {
  const forms = new Map<string, { readonly text: string; readonly form: Form }>();
  let last: TimeStamp | undefined;
  for (const time of times) {
    if (time === undefined || forms.size === MAX_FORMS) continue;
    if (last !== undefined && isLike(time, last)) continue;
    last = time;
    const text = timeText(time);
    const form = formOf(text);
    const key = form.join();
    if (!forms.has(key)) forms.set(key, { text, form });
  }
  const all = [...forms.values()];
  const byLength = all.map(({ form }) => form).sort((left, right) => right.length - left.length);
  return {
    stated: all.map(({ text }) => text),
    agree: (line, time) => agree(byLength, line, time),
  };
}

/** Whether two times surely have one form. */
function isLike(left: TimeStamp, right: TimeStamp): boolean {
  return (
    left.date === right.date &&
    left.tail === right.tail &&
    left.clock.length === right.clock.length &&
    left.clock[left.clock.length - 1]?.length === right.clock[left.clock.length - 1]?.length &&
    left.between[0] === right.between[0] &&
    left.between[2] === right.between[2]
  );
}

/** Parts of a form: characters' codes stand for themselves, the others for what varies among times of a form. */
type Form = readonly number[];

const SPACES = 1000;
const DAY = 1001;
const MONTH = 1002;
const HALF_OF_DAY = 1003;
/** A point or comma and up to nine digits. */
const FRACTION = { ".": 1004, ",": 1005 } as const;
/** Up to three digits; with the number of digits added, as many. */
const DIGITS = 2000;
/** Digits alone: with the first digit times 100 and the number of digits added. */
const EPOCH = 3000;

const PARTS = /([.,]?)(\d+)|([A-Za-z]+)|( +)|[^\dA-Za-z ]/g;

function formOf(time: string): Form {
  if (/^\d+$/.test(time)) return [EPOCH + Number(time[0]) * 100 + time.length];
  const form: number[] = [];
  for (const [part, joint, digits, word, spaces] of time.matchAll(PARTS)) {
    if (joint === "." || joint === ",") form.push(FRACTION[joint]);
    else if (digits !== undefined) form.push(digits.length <= 3 ? DIGITS : DIGITS + digits.length);
    else if (spaces !== undefined) form.push(SPACES);
    else if (word !== undefined) form.push(...wordForm(word));
    else form.push(part.charCodeAt(0));
  }
  return form;
}

function wordForm(word: string): Form {
  if (DAYS.test(word)) return [DAY];
  if (MONTHS.test(word)) return [MONTH];
  if (HALVES.test(word)) return [HALF_OF_DAY];
  return Array.from(word, (letter) => letter.charCodeAt(0));
}

const DAYS = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}$/;
const MONTHS = /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}$/;
const HALVES = /^[AP]M$/;

/** The forms with most parts come first: of two that fit in one place, the longer counts. */
function agree(forms: readonly Form[], line: string, time: TimeStamp | undefined): boolean {
  if (forms.length === 0) return time === undefined;
  const end = Math.min(line.length, TIME_END);
  const last = Math.min(line.length, TIME_REACH);
  let isInside = false;
  for (let at = 0; at < last; at++) {
    const code = line.charCodeAt(at);
    const mayBegin = !isInside && (isDigit(code) || isLetter(code));
    isInside = isDigit(code) || isLetter(code) || code === 95 || code === 45 || code === 46;
    if (!mayBegin) continue;
    for (const form of forms) {
      const to = fit(form, line, { from: at, end });
      if (to >= 0) return time !== undefined && at === time.from && to === time.to;
    }
  }
  return time === undefined;
}

interface Stretch {
  readonly from: number;
  readonly end: number;
}

/** Where a time of this form that begins here ends, or -1. */
function fit(form: Form, line: string, { from, end }: Stretch): number {
  let at = from;
  for (const part of form) {
    at = fitPart(part, line, { from: at, end });
    if (at < 0) return -1;
  }
  const code = at < end ? line.charCodeAt(at) : 32;
  return isDigit(code) || isLetter(code) || code === 95 || code === 58 ? -1 : at;
}

function fitPart(part: number, line: string, stretch: Stretch): number {
  const { from, end } = stretch;
  if (part < SPACES) return from < end && line.charCodeAt(from) === part ? from + 1 : -1;
  if (part >= DIGITS) return fitDigits(part, line, stretch);
  if (part === FRACTION["."] || part === FRACTION[","]) return fitFraction(part, line, stretch);
  if (part === SPACES) return fitSpaces(line, stretch);
  return fitName(part === DAY ? DAYS : part === MONTH ? MONTHS : HALVES, line, stretch);
}

function fitSpaces(line: string, { from, end }: Stretch): number {
  let to = from;
  while (to < end && line[to] === " ") to++;
  return to > from && to <= from + 2 ? to : -1;
}

function fitFraction(part: number, line: string, { from, end }: Stretch): number {
  if (line[from] !== (part === FRACTION["."] ? "." : ",")) return -1;
  const to = endOfDigits(line, from + 1, end);
  return to > from + 1 && to <= from + 10 ? to : -1;
}

function fitName(names: RegExp, line: string, { from, end }: Stretch): number {
  let to = from;
  while (to < end && isLetter(line.charCodeAt(to))) to++;
  return to > from && names.test(line.slice(from, to)) ? to : -1;
}

function fitDigits(part: number, line: string, { from, end }: Stretch): number {
  const to = endOfDigits(line, from, end);
  const count = to - from;
  if (part === DIGITS) return count >= 1 && count <= 3 ? to : -1;
  if (part < EPOCH) return count === part - DIGITS ? to : -1;
  const isSame = line.charCodeAt(from) - 48 === Math.floor((part - EPOCH) / 100);
  return isSame && count === (part - EPOCH) % 100 ? to : -1;
}

function endOfDigits(line: string, from: number, end: number): number {
  let at = from;
  while (at < end && isDigit(line.charCodeAt(at))) at++;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

import { isStringNode } from "../json-node.ts";
import type { NumberFacts, PathFacts, StringFacts } from "./collect-facts.ts";
import { idList } from "./id-list.ts";

/** A single string of more characters than this is left out of a summary, but for its beginning. */
const LONGEST_SHOWN = 64;
/** Characters of the longest beginning. */
const LONGEST_BEGINNING = 40;
/** A single address of more characters than this is left out. */
const LONGEST_ADDRESS = 24;
const ADDRESS = /^[a-z+]{2,12}:\/\/|^\/[^ ]*\{/;

/**
 * What a summary says of the values at one key path: each sort of value, how many where there are several sorts, and for
 * numbers least, greatest and sum, for ids all of them, for strings of few sorts how often each.
 */
export function describeFacts(facts: PathFacts, isId: boolean): string {
  const parts = [
    counted("null", facts.nulls, facts),
    counted("true", facts.trues, facts),
    counted("false", facts.falses, facts),
    numbersPart(facts, isId),
    stringsPart(facts, isId),
    counted(facts.count === 1 ? "object" : "objects", facts.objects, facts),
    arraysPart(facts),
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** A sort of values with their number, which goes without saying where it is that of all; empty where there is none. */
function counted(word: string, count: number, facts: PathFacts): string {
  if (count === 0) return "";
  return count === facts.count ? word : `${word} ${count}`;
}

function numbersPart(facts: PathFacts, isId: boolean): string {
  const { numbers } = facts;
  if (numbers.count === 0 || facts.count === 1) return numbers.least;
  return counted("numbers", numbers.count, facts) + numberText(numbers, isId);
}

function stringsPart(facts: PathFacts, isId: boolean): string {
  const { strings } = facts;
  if (strings.count === 0) return "";
  if (facts.count === 1) return onlyString(facts, isId);
  return counted("strings", strings.count, facts) + stringText(strings, isId);
}

function arraysPart(facts: PathFacts): string {
  if (facts.arrays === 0) return "";
  const word = counted(facts.count === 1 ? "array" : "arrays", facts.arrays, facts);
  return `${word} of ${facts.element?.count ?? 0}${holdsOnlyObjects(facts) ? " objects" : ""}`;
}

/** Whether a path holds arrays of nothing but objects, whose keys then stand right below it. */
export function holdsOnlyObjects({ objects, element }: PathFacts): boolean {
  return objects === 0 && element !== undefined && element.objects === element.count;
}

/** Whether the only value at a path is a string that a summary does not show whole. */
export function leavesOut({ count, first }: PathFacts, isId: boolean): boolean {
  if (count !== 1 || !isStringNode(first) || isId) return false;
  const most = ADDRESS.test(first.slice(1, 40)) ? LONGEST_ADDRESS : LONGEST_SHOWN;
  return first.length - 1 > most;
}

function onlyString(facts: PathFacts, isId: boolean): string {
  const text = (facts.first as string).slice(1);
  if (!leavesOut(facts, isId)) return JSON.stringify(text);
  const beginning = text.includes(" ") && !ADDRESS.test(text) ? beginningOf(text.trimStart()) : "";
  if (beginning === "") return "string";
  return `begins ${JSON.stringify(beginning)} of ${text.length} characters`;
}

/** The first words of a text, white space before them left out, to the end of a sentence or line where there is one. */
function beginningOf(text: string): string {
  const head = text.slice(0, LONGEST_BEGINNING);
  const sentence = /^[^\n]{12,}?[.!?](?=\s)|^[^\n]{12,}(?=\r?\n)/.exec(head)?.[0];
  return (sentence ?? head.slice(0, head.lastIndexOf(" ") + 1)).trim();
}

function numberText(numbers: NumberFacts, isId: boolean): string {
  const { least, greatest } = numbers;
  const range = least === greatest ? `all ${least}` : `min ${least} max ${greatest}`;
  const more = isId
    ? ` ids ${idList(numbers.lexemes(), { areStrings: false })}`
    : sortsText(numbers.lexemes(), least === greatest);
  return ` ${range} sum ${numbers.sum()}${more}`;
}

const MOST_SORTS = 8;
const LONGEST_SORT = 40;

/** How often each number occurs, where there are few that differ; empty otherwise. */
function sortsText(lexemes: readonly string[], areAlike: boolean): string {
  const counts = areAlike ? undefined : countSorts(lexemes);
  if (counts === undefined || counts.size * 3 > lexemes.length) return "";
  return ` values ${[...counts].map(([lexeme, count]) => `${lexeme} ${count}`).join(", ")}`;
}

/** How often each text occurs; `undefined` where too many differ, or one is long. */
function countSorts(texts: readonly string[]): Map<string, number> | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) {
    if (text.length > LONGEST_SORT) return undefined;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.size > MOST_SORTS) return undefined;
  }
  return counts;
}

function stringText(strings: StringFacts, isId: boolean): string {
  const all = strings.all();
  if (isId) return ` ids ${idList(all, { areStrings: true })}`;
  const counts = countSorts(all);
  if (counts?.size === 1) return ` all ${JSON.stringify(all[0])}`;
  if (counts === undefined || counts.size * 3 > strings.count) return timesText(all);
  return ` ${[...counts].map(([text, count]) => `${JSON.stringify(text)} ${count}`).join(", ")}`;
}

const TIME =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}[0-9:.,]{0,20}(?:Z|[+-][0-9:]{2,6})?)?$/;

/** The least and the greatest of strings that are all times; empty otherwise. */
function timesText(texts: readonly string[]): string {
  let least = texts[0] as string;
  let greatest = least;
  for (const text of texts) {
    if (text.length > LONGEST_SORT || !TIME.test(text)) return "";
    if (text < least) least = text;
    if (text > greatest) greatest = text;
  }
  return ` from ${JSON.stringify(least)} to ${JSON.stringify(greatest)}`;
}

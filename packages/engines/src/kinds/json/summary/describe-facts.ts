import { isStringNode } from "../json-node.ts";
import type { NumberFacts, PathFacts, StringFacts } from "./collect-facts.ts";
import { idList } from "./id-list.ts";

/** A single string longer than this is left out of a summary. */
export const LONGEST_SHOWN = 20;

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

/** Whether the only value at a path is a string that a summary leaves out. */
export function leavesOut(facts: PathFacts, isId: boolean): boolean {
  return (
    facts.count === 1 &&
    isStringNode(facts.first) &&
    !isId &&
    facts.first.length - 1 > LONGEST_SHOWN
  );
}

function onlyString(facts: PathFacts, isId: boolean): string {
  return leavesOut(facts, isId) ? "string" : JSON.stringify((facts.first as string).slice(1));
}

function numberText(numbers: NumberFacts, isId: boolean): string {
  const { least, greatest } = numbers;
  const range = least === greatest ? `all ${least}` : `min ${least} max ${greatest}`;
  const ids = isId ? ` ids ${idList(numbers.lexemes(), { areStrings: false })}` : "";
  return ` ${range} sum ${numbers.sum()}${ids}`;
}

const MOST_SORTS = 8;

function stringText(strings: StringFacts, isId: boolean): string {
  if (isId) return ` ids ${idList(strings.all(), { areStrings: true })}`;
  const counts = new Map<string, number>();
  for (const text of strings.all()) {
    if (text.length > LONGEST_SHOWN * 2) return "";
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.size > MOST_SORTS) return "";
  }
  if (counts.size === 1) return ` all ${JSON.stringify(strings.all()[0])}`;
  if (counts.size * 3 > strings.count) return "";
  const sorts = [...counts].map(([text, count]) => `${JSON.stringify(text)} ${count}`);
  return ` ${sorts.join(", ")}`;
}

import { type TokenCounter, TokenPakError } from "@tokenpak/core";
import type { BudgetComponent, BudgetItem } from "./budget-components.ts";
import type { BucketName } from "./budget-config.ts";
import { findBlocks } from "./find-blocks.ts";
import { findElements } from "./find-elements.ts";
import { findTurns } from "./find-turns.ts";
import { joinText, type SplitText, splitText } from "./split-text.ts";
import { newestUserTurn, tieTurns } from "./tie-turns.ts";
import { rolePrefix, type Turn, turnOfItem, turnOfText } from "./turn.ts";

/** What of a bucket is kept or dropped as one. */
export interface BudgetUnit {
  readonly text: string;
  /** Of `text`, and of what follows it in the bucket's text. */
  readonly tokens: number;
  readonly pinned: boolean;
  readonly score: number;
  /** What stands in front, and stays when the unit is shortened: who speaks. */
  readonly prefix: string;
  /** What parts it from the next unit in the bucket's text. */
  readonly after: string;
  /** Whether only JSON may stand in its place. */
  readonly json: boolean;
  readonly item: string | BudgetItem | undefined;
  readonly lines: readonly [first: number, last: number] | undefined;
}

/** Units that are kept or dropped together. */
export interface UnitGroup {
  /** Indices of units, in their order. */
  readonly members: readonly number[];
  /** Sum over its members. */
  readonly tokens: number;
  /** The best of its members. */
  readonly score: number;
  readonly required: boolean;
}

/** A bucket, cut into what may be dropped from it. */
export interface CutBucket {
  readonly name: BucketName;
  readonly units: readonly BudgetUnit[];
  /** All units, in the order in which they are taken: the newest first in `recent`, elsewhere the best score. */
  readonly groups: readonly UnitGroup[];
  /** Where the units stand, when the bucket is one text. */
  readonly split: SplitText | undefined;
  /** Sum of the units' tokens: what it takes whole, for a text to within what joining changes. */
  readonly demand: number;
  /** What it takes when all that may go is gone. */
  readonly required: number;
}

/** A component as a bucket. Counts each unit once. Throws `INVALID_OPTION` for a count that is none. */
export function cutComponent(
  name: BucketName,
  component: BudgetComponent,
  counter: TokenCounter,
): CutBucket {
  if (component.text !== undefined) return cutText(name, component.text, counter);
  const units = component.items.map((item) => unitOfItem(name, item, counter));
  const groups = groupUnits(name, units, () => component.items.map(turnOfItem));
  const demand = sum(units);
  return {
    name,
    units,
    groups,
    split: undefined,
    demand,
    required: sum(groups.filter(isRequired)),
  };
}

function cutText(name: BucketName, text: string, counter: TokenCounter): CutBucket {
  const split = splitOf(name, text);
  const isList = split.empty !== "";
  const units = split.parts.map(
    (part): BudgetUnit => ({
      text: part.text,
      tokens: tokensOf(part.text + part.after, counter),
      pinned: false,
      score: 0,
      prefix: name === "recent" ? rolePrefix(part.text) : "",
      after: part.after,
      json: isList || (name === "tools" && isJson(part.text)),
      item: undefined,
      lines: part.lines,
    }),
  );
  const groups = groupUnits(name, units, () => units.map((unit) => turnOfText(unit.text)));
  const bucket = { name, units, groups, split, demand: sum(units), required: 0 };
  const required = new Set(groups.filter(isRequired).flatMap(({ members }) => members));
  if (required.size === 0) return bucket;
  const kept = units.map((unit, index) => (required.has(index) ? unit : undefined));
  return { ...bucket, required: counter.count(joinText(split, kept)) };
}

function splitOf(name: BucketName, text: string): SplitText {
  const elements = name === "tools" ? findElements(text) : undefined;
  if (elements !== undefined) return splitText(text, elements, true);
  if (name === "recent") return splitText(text, findTurns(text));
  if (name !== "state" && !(name === "tools" && isJson(text))) {
    return splitText(text, findBlocks(text));
  }
  const lines = [1, text.trimEnd().split("\n").length] as const;
  return splitText(text, text === "" ? [] : [{ start: 0, end: text.length, lines }]);
}

function unitOfItem(
  name: BucketName,
  item: string | BudgetItem,
  counter: TokenCounter,
): BudgetUnit {
  const object = typeof item === "string" ? { text: item } : item;
  const { text, score = 0, pinned = false } = object;
  return {
    text,
    tokens: tokensOf(text, counter),
    pinned,
    score,
    prefix: name === "recent" ? rolePrefix(text) : "",
    after: "",
    json: name === "tools" && isJson(text),
    item,
    lines: undefined,
  };
}

function tokensOf(text: string, counter: TokenCounter): number {
  const tokens = counter.count(text);
  if (Number.isSafeInteger(tokens) && tokens >= 0) return tokens;
  throw new TokenPakError(
    "INVALID_OPTION",
    `Budgeter's counter counts ${String(tokens)} tokens: its count() must give whole numbers from 0.`,
  );
}

function groupUnits(
  name: BucketName,
  units: readonly BudgetUnit[],
  turnsOf: () => readonly Turn[],
): UnitGroup[] {
  if (name === "recent") {
    const turns = turnsOf();
    const newest = newestUserTurn(turns);
    return tieTurns(turns).map((members) =>
      groupOf(units, members, members.includes(newest ?? -1)),
    );
  }
  const groups = units.map((_, index) => groupOf(units, [index], name === "state"));
  return groups.sort((a, b) => b.score - a.score);
}

function groupOf(
  units: readonly BudgetUnit[],
  members: readonly number[],
  required: boolean,
): UnitGroup {
  const own = members.map((member) => units[member] as BudgetUnit);
  return {
    members,
    tokens: sum(own),
    score: own.reduce((best, { score }) => Math.max(best, score), Number.NEGATIVE_INFINITY),
    required: required || own.some(({ pinned }) => pinned),
  };
}

function isRequired({ required }: UnitGroup): boolean {
  return required;
}

function sum(parts: readonly { readonly tokens: number }[]): number {
  return parts.reduce((total, { tokens }) => total + tokens, 0);
}

/** Whether a text is a JSON object or array. */
export function isJson(text: string): boolean {
  if (!/^\s{0,100}[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

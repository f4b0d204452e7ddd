import type { Node } from "web-tree-sitter";
import type { FoldLevel } from "./outline.ts";
import { type LineRange, linesOf, type OutlineBuilder } from "./outline-builder.ts";

/** What a statement or member of a list is to the outline. `keep`: it stays, at most parts of it are folded. */
export type ItemRole = "keep" | "comment" | "leave";

/** A list of statements or members, and the lines of its braces. */
export interface ItemList {
  readonly items: readonly Node[];
  /** Line of the opening brace or head; 0 for a whole file. */
  readonly openLine: number;
  /** Line of the closing brace; `Infinity` where there is none. */
  readonly closeLine: number;
}

/**
 * Folds what a list can do without: each item that `roleOf` lets go, and comments. Comments that stand right above an item
 * that stays are its documentation and go last; one behind an item goes with it. Items that share a line with others stay.
 */
export function foldItems(
  builder: OutlineBuilder,
  list: ItemList,
  roleOf: (item: Node, index: number) => ItemRole,
): void {
  const entries = entriesOf(list.items, roleOf);
  let documented = false;
  for (let index = entries.length - 1; index >= 0; index--) {
    const { range, role, isLicence } = entries[index] as Entry;
    const below = entries[index + 1]?.range;
    const touchesBelow = below !== undefined && below.first <= range.last + 1;
    if (role === "comment") documented = documented && touchesBelow;
    else documented = role === "keep";
    if (role === "keep") continue;
    const above = entries[index - 1]?.range.last ?? list.openLine;
    if (range.first <= above || range.last >= (below?.first ?? list.closeLine)) continue;
    builder.fold(range, levelOf(role, documented && !isLicence));
  }
}

/** An item with the comment that stands behind it on its last line. */
interface Entry {
  readonly range: LineRange;
  readonly role: ItemRole;
  readonly isLicence: boolean;
}

function entriesOf(
  items: readonly Node[],
  roleOf: (item: Node, index: number) => ItemRole,
): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [index, item] of items.entries()) {
    const asked = roleOf(item, index);
    const role = asked === "leave" && item.hasError ? "keep" : asked;
    const range = linesOf(item);
    const above = entries.at(-1);
    const isBehind = role === "comment" && above?.range.last === range.first;
    if (isBehind && above.role !== "comment") {
      const joined = { first: above.range.first, last: range.last };
      entries[entries.length - 1] = { ...above, range: joined };
    } else entries.push({ range, role, isLicence: isLicence(item, index) });
  }
  return entries;
}

function levelOf(role: ItemRole, documents: boolean): FoldLevel {
  return role === "comment" && !documents ? "comments" : "symbols";
}

function isLicence(item: Node, index: number): boolean {
  return index === 0 && /copyright|licen[cs]e|spdx/i.test(item.text);
}

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
 * that stays are its documentation and go last. Items that share a line with others stay.
 */
export function foldItems(
  builder: OutlineBuilder,
  list: ItemList,
  roleOf: (item: Node, index: number) => ItemRole,
): void {
  const { items } = list;
  const roles = items.map((item, index) => {
    const role = roleOf(item, index);
    return role === "leave" && item.hasError ? "keep" : role;
  });
  const ranges = items.map(linesOf);
  let documented = false;
  for (let index = items.length - 1; index >= 0; index--) {
    const range = ranges[index] as LineRange;
    const role = roles[index] as ItemRole;
    const below = ranges[index + 1];
    const touchesBelow = below !== undefined && below.first <= range.last + 1;
    if (role === "comment") documented = documented && touchesBelow;
    else documented = role === "keep";
    if (role === "keep") continue;
    const above = ranges[index - 1]?.last ?? list.openLine;
    if (range.first <= above || range.last >= (below?.first ?? list.closeLine)) continue;
    builder.fold(range, levelOf(role, documented && !isLicence(items[index], index)));
  }
}

function levelOf(role: ItemRole, documents: boolean): FoldLevel {
  return role === "comment" && !documents ? "comments" : "symbols";
}

function isLicence(item: Node | undefined, index: number): boolean {
  return index === 0 && item !== undefined && /copyright|licen[cs]e|spdx/i.test(item.text);
}

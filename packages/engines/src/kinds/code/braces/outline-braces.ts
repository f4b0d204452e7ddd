import type { Node } from "web-tree-sitter";
import type { FoldLevel } from "../outline.ts";
import { type LineRange, linesOf, type OutlineBuilder } from "../outline-builder.ts";
import { foldItems, type ItemRole } from "../outline-list.ts";
import type { BraceOutline, NodeRole } from "./brace-outline.ts";
import { linesBetweenOperands, operandsOf } from "./fold-operands.ts";

/** Nesting of definitions up to which members are looked at. */
const MAX_DEPTH = 40;

/** From this many lines on, a literal's inside is left out where documentation is kept. */
const LONG_LITERAL_LINES = 12;

const CHAIN = "binary_expression";

/** Elements of a literal up to which its inside is looked at. */
const MAX_ELEMENTS = 2000;

/** Reads the outline of a language with braces from its tree. */
export function outlineBraces(builder: OutlineBuilder, root: Node, outline: BraceOutline): void {
  const rules: Rules = {
    ...outline,
    listTypes: new Set(outline.lists),
    literalTypes: new Set(outline.literals),
    blockTypes: new Set(outline.blocks),
  };
  outlineList({ builder, rules }, root, 0);
}

interface Rules extends BraceOutline {
  readonly listTypes: ReadonlySet<string>;
  readonly literalTypes: ReadonlySet<string>;
  readonly blockTypes: ReadonlySet<string>;
}

interface Outlining {
  readonly builder: OutlineBuilder;
  readonly rules: Rules;
}

/** A list of definitions; `list` is the node that holds them, with its brackets if it has any. */
function outlineList(outlining: Outlining, list: Node, depth: number): void {
  const items = list.namedChildren;
  const roles = rolesOf(outlining.rules, items);
  foldItems(outlining.builder, { items, ...edgesOf(list, depth) }, (item, index) => {
    const attributed = roles[index - 1] === "attribute";
    return outlineItem(outlining, item, { role: roles[index] as NodeRole, attributed, depth });
  });
}

/** Roles of the items of a list. Attributes go where what they belong to goes. */
function rolesOf(rules: Rules, items: readonly Node[]): readonly NodeRole[] {
  const roles = items.map((item) => roleOf(rules, item));
  for (let index = items.length - 2; index >= 0; index--) {
    if (roles[index] === "attribute" && roles[index + 1] === "leave") roles[index] = "leave";
  }
  return roles;
}

function roleOf({ roles, roleOf: special }: Rules, node: Node): NodeRole {
  return (
    special?.(node) ?? (Object.hasOwn(roles, node.type) ? roles[node.type] : undefined) ?? "keep"
  );
}

/** Lines that the items of a list share with what holds them. */
function edgesOf(
  list: Node,
  depth: number,
): { readonly openLine: number; readonly closeLine: number } {
  if (depth === 0) return { openLine: 0, closeLine: Number.POSITIVE_INFINITY };
  const { first, last } = linesOf(list);
  return {
    openLine: list.firstChild?.isNamed === false ? first : first - 1,
    closeLine: list.lastChild?.isNamed === false ? last : last + 1,
  };
}

interface Place {
  readonly role: NodeRole;
  /** Whether an attribute stands before the item. */
  readonly attributed: boolean;
  readonly depth: number;
}

function outlineItem(outlining: Outlining, item: Node, place: Place): ItemRole {
  const { builder } = outlining;
  const { role } = place;
  if (role === "comment" || role === "leave") return role;
  if (!place.attributed && role !== "around") builder.head(linesOf(item).first);
  switch (role) {
    case "around":
      if (place.depth < MAX_DEPTH) outlineList(outlining, item, place.depth + 1);
      return "keep";
    case "members":
      outlineMembers(outlining, item, place.depth);
      return "keep";
    case "function":
      foldFunction(outlining, item);
      return "keep";
    case "type":
      foldCommentsIn(builder, item);
      return "keep";
    case "own":
      outlining.rules.foldOwn?.(builder, item);
      return "keep";
    case "value":
      foldValue(outlining, item);
      return "keep";
    default:
      return "keep";
  }
}

function outlineMembers(outlining: Outlining, item: Node, depth: number): void {
  const { builder, rules } = outlining;
  const body =
    item.namedChildren.find((child) => rules.listTypes.has(child.type)) ??
    item.childForFieldName("body");
  const value = item.childForFieldName("value");
  if (value !== null) foldValue(outlining, value);
  if (body === null) return;
  builder.scope(linesOf(item));
  if (depth < MAX_DEPTH) outlineList(outlining, body, depth + 1);
}

function foldFunction(outlining: Outlining, item: Node): void {
  const { blockTypes } = outlining.rules;
  const body = blockTypes.has(item.type)
    ? item
    : (item.childForFieldName("body") ??
      item.namedChildren.find((child) => blockTypes.has(child.type)));
  if (body === undefined) return;
  if (outlining.builder.source.text[body.startIndex] !== "{") foldValue(outlining, body);
  else {
    const lines = outlining.builder.interior(body);
    if (lines !== undefined) outlining.builder.fold(lines, "signatures");
  }
}

/** Folds bodies of functions in a value, and the insides of literals. */
function foldValue({ builder, rules }: Outlining, value: Node): void {
  const pending: Node[] = [value];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const { first, last } = linesOf(node);
    if (first === last || node.type.includes("string")) continue;
    const code = rules.blockTypes.has(node.type);
    const lines = foldableLines({ builder, rules }, node);
    if (lines !== undefined) builder.fold(lines, levelOfInside(last - first, code));
    else if (!code) for (const child of partsOf(node)) pending.push(child);
  }
}

/** What a value consists of; a chain of operators comes apart at once, as each level of it is a node. */
function partsOf(node: Node): readonly Node[] {
  if (node.type === CHAIN) return operandsOf(node);
  return node.namedChildCount <= MAX_ELEMENTS ? node.namedChildren : [];
}

function foldableLines({ builder, rules }: Outlining, node: Node): LineRange | undefined {
  if (node.type === CHAIN) return linesBetweenOperands(builder, node);
  const inside = rules.blockTypes.has(node.type) || rules.literalTypes.has(node.type);
  return inside ? builder.interior(node) : undefined;
}

function levelOfInside(lines: number, code: boolean): FoldLevel {
  return code || lines > LONG_LITERAL_LINES ? "signatures" : "symbols";
}

/** Comments between the members of a type; they stand on lines of their own. */
function foldCommentsIn(builder: OutlineBuilder, type: Node): void {
  const pending = [type];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type.includes("comment")) {
      foldOwnLines(builder, node);
      continue;
    }
    if (node.startPosition.row === node.endPosition.row) continue;
    for (const child of node.namedChildren) pending.push(child);
  }
}

/** Folds a comment between definitions where it stands on lines of its own. */
export function foldOwnLines(builder: OutlineBuilder, comment: Node): void {
  const lines = linesOf(comment);
  const before = builder.source.line(lines.first).slice(0, comment.startPosition.column);
  // A line comment of Rust holds its line break.
  const { column } = comment.endPosition;
  const after = column === 0 ? "" : builder.source.line(lines.last).slice(column);
  if (before.trim() === "" && after.trim() === "") builder.fold(lines, "symbols");
}

import type { Node } from "web-tree-sitter";
import { linesOf, type OutlineBuilder } from "../outline-builder.ts";
import { foldItems, type ItemRole } from "../outline-list.ts";

/** Nesting of classes and compound statements up to which members are looked at. */
const MAX_DEPTH = 40;

/** From this many lines on, a literal's inside is left out where documentation is kept. */
const LONG_LITERAL_LINES = 12;

/** Reads the outline of Python from its tree. */
export function outlinePython(builder: OutlineBuilder, root: Node): void {
  outlineList(builder, { list: root, headLine: 0 }, 0);
}

interface Block {
  /** A module or block. */
  readonly list: Node;
  /** Last line of the head that ends with `:`; 0 for a module. */
  readonly headLine: number;
}

function outlineList(builder: OutlineBuilder, block: Block, depth: number): void {
  const items = block.list.namedChildren;
  foldItems(
    builder,
    { items, openLine: block.headLine, closeLine: Number.POSITIVE_INFINITY },
    (item, index) => outlineItem(builder, item, { depth, first: index === 0 }),
  );
}

interface Position {
  readonly depth: number;
  /** Whether the statement is the first of its block, where a string is documentation. */
  readonly first: boolean;
}

function outlineItem(builder: OutlineBuilder, item: Node, position: Position): ItemRole {
  switch (item.type) {
    case "comment":
      return "comment";
    case "expression_statement":
      return outlineExpression(builder, item);
    case "type_alias_statement":
    case "ERROR":
      builder.head(linesOf(item).first);
      return "keep";
    case "decorated_definition":
    case "function_definition":
    case "class_definition":
      outlineDefinition(builder, item, position.depth);
      return "keep";
    default:
      return COMPOUND.has(item.type) ? outlineCompound(builder, item, position.depth) : "leave";
  }
}

const COMPOUND: ReadonlySet<string> = new Set([
  "for_statement",
  "if_statement",
  "match_statement",
  "try_statement",
  "while_statement",
  "with_statement",
]);

function outlineExpression(builder: OutlineBuilder, item: Node): ItemRole {
  const assignment = item.firstNamedChild;
  if (assignment?.type !== "assignment") return "leave";
  builder.head(linesOf(item).first);
  const right = assignment.childForFieldName("right");
  if (right !== null) foldLiterals(builder, right);
  return "keep";
}

function foldLiterals(builder: OutlineBuilder, value: Node): void {
  const pending: Node[] = [value];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const { first, last } = linesOf(node);
    if (first === last || node.type === "string") continue;
    const lines = BRACKETED.has(node.type) ? builder.interior(node) : undefined;
    if (lines !== undefined) {
      builder.fold(lines, last - first > LONG_LITERAL_LINES ? "signatures" : "symbols");
    } else for (const child of node.namedChildren) pending.push(child);
  }
}

/** Nodes in brackets that still parse when only a comment is left inside. */
const BRACKETED: ReadonlySet<string> = new Set([
  "argument_list",
  "dictionary",
  "list",
  "parenthesized_expression",
  "tuple",
]);

function outlineDefinition(builder: OutlineBuilder, item: Node, depth: number): void {
  const lines = linesOf(item);
  const definition = item.childForFieldName("definition") ?? item;
  const block = bodyOf(definition);
  builder.head(lines.first);
  if (block === undefined) return;
  if (definition.type === "class_definition" && block.list.namedChildren.some(isMember)) {
    builder.scope(lines);
    if (depth < MAX_DEPTH) outlineList(builder, block, depth + 1);
    return;
  }
  foldBody(builder, block);
}

/** Folds all of a body; where documentation is kept, all but a string that begins it. */
function foldBody(builder: OutlineBuilder, block: Block): void {
  const { last } = linesOf(block.list);
  const first = block.headLine + 1;
  const documentation = block.list.namedChildren.find((child) => child.type !== "comment");
  const indent = `${indentOf(builder, block.list)}... `;
  if (documentation === undefined || !isDocumentation(documentation)) {
    builder.fold({ first, last }, "signatures", indent);
    return;
  }
  builder.fold({ first: linesOf(documentation).last + 1, last }, "signatures");
  builder.fold({ first, last }, "symbols", indent);
}

function indentOf(builder: OutlineBuilder, list: Node): string {
  const line = builder.source.line(linesOf(list).first);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** A compound statement stays only if a function or a class is defined in it. */
function outlineCompound(builder: OutlineBuilder, item: Node, depth: number): ItemRole {
  if (depth >= MAX_DEPTH || !definesInside(item)) return "leave";
  for (const block of blocksOf(item)) {
    if (block.list.namedChildren.some(staysInCompound)) outlineList(builder, block, depth + 1);
    else {
      const { last } = linesOf(block.list);
      builder.fold(
        { first: block.headLine + 1, last },
        "symbols",
        `${indentOf(builder, block.list)}... `,
      );
    }
  }
  return "keep";
}

function staysInCompound(item: Node): boolean {
  if (COMPOUND.has(item.type)) return definesInside(item);
  return isMember(item);
}

/** Whether a statement of a class body stays when the class is folded as far as it can be. */
function isMember(item: Node): boolean {
  if (item.type === "expression_statement") return item.firstNamedChild?.type === "assignment";
  return DEFINITIONS.has(item.type) || (COMPOUND.has(item.type) && definesInside(item));
}

const DEFINITIONS: ReadonlySet<string> = new Set([
  "ERROR",
  "class_definition",
  "decorated_definition",
  "function_definition",
  "type_alias_statement",
]);

/** Looks through blocks and clauses, not into functions and classes. */
function definesInside(item: Node): boolean {
  const pending = blocksOf(item).map((block) => block.list);
  for (let list = pending.pop(); list !== undefined; list = pending.pop()) {
    for (const child of list.namedChildren) {
      if (DEFINITIONS.has(child.type)) return true;
      if (COMPOUND.has(child.type))
        for (const { list: inner } of blocksOf(child)) pending.push(inner);
    }
  }
  return false;
}

/** The blocks of a compound statement and of its clauses, each with the line that its head ends on. */
function blocksOf(item: Node): readonly Block[] {
  const blocks: Block[] = [];
  const pending = [item];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const own = bodyOf(node);
    if (own !== undefined && node.type !== "match_statement") blocks.push(own);
    for (const child of node.namedChildren) {
      if (child.type.endsWith("_clause")) pending.push(child);
      else if (node.type === "match_statement" && child.type === "block") pending.push(child);
    }
  }
  return blocks;
}

/** The block of a definition or clause; none where it stands on the line of its head. */
function bodyOf(node: Node): Block | undefined {
  const children = node.children;
  const at = children.findIndex((child) => child.type === "block");
  const list = children[at];
  if (list === undefined) return undefined;
  const colon = children.slice(0, at).findLast((child) => child.type === ":");
  if (colon === undefined) return undefined;
  const headLine = colon.startPosition.row + 1;
  return linesOf(list).first > headLine ? { list, headLine } : undefined;
}

function isDocumentation(item: Node): boolean {
  const type = item.type === "expression_statement" ? item.firstNamedChild?.type : undefined;
  return type === "string" || type === "concatenated_string";
}

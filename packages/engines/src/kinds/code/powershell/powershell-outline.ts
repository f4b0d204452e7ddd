import type { Node } from "web-tree-sitter";
import { linesOf, type OutlineBuilder } from "../outline-builder.ts";
import { foldItems, type ItemRole } from "../outline-list.ts";

/** Nesting of blocks up to which statements are looked at. */
const MAX_DEPTH = 40;

/** Reads the outline of PowerShell from its tree. */
export function outlinePowershell(builder: OutlineBuilder, root: Node): void {
  const reader: Reader = { builder, mayDefine: builder.finderOf(DEFINING) };
  const items = root.namedChildren.flatMap((child) =>
    child.type === "statement_list" ? child.namedChildren : [child],
  );
  const whole = { openLine: 0, closeLine: Number.POSITIVE_INFINITY };
  foldItems(builder, { items, ...whole }, (item) => outlineItem(reader, item, 0));
}

/** What may begin a definition; more than does. */
const DEFINING =
  /\b(?:class|context|describe|enum|export-modulemember|filter|function|it|new-alias|set-alias|workflow)\b/gi;

interface Reader {
  readonly builder: OutlineBuilder;
  readonly mayDefine: (node: Node) => boolean;
}

function outlineItem(reader: Reader, item: Node, depth: number): ItemRole {
  const { builder } = reader;
  switch (item.type) {
    case "comment":
      return "comment";
    case "ERROR":
    case "enum_statement":
    case "param_block":
      builder.head(linesOf(item).first);
      return "keep";
    case "function_statement":
    case "class_method_definition":
      builder.head(linesOf(item).first);
      foldBody(builder, item);
      return "keep";
    case "class_statement":
      outlineClass(builder, item);
      return "keep";
    case "class_property_definition":
      return "keep";
    default:
      return outlineStatement(reader, item, depth);
  }
}

function outlineStatement(reader: Reader, item: Node, depth: number): ItemRole {
  const begins = /^(?:\$[\w:]{1,200}\s{0,9}=|\[|param\b)/i.test(item.text.slice(0, 300));
  if (!reader.mayDefine(item) && !(depth === 0 && begins)) return "leave";
  reader.builder.head(linesOf(item).first);
  outlineInside(reader, item, depth);
  return "keep";
}

/** Folds blocks that hold no definition, and looks into those that do; in a statement that stays. */
function outlineInside(reader: Reader, statement: Node, depth: number): void {
  const pending = [statement];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.startPosition.row === node.endPosition.row || depth > MAX_DEPTH) continue;
    if (outlineNode(reader, node, depth)) continue;
    const lists = node.namedChildren.filter(({ type }) => type === "statement_list");
    for (const list of lists) outlineList(reader, { list, block: node }, depth + 1);
    if (lists.length === 0) for (const child of node.namedChildren) pending.push(child);
  }
}

/** Handles a node that is a definition or is folded whole. */
function outlineNode(reader: Reader, node: Node, depth: number): boolean {
  if (node.type === "function_statement" || node.type === "class_statement") {
    outlineItem(reader, node, depth);
    return true;
  }
  const isTable = /^(?:hash_literal|array)_expression$/.test(node.type);
  const isFolded = isTable || node.type === "script_block_expression";
  if (!isFolded || reader.mayDefine(node)) return false;
  foldBraces(reader.builder, node, isTable ? "symbols" : "signatures");
  return true;
}

interface Listed {
  readonly list: Node;
  /** What has the brackets of the list. */
  readonly block: Node;
}

function outlineList(reader: Reader, { list, block }: Listed, depth: number): void {
  const outer = block.type === "script_block_body" ? (block.parent?.parent ?? block) : block;
  const { first, last } = linesOf(outer);
  foldItems(
    reader.builder,
    { items: list.namedChildren, openLine: first, closeLine: last },
    (item) => outlineItem(reader, item, depth),
  );
}

function outlineClass(builder: OutlineBuilder, item: Node): void {
  const lines = linesOf(item);
  builder.head(lines.first);
  builder.scope(lines);
  const brace = item.children.find(({ type }) => type === "{");
  const items = item.namedChildren.filter(
    ({ startIndex }) => startIndex > (brace?.startIndex ?? Number.POSITIVE_INFINITY),
  );
  const openLine = (brace?.startPosition.row ?? 0) + 1;
  foldItems(builder, { items, openLine, closeLine: lines.last }, (member) => {
    if (member.type === "class_method_definition") foldBody(builder, member);
    return member.type === "comment" ? "comment" : "keep";
  });
}

/** Folds a body behind its `param` block, and before that what documents it. */
function foldBody(builder: OutlineBuilder, item: Node): void {
  const open = item.children.find(({ type }) => type === "{");
  const close = item.children.findLast(({ type }) => type === "}");
  if (open === undefined || close === undefined) return;
  const block = item.namedChildren.find(({ type }) => type === "script_block");
  const parameters = block?.namedChildren.find(({ type }) => type === "param_block");
  if (parameters !== undefined) {
    const last = parameters.startPosition.row;
    if (isFree(builder, open, parameters))
      builder.fold({ first: open.endPosition.row + 2, last }, "symbols");
  }
  const head = parameters ?? open;
  if (!isFree(builder, head, close)) return;
  builder.fold({ first: head.endPosition.row + 2, last: close.startPosition.row }, "signatures");
}

/** Whether nothing stands behind a node on its last line nor before another on its first. */
function isFree({ source }: OutlineBuilder, above: Node, below: Node): boolean {
  const behind = source.line(above.endPosition.row + 1).slice(above.endPosition.column);
  const before = source.line(below.startPosition.row + 1).slice(0, below.startPosition.column);
  return /^\s*(?:#.*)?$/.test(behind) && before.trim() === "";
}

function foldBraces(builder: OutlineBuilder, node: Node, level: "signatures" | "symbols"): void {
  const open = node.children.find(({ type }) => /[{(]$/.test(type));
  const close = node.children.findLast(({ type }) => /^[})]$/.test(type));
  if (open === undefined || close === undefined || !isFree(builder, open, close)) return;
  builder.fold({ first: open.endPosition.row + 2, last: close.startPosition.row }, level);
}

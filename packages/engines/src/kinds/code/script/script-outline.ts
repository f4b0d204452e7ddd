import type { Node } from "web-tree-sitter";
import { linesOf, type OutlineBuilder } from "../outline-builder.ts";
import { foldItems, type ItemRole } from "../outline-list.ts";
import { calledFunctions, foldExpression, foldFunction, isTestCall } from "./script-expressions.ts";

/** Nesting of classes, namespaces and wrappers up to which members are looked at. */
const MAX_DEPTH = 40;

/** Reads the outline of TypeScript or JavaScript from its tree. */
export function outlineScript(builder: OutlineBuilder, root: Node): void {
  outlineList(builder, root, 0);
}

/** Statements of a file, a namespace, a wrapper function, or members of a class: `list` is the node that holds them. */
function outlineList(builder: OutlineBuilder, list: Node, depth: number): void {
  const whole = list.type === "program";
  const { first, last } = linesOf(list);
  const items = list.namedChildren;
  foldItems(
    builder,
    { items, openLine: whole ? 0 : first, closeLine: whole ? Number.POSITIVE_INFINITY : last },
    (item) => outlineItem(builder, item, depth),
  );
}

/** A declaration of which only the first word is written: tree-sitter takes it for a name. */
const BEGUN =
  /^(?:abstract|async|class|declare|enum|export|function|import|interface|module|namespace|type);?$/;

function outlineItem(builder: OutlineBuilder, item: Node, depth: number): ItemRole {
  switch (item.type) {
    case "comment":
      return "comment";
    case "import_statement":
    case "empty_statement":
      return "leave";
    case "export_statement":
    case "ambient_declaration":
      return outlineWrapped(builder, item, depth);
    case "expression_statement":
      return BEGUN.test(item.text) ? "keep" : outlineExpression(builder, item, depth);
    case "if_statement":
    case "try_statement":
      return outlineBranches(builder, item, depth);
    default:
      return outlineDeclaration(builder, item, depth);
  }
}

/** `export ...` and `declare ...` around something else. */
function outlineWrapped(builder: OutlineBuilder, item: Node, depth: number): ItemRole {
  builder.head(linesOf(item).first);
  for (const child of item.namedChildren) {
    if (child.type === "statement_block") outlineScope(builder, { node: item, body: child }, depth);
    else if (child.type.endsWith("_declaration") || DECLARATIONS.has(child.type)) {
      outlineDeclaration(builder, child, depth);
    } else if (child.type !== "comment" && child.type !== "decorator") {
      foldExpression(builder, child, nested(builder, depth));
    }
  }
  return "keep";
}

const DECLARATIONS: ReadonlySet<string> = new Set([
  "class",
  "function_signature",
  "internal_module",
  "module",
]);

function outlineDeclaration(builder: OutlineBuilder, item: Node, depth: number): ItemRole {
  const body = item.childForFieldName("body");
  switch (item.type) {
    case "function_declaration":
    case "generator_function_declaration":
    case "method_definition":
      builder.head(linesOf(item).first);
      foldFunction(builder, body);
      return "keep";
    case "class_static_block":
      foldFunction(builder, body);
      return "keep";
    case "class_declaration":
    case "abstract_class_declaration":
    case "class":
    case "internal_module":
    case "module":
      if (body !== null) outlineScope(builder, { node: item, body }, depth);
      else builder.head(linesOf(item).first);
      return "keep";
    case "lexical_declaration":
    case "variable_declaration":
      return outlineVariables(builder, item, depth);
    case "public_field_definition":
    case "field_definition":
      builder.head(linesOf(item).first);
      foldExpression(builder, item.childForFieldName("value"), nested(builder, depth));
      return "keep";
    case "interface_declaration":
    case "type_alias_declaration":
    case "enum_declaration":
      builder.head(linesOf(item).first);
      foldCommentsIn(builder, item);
      return "keep";
    default:
      return LEAVABLE.has(item.type) ? "leave" : "keep";
  }
}

/** Statements that define nothing. */
const LEAVABLE: ReadonlySet<string> = new Set([
  "debugger_statement",
  "do_statement",
  "for_in_statement",
  "for_statement",
  "hash_bang_line",
  "import_alias",
  "return_statement",
  "statement_block",
  "switch_statement",
  "throw_statement",
  "while_statement",
  "with_statement",
]);

interface ScopeNode {
  readonly node: Node;
  readonly body: Node;
}

function outlineScope(builder: OutlineBuilder, scope: ScopeNode, depth: number): void {
  const lines = linesOf(scope.node);
  builder.head(lines.first);
  builder.scope(lines);
  if (depth < MAX_DEPTH) outlineList(builder, scope.body, depth + 1);
}

function outlineVariables(builder: OutlineBuilder, item: Node, depth: number): ItemRole {
  let required = true;
  for (const child of item.namedChildren) {
    if (child.type !== "variable_declarator") continue;
    const value = child.childForFieldName("value");
    if (value === null || !/^(?:\(|await |__import\w+\()*require\(/.test(value.text.slice(0, 60)))
      required = false;
    foldExpression(builder, value, nested(builder, depth));
  }
  if (required) return "leave";
  builder.head(linesOf(item).first);
  return "keep";
}

function outlineExpression(builder: OutlineBuilder, item: Node, depth: number): ItemRole {
  const expression = item.firstNamedChild;
  if (expression === null) return "keep";
  if (expression.type === "string")
    return /^.use (?:client|server)/.test(item.text) ? "keep" : "leave";
  if (expression.type === "internal_module") return outlineDeclaration(builder, expression, depth);
  const assigned =
    expression.type === "sequence_expression" ? expression.firstNamedChild : expression;
  if (assigned?.type === "assignment_expression") {
    builder.head(linesOf(item).first);
    foldExpression(builder, expression, nested(builder, depth));
    return "keep";
  }
  const bodies = calledFunctions(expression);
  if (bodies.length > 0) {
    for (const body of bodies) outlineScope(builder, { node: item, body }, depth);
    return "keep";
  }
  foldExpression(builder, expression, nested(builder, depth));
  if (!isTestCall(expression)) return "leave";
  builder.head(linesOf(item).first);
  return "keep";
}

/** A conditional stays only if one of its blocks declares a function or a class. */
function outlineBranches(builder: OutlineBuilder, item: Node, depth: number): ItemRole {
  const blocks = blocksOf(item);
  const declares = blocks.some((block) =>
    block.namedChildren.some((child) => /^(?:function|class|generator\w*)_decl/.test(child.type)),
  );
  if (!declares || depth >= MAX_DEPTH) return "leave";
  for (const block of blocks) outlineList(builder, block, depth + 1);
  return "keep";
}

function blocksOf(item: Node): readonly Node[] {
  const blocks: Node[] = [];
  const pending = [item];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const child of node.namedChildren) {
      if (child.type === "statement_block") blocks.push(child);
      else if (/_clause$|^if_statement$/.test(child.type)) pending.push(child);
    }
  }
  return blocks;
}

/** Comments between the members of a type; they stand on lines of their own. */
function foldCommentsIn(builder: OutlineBuilder, type: Node): void {
  const pending = [type];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "comment") {
      const lines = linesOf(node);
      const before = builder.source.line(lines.first).slice(0, node.startPosition.column);
      const after = builder.source.line(lines.last).slice(node.endPosition.column);
      if (before.trim() === "" && after.trim() === "") builder.fold(lines, "symbols");
      continue;
    }
    if (node.startPosition.row === node.endPosition.row) continue;
    for (const child of node.namedChildren) pending.push(child);
  }
}

function nested(builder: OutlineBuilder, depth: number): (body: Node, node: Node) => void {
  return (body, node) => outlineScope(builder, { node, body }, depth);
}

import type { Node } from "web-tree-sitter";
import type { FoldLevel } from "../outline.ts";
import { linesOf, type OutlineBuilder } from "../outline-builder.ts";

/** From this many lines on, a literal's inside is left out where documentation is kept. */
const LONG_LITERAL_LINES = 12;

/** Elements of a literal up to which its inside is looked at. */
const MAX_ELEMENTS = 2000;

/** Folds the body of a function behind its signature. */
export function foldFunction(builder: OutlineBuilder, body: Node | null): void {
  const lines = body?.type === "statement_block" ? builder.interior(body) : undefined;
  if (lines !== undefined) builder.fold(lines, "signatures");
}

/**
 * Folds what is inside an expression: function bodies, and the insides of literals and argument lists that hold no functions.
 * Template literals and JSX text are never cut, a marker there would be content. `onClass` gets bodies of class expressions.
 */
export function foldExpression(
  builder: OutlineBuilder,
  expression: Node | null,
  onClass: (body: Node, node: Node) => void,
): void {
  const pending: Node[] = expression === null ? [] : [expression];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.startPosition.row === node.endPosition.row || node.type === "template_string")
      continue;
    const body = node.childForFieldName("body");
    if (body === null) {
      foldLiteral(builder, node);
      if (node.namedChildCount <= MAX_ELEMENTS) pushAll(pending, node.namedChildren);
    } else if (node.type === "class") onClass(body, node);
    else if (body.type === "statement_block") foldFunction(builder, body);
    else pending.push(body);
  }
}

function foldLiteral(builder: OutlineBuilder, node: Node): void {
  if (node.type === "object" && builder.holdsFunction(node)) {
    foldProperties(builder, node);
    return;
  }
  const level = literalLevel(node);
  const lines = level === undefined ? undefined : builder.interior(node);
  if (lines !== undefined && level !== undefined) builder.fold(lines, level);
}

function literalLevel(node: Node): FoldLevel | undefined {
  const { first, last } = linesOf(node);
  const long = last - first > LONG_LITERAL_LINES;
  switch (node.type) {
    case "arguments":
      return "symbols";
    case "array":
      return long ? "signatures" : "symbols";
    case "object":
      return "symbols";
    default:
      return undefined;
  }
}

/** Folds what is no function in an object that holds some: properties and comments on lines of their own. */
function foldProperties(builder: OutlineBuilder, object: Node): void {
  if (object.namedChildCount > MAX_ELEMENTS) return;
  for (const item of object.namedChildren) {
    if (item.type !== "comment" && (item.type !== "pair" || builder.holdsFunction(item))) continue;
    const lines = linesOf(item);
    const before = builder.source.line(lines.first).slice(0, item.startPosition.column);
    const behind = builder.source.line(lines.last).slice(item.endPosition.column);
    const isAlone = item.type === "comment" ? /^\s*$/ : /^,\s*(?:\/\/.*)?$/;
    if (before.trim() === "" && isAlone.test(behind)) builder.fold(lines, "symbols");
  }
}

/** Bodies of functions that a statement only wraps around its content: `(function () { ... })()`, module wrappers. */
export function calledFunctions(expression: Node): readonly Node[] {
  const callee = calleeOf(expression);
  if (callee === undefined) return [];
  const functions = [callee.target, ...callee.args]
    .map(unwrapped)
    .filter((node) => FUNCTIONS.has(node.type));
  const wraps = FUNCTIONS.has(callee.target.type) || WRAPPERS.has(rootNameOf(callee.target));
  return wraps ? functions.flatMap(blockOf) : [];
}

/** Whether a call states a test: `it("...", ...)`. */
export function isTestCall(expression: Node): boolean {
  const callee = calleeOf(expression);
  if (callee === undefined || !TESTS.has(rootNameOf(callee.target))) return false;
  return /string/.test(callee.args[0]?.type ?? "");
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  "arrow_function",
  "function_expression",
  "generator_function",
]);

const WRAPPERS: ReadonlySet<string> = new Set(["context", "define", "describe", "suite"]);

const TESTS: ReadonlySet<string> = new Set(["bench", "it", "specify", "test"]);

interface Callee {
  readonly target: Node;
  readonly args: readonly Node[];
}

/** What a statement calls in the end, through `!`, `void`, brackets, `.call(this)` and `.each(...)`. */
function calleeOf(expression: Node): Callee | undefined {
  let node: Node | null = expression;
  let args: readonly Node[] | undefined;
  for (let step = 0; node !== null && step < 12; step++) {
    if (node.type === "call_expression") {
      args = [...(args ?? []), ...(node.childForFieldName("arguments")?.namedChildren ?? [])];
      node = node.childForFieldName("function");
    } else if (node.type === "member_expression") node = node.childForFieldName("object");
    else if (/^(?:parenthesized|unary|await)_expression$/.test(node.type))
      node = node.lastNamedChild;
    else return args === undefined ? undefined : { target: node, args };
  }
  return undefined;
}

function unwrapped(node: Node): Node {
  let inner = node;
  for (let depth = 0; inner.type === "parenthesized_expression" && depth < 9; depth++) {
    inner = inner.firstNamedChild ?? inner;
  }
  return inner;
}

function rootNameOf(target: Node): string {
  return target.type === "identifier" ? target.text : "";
}

function blockOf(node: Node): readonly Node[] {
  const body = node.childForFieldName("body");
  return body?.type === "statement_block" ? [body] : [];
}

function pushAll(pending: Node[], nodes: readonly Node[]): void {
  for (const node of nodes) pending.push(node);
}

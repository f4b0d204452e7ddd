import type { Node } from "web-tree-sitter";
import { foldOwnLines } from "../braces/outline-braces.ts";
import { linesOf, type OutlineBuilder } from "../outline-builder.ts";

/** Nesting of a macro's tokens up to which definitions are looked for. */
const MAX_DEPTH = 40;

/** Folds what a macro of Rust expands to behind its patterns, and in calls of macros what looks like bodies of functions. */
export function foldMacro(builder: OutlineBuilder, node: Node): void {
  if (node.type === "macro_definition") foldRules(builder, node);
  else {
    const call = node.type === "expression_statement" ? node.firstNamedChild : node;
    const tokens = call?.namedChildren.find((child) => child.type === "token_tree");
    if (tokens !== undefined) foldTokens(builder, tokens);
  }
}

function foldRules(builder: OutlineBuilder, macro: Node): void {
  const opening = macro.children.find((child) => child.type === "{");
  const rules = macro.namedChildren.filter((child) => child.type === "macro_rule");
  const [first, last] = [rules[0], rules.at(-1)];
  if (opening === undefined || first === undefined || last === undefined) return;
  const lines = { first: linesOf(first).first, last: linesOf(last).last };
  const alone = linesOf(opening).first < lines.first && linesOf(macro).last > lines.last;
  if (alone) builder.fold(lines, "symbols");
  for (const rule of rules) {
    const result = rule.childForFieldName("right");
    if (result !== null) foldInside(builder, result);
  }
}

function foldTokens(builder: OutlineBuilder, tokens: Node): void {
  const pending = [{ list: tokens, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { depth } = next;
    const holding = foldBodies(builder, next.list);
    if (depth < MAX_DEPTH) for (const list of holding) pending.push({ list, depth: depth + 1 });
  }
}

/** Braces behind `fn` and a name hold a body. Answers those that may hold definitions. */
function foldBodies(builder: OutlineBuilder, list: Node): readonly Node[] {
  const holding: Node[] = [];
  let before = "";
  let inFunction = false;
  for (const child of list.children) {
    const { type } = child;
    if (before === "fn") inFunction = /identifier|metavariable/.test(type);
    else if (type === ";") inFunction = false;
    else if (type.includes("comment")) foldOwnLines(builder, child);
    else if (isBraces(builder, child)) {
      if (!inFunction) holding.push(child);
      else foldInside(builder, child);
      inFunction = false;
    }
    before = type;
  }
  return holding;
}

function isBraces({ source }: OutlineBuilder, node: Node): boolean {
  return node.type === "token_tree" && source.text[node.startIndex] === "{";
}

function foldInside(builder: OutlineBuilder, body: Node): void {
  const lines = builder.interior(body);
  if (lines !== undefined) builder.fold(lines, "signatures");
}

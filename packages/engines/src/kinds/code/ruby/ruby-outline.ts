import type { Node } from "web-tree-sitter";
import type { NestingReader } from "../nesting-reader.ts";
import { linesOf, type OutlineBuilder } from "../outline-builder.ts";
import { foldItems, type ItemRole } from "../outline-list.ts";
import { RUBY_DECLARERS, RUBY_REQUIRES, RUBY_STATEMENTS } from "./ruby-names.ts";

/** Nesting of classes and blocks up to which members are looked at. */
const MAX_DEPTH = 40;

/** From this many lines on, a literal's inside is left out where documentation is kept. */
const LONG_LITERAL_LINES = 12;

/** Reads the outline of Ruby from its tree. */
export function outlineRuby(builder: OutlineBuilder, root: Node): void {
  const reader: NestingReader = {
    builder,
    nests: builder.nodeFinderOf(root, ["method", "singleton_method"]),
    mayDefine: builder.finderOf(DEFINING),
    mayNest: builder.finderOf(/(?:^|[;{(|=]|\bdo)[ \t]*def\b/gm),
  };
  outlineList(reader, {
    items: root.namedChildren,
    openLine: 0,
    closeLine: Number.POSITIVE_INFINITY,
    within: "block",
    depth: 0,
  });
}

/** What may begin a definition; more than does. */
const DEFINING = new RegExp(
  "(?<![.:@$\\w])(?:alias|class|def|module)\\b(?![:.])|^[ \\t]*(?:(?:[A-Z]|@@|\\$)[\\w:]{0,200} *(?:\\|\\|)?=|(?:" +
    [...RUBY_DECLARERS, ...RUBY_STATEMENTS].join("|") +
    ")\\b)",
  "gm",
);

/** Statements, and the lines of what stands around them. */
interface List {
  readonly items: readonly Node[];
  readonly openLine: number;
  readonly closeLine: number;
  readonly within: "class" | "block" | "method";
  readonly depth: number;
}

function outlineList(reader: NestingReader, list: List): void {
  foldItems(reader.builder, list, (item) => outlineItem(reader, item, list));
}

function outlineItem(reader: NestingReader, item: Node, list: List): ItemRole {
  const { builder } = reader;
  switch (item.type) {
    case "comment":
      return "comment";
    case "ERROR":
    case "heredoc_body":
    case "superclass":
      return "keep";
    case "uninterpreted":
      foldData(builder, item);
      return "keep";
    case "alias":
    case "method":
    case "singleton_method":
    case "class":
    case "module":
    case "singleton_class":
      outlineInside(reader, item, list.depth);
      return "keep";
    case "identifier":
      return list.within === "class" || RUBY_DECLARERS.has(item.text) ? "keep" : "leave";
    default:
      return outlineStatement(reader, item, list);
  }
}

function outlineStatement(reader: NestingReader, item: Node, list: List): ItemRole {
  if (CLAUSES.has(item.type)) {
    outlineInside(reader, item, list.depth);
    return "keep";
  }
  const mayDefine = list.within === "method" ? reader.mayNest : reader.mayDefine;
  if (!mayDefine(item) && !(list.within === "class" && declares(item))) return "leave";
  reader.builder.head(linesOf(item).first);
  outlineInside(reader, item, list.depth);
  return "keep";
}

/** Parts of a statement: where one is left out, the others may not stand. */
const CLAUSES: ReadonlySet<string> = new Set([
  "block_parameters",
  "else",
  "elsif",
  "ensure",
  "in_clause",
  "rescue",
  "when",
]);

/** Whether a statement of a class begins with a call that has no receiver. */
function declares(item: Node): boolean {
  if (!/^(?:call|if_modifier|unless_modifier)$/.test(item.type)) return false;
  const name = /^[a-z_]\w{0,200}/.exec(item.text.slice(0, 201))?.[0];
  return name !== undefined && !RUBY_REQUIRES.has(name);
}

/** Folds what stands behind `__END__`. */
function foldData(builder: OutlineBuilder, item: Node): void {
  const first = item.startPosition.row + (item.startPosition.column === 0 ? 0 : 1);
  const last = linesOf(item).last;
  for (let line = Math.max(1, first); line <= Math.min(last, first + 2); line++) {
    if (/^__END__\s*$/.test(builder.source.line(line)))
      builder.fold({ first: line, last: builder.source.lineCount }, "signatures");
  }
}

/** Folds what is inside a statement that stays: bodies of methods and blocks, insides of literals, what branches can do without. */
function outlineInside(reader: NestingReader, statement: Node, depth: number): void {
  const pending = [statement];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.startPosition.row === node.endPosition.row || depth > MAX_DEPTH) continue;
    const outline = OUTLINED.get(node.type);
    if (outline !== undefined) outline(reader, node, depth);
    else if (!UNTOUCHED.has(node.type) && !foldLiteral(reader, node))
      for (const child of node.namedChildren) pending.push(child);
  }
}

/** Text, in which a marker would be text. */
const UNTOUCHED: ReadonlySet<string> = new Set([
  "heredoc_body",
  "string",
  "string_array",
  "symbol_array",
]);

type OutlineNode = (reader: NestingReader, node: Node, depth: number) => void;

/** A method's body is folded whole, or as a list where it defines methods itself. */
function outlineMethod(reader: NestingReader, method: Node, depth: number): void {
  const { builder } = reader;
  const { first, last } = linesOf(method);
  const body = method.childForFieldName("body");
  builder.head(first);
  if (method.lastChild?.type !== "end" || body === null) return;
  const head = headOf(method);
  // The text may only look like one, in a here-document.
  if (reader.mayNest(body) && reader.nests(body)) {
    const openLine = head.endPosition.row + 1;
    const items = statementsOf(method);
    outlineList(reader, { items, openLine, closeLine: last, within: "method", depth: depth + 1 });
  } else foldBetween(builder, { head, last });
}

/** The last node of a head: parameters, name, superclass or condition. */
function headOf(node: Node): Node {
  for (const field of ["parameters", "superclass", "value", "condition", "name"]) {
    const part = node.childForFieldName(field);
    if (part !== null) return part;
  }
  return node.firstChild ?? node;
}

interface Between {
  readonly head: Node;
  /** Line of the `end` or bracket. */
  readonly last: number;
}

/** Folds the lines between a head and its `end`, where nothing else stands on the lines of these. */
function foldBetween(builder: OutlineBuilder, { head, last }: Between): void {
  const row = head.endPosition.row + 1;
  const behind = builder.source.line(row).slice(head.endPosition.column);
  const before = builder.source.line(last);
  if (!/^[)|\s;]*(?:#.*)?$/.test(behind) || !/^\s*(?:end\b|\})/.test(before)) return;
  builder.fold({ first: row + 1, last: last - 1 }, "signatures");
}

function outlineClass(reader: NestingReader, item: Node, depth: number): void {
  const { builder } = reader;
  const lines = linesOf(item);
  builder.head(lines.first);
  builder.scope(lines);
  const openLine = headOf(item).endPosition.row + 1;
  const items = statementsOf(item);
  outlineList(reader, {
    items,
    openLine,
    closeLine: lines.last,
    within: "class",
    depth: depth + 1,
  });
}

/** The statements of a class or block; comments before the first one belong to no body. */
function statementsOf(node: Node): readonly Node[] {
  const body = node.childForFieldName("body");
  const loose = node.namedChildren.filter(
    ({ type, endIndex }) => type === "comment" && endIndex <= (body?.startIndex ?? node.endIndex),
  );
  return body === null ? loose : [...loose, ...body.namedChildren];
}

/** A block is folded whole, or as a list where something in it may be a definition. */
function outlineBlock(reader: NestingReader, block: Node, depth: number): void {
  const { builder } = reader;
  const { first, last } = linesOf(block);
  const parameters = block.childForFieldName("parameters");
  const head = parameters ?? block.firstChild ?? block;
  const body = block.childForFieldName("body");
  if (body === null || !reader.mayDefine(body)) {
    foldBetween(builder, { head, last });
    return;
  }
  const openLine = Math.max(first, head.endPosition.row + 1);
  outlineList(reader, {
    items: statementsOf(block),
    openLine,
    closeLine: last,
    within: "block",
    depth: depth + 1,
  });
}

function outlineBranch(reader: NestingReader, branch: Node, depth: number): void {
  const next = branch.nextSibling ?? branch.parent?.nextSibling;
  const closeLine =
    branch.type === "begin"
      ? linesOf(branch).last
      : (next?.startPosition.row ?? Number.POSITIVE_INFINITY) + 1;
  const openLine = branch.startPosition.row + 1;
  outlineList(reader, {
    items: branch.namedChildren,
    openLine,
    closeLine,
    within: "block",
    depth: depth + 1,
  });
}

/** Folds the inside of a list or hash; in `%w[]` a marker would be a word. */
function foldLiteral(reader: NestingReader, node: Node): boolean {
  if (node.type !== "array" && node.type !== "hash") return false;
  const { builder } = reader;
  const lines = builder.interior(node);
  if (lines === undefined || reader.mayDefine(node)) return false;
  const { first, last } = linesOf(node);
  builder.fold(lines, last - first > LONG_LITERAL_LINES ? "signatures" : "symbols");
  return true;
}

/** How nodes with statements in them are outlined. */
const OUTLINED: ReadonlyMap<string, OutlineNode> = new Map([
  ["begin", outlineBranch],
  ["block", outlineBlock],
  ["class", outlineClass],
  ["do_block", outlineBlock],
  ["else", outlineBranch],
  ["ensure", outlineBranch],
  ["method", outlineMethod],
  ["module", outlineClass],
  ["singleton_class", outlineClass],
  ["singleton_method", outlineMethod],
  ["then", outlineBranch],
]);

import type { Node } from "web-tree-sitter";
import type { NestingReader } from "../nesting-reader.ts";
import { linesOf, type OutlineBuilder } from "../outline-builder.ts";
import { foldItems, type ItemRole } from "../outline-list.ts";

/** Nesting of blocks up to which statements are looked at. */
const MAX_DEPTH = 40;

/** A command that does nothing: a block must not be empty. */
const NOTHING = ": ";

/** Reads the outline of a shell's script from its tree. */
export function outlineShell(builder: OutlineBuilder, root: Node): void {
  const reader: NestingReader = {
    builder,
    nests: builder.nodeFinderOf(root, ["function_definition"]),
    mayDefine: builder.finderOf(
      /\b(?:alias|declare|export|function|readonly|trap|typeset)\b|[^\s=$(]\s{0,9}\(\s{0,9}\)/g,
    ),
    mayNest: builder.finderOf(/\bfunction\b|[^\s=$(]\s{0,9}\(\s{0,9}\)/g),
  };
  outlineList(reader, {
    items: root.namedChildren,
    openLine: 0,
    closeLine: Number.POSITIVE_INFINITY,
    depth: 0,
    inFunction: false,
  });
}

interface List {
  readonly items: readonly Node[];
  readonly openLine: number;
  readonly closeLine: number;
  readonly depth: number;
  readonly inFunction: boolean;
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
      return "keep";
    case "function_definition":
      outlineFunction(reader, item, list.depth);
      return "keep";
    case "case_statement":
      if (list.depth > 0) break;
      foldCase(reader, item);
      return "keep";
    default:
      break;
  }
  if (isAssignment(item)) return outlineAssignment(builder, item, list);
  const mayDefine = list.inFunction ? reader.mayNest : reader.mayDefine;
  if (!mayDefine(item)) return "leave";
  outlineInside(reader, item, list);
  return "keep";
}

/** Whether a statement begins with an assignment, or declares variables. */
function isAssignment(item: Node): boolean {
  if (item.type === "declaration_command") return true;
  return /^[A-Za-z_]\w{0,200}(?:\[[^\]]{0,200}\])?\+?=/.test(item.text.slice(0, 500));
}

function outlineAssignment(builder: OutlineBuilder, item: Node, list: List): ItemRole {
  if (list.inFunction || (list.depth > 0 && item.type !== "declaration_command")) return "leave";
  builder.head(linesOf(item).first);
  foldArrays(builder, item);
  return "keep";
}

function outlineFunction(reader: NestingReader, item: Node, depth: number): void {
  const { builder } = reader;
  const body = item.childForFieldName("body");
  builder.head(linesOf(item).first);
  if (body === null) return;
  const nests = reader.mayNest(body) && reader.nests(body);
  if (nests) outlineInside(reader, body, { depth, inFunction: true });
  else if (body.type === "compound_statement" || body.type === "subshell") {
    const lines = builder.interior(body);
    if (lines !== undefined) builder.fold(lines, "signatures", NOTHING);
  }
}

/** Looks for blocks in a statement that stays; what defines nothing in a block goes where something in it stays. */
function outlineInside(
  reader: NestingReader,
  statement: Node,
  within: Pick<List, "depth" | "inFunction">,
): void {
  const pending = [statement];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.startPosition.row === node.endPosition.row || within.depth > MAX_DEPTH) continue;
    const isBlock = BLOCKS.has(node.type);
    if (isBlock) outlineBlock(reader, node, within);
    for (const child of node.namedChildren)
      if (!isBlock || /^el.*_clause$/.test(child.type)) pending.push(child);
  }
}

function outlineBlock(
  reader: NestingReader,
  block: Node,
  { depth, inFunction }: Pick<List, "depth" | "inFunction">,
): void {
  for (const group of groupsOf(block)) {
    if (group.items.some((item) => staysInside(reader, item, inFunction)))
      outlineList(reader, { ...group, depth: depth + 1, inFunction });
  }
}

function staysInside(reader: NestingReader, item: Node, inFunction: boolean): boolean {
  if (item.type === "function_definition") return true;
  if (inFunction) return !isAssignment(item) && reader.mayNest(item);
  return item.type === "declaration_command" || (!isAssignment(item) && reader.mayDefine(item));
}

const BLOCKS: ReadonlySet<string> = new Set([
  "compound_statement",
  "do_group",
  "elif_clause",
  "else_clause",
  "if_statement",
  "subshell",
]);

interface Group {
  readonly items: readonly Node[];
  readonly openLine: number;
  readonly closeLine: number;
}

/** Statements between two words or brackets of a block's own, the condition left out. */
function groupsOf(block: Node): readonly Group[] {
  const groups: Group[] = [];
  let items: Node[] = [];
  let openLine: number | undefined;
  for (const child of block.children) {
    if (child.isNamed && !child.type.endsWith("_clause")) items.push(child);
    else if (child.type !== ";" && child.type !== "\n") {
      const line = child.startPosition.row + 1;
      if (openLine !== undefined) groups.push({ items, openLine, closeLine: line });
      openLine = GROUP_OPENERS.has(child.type) ? line : undefined;
      items = [];
    }
  }
  const closeLine = (block.nextSibling?.startPosition.row ?? Number.POSITIVE_INFINITY) + 1;
  if (openLine !== undefined) groups.push({ items, openLine, closeLine });
  return groups;
}

const GROUP_OPENERS: ReadonlySet<string> = new Set(["(", "do", "else", "then", "{"]);

/** Folds the insides of lists: `X=(...)`. */
function foldArrays(builder: OutlineBuilder, item: Node): void {
  const assignments = item.type === "variable_assignment" ? [item] : item.namedChildren;
  for (const assignment of assignments) {
    const value = assignment.childForFieldName("value");
    const lines = value?.type === "array" ? builder.interior(value) : undefined;
    if (lines !== undefined) builder.fold(lines, "symbols");
  }
}

/** Folds the commands of each pattern; what shares a line with the pattern or the `;;` stays. */
function foldCase({ builder, mayDefine }: NestingReader, statement: Node): void {
  builder.head(linesOf(statement).first);
  for (const item of statement.namedChildren) {
    if (item.type !== "case_item") continue;
    const bracket = item.children.find(({ type }) => type === ")");
    const end = item.children.findLast(({ type }) => /^;[;&]/.test(type));
    const commands = item.namedChildren.filter(
      ({ startIndex }) => startIndex >= (bracket?.endIndex ?? Number.POSITIVE_INFINITY),
    );
    const [first, last] = [commands[0], commands.at(-1)];
    if (first === undefined || last === undefined || bracket === undefined) continue;
    if (commands.some((command) => mayDefine(command))) continue;
    const shares = end !== undefined && end.startPosition.row <= linesOf(last).last - 1;
    const from = first.startPosition.row + 1;
    if (from <= bracket.endPosition.row + 1) continue;
    builder.fold(
      { first: from, last: shares ? last.startPosition.row : linesOf(last).last },
      "signatures",
    );
  }
}

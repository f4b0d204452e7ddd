import type { Node } from "web-tree-sitter";
import { type LineRange, linesOf, type OutlineBuilder } from "../outline-builder.ts";
import { foldItems, type ItemRole } from "../outline-list.ts";

/** Nesting of rules up to which they are looked at. */
const MAX_DEPTH = 40;

/** Reads the outline of CSS from its tree: declarations fold, but for custom properties; rules stay, at any depth. */
export function outlineCss(builder: OutlineBuilder, root: Node): void {
  outlineList(builder, root, 0);
}

function outlineList(builder: OutlineBuilder, list: Node, depth: number): void {
  const items = list.namedChildren;
  const { first, last } = linesOf(list);
  const openLine = depth === 0 ? 0 : first;
  const closeLine = depth === 0 ? Number.POSITIVE_INFINITY : last;
  foldItems(builder, { items, openLine, closeLine }, (item) => outlineItem(builder, item, depth));
  if (depth > 0) foldDeclarations(builder, items, { first: openLine, last: closeLine });
}

function outlineItem(builder: OutlineBuilder, item: Node, depth: number): ItemRole {
  if (item.type.endsWith("comment")) return "comment";
  const block = item.namedChildren.find(({ type }) => BLOCKS.has(type));
  if (block === undefined) return "keep";
  builder.head(linesOf(item).first);
  if (block.namedChildren.some(isRule)) builder.scope(linesOf(item));
  if (depth < MAX_DEPTH) outlineList(builder, block, depth + 1);
  return "keep";
}

const BLOCKS: ReadonlySet<string> = new Set(["block", "keyframe_block_list"]);

function isRule({ type }: Node): boolean {
  return type === "rule_set" || type === "keyframe_block" || type.endsWith("statement");
}

/** Folds stretches of declarations that stand on lines of their own, comments between them included. */
function foldDeclarations(builder: OutlineBuilder, items: readonly Node[], edges: LineRange): void {
  let run: LineRange | undefined;
  for (const [index, item] of items.entries()) {
    const lines = linesOf(item);
    const above = index === 0 ? edges.first : linesOf(items[index - 1] as Node).last;
    const below = index + 1 < items.length ? linesOf(items[index + 1] as Node).first : edges.last;
    const folds = isPlain(builder, item) && lines.first > above && lines.last < below;
    if (folds) run = { first: run?.first ?? lines.first, last: lines.last };
    if (run !== undefined && (!folds || index === items.length - 1)) {
      builder.fold(run, "signatures");
      run = undefined;
    }
  }
}

/** Whether an item is a declaration of a property that CSS knows, or a comment, and nothing else is on its lines. */
function isPlain({ source }: OutlineBuilder, item: Node): boolean {
  if (item.type.endsWith("comment")) return true;
  if (item.type !== "declaration" || item.hasError) return false;
  const start = source.text.slice(item.startIndex, item.startIndex + 2);
  const { last } = linesOf(item);
  const rest = source.text.slice(item.endIndex, source.lineEnd(last));
  return start !== "--" && !/^[$@%]/.test(start) && /^[;\s]*(?:\/\*.*|\/\/.*)?$/s.test(rest);
}

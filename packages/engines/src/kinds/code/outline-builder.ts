import type { Node } from "web-tree-sitter";
import type { Source } from "../../ladder/source.ts";
import type { Fold, FoldLevel, Outline, Scope } from "./outline.ts";

/** Collects what may be folded, in any order. */
export class OutlineBuilder {
  readonly source: Source;
  readonly #folds: Fold[] = [];
  readonly #scopes: Scope[] = [];
  readonly #heads: number[] = [];
  #functions: readonly number[] | undefined;

  constructor(source: Source) {
    this.source = source;
  }

  /** Lets a level and all smaller ones leave out lines `first` to `last`; nothing happens where that is no line. */
  fold(lines: LineRange, level: FoldLevel, indent = ""): void {
    if (lines.last < lines.first) return;
    this.#folds.push({ first: lines.first, last: lines.last, level, indent });
  }

  scope(lines: LineRange): void {
    this.#scopes.push({ first: lines.first, last: lines.last });
  }

  /** Says that a definition begins on a line. */
  head(line: number): void {
    this.#heads.push(line);
  }

  /** The lines between those of a node's first and last character, where those two lines hold nothing else inside it. */
  interior(node: Node): LineRange | undefined {
    const { first, last } = linesOf(node);
    if (last - first < 2) return undefined;
    const opened = this.source.line(first).slice(node.startPosition.column + 1);
    const closed = this.source.line(last).slice(0, Math.max(0, node.endPosition.column - 1));
    if (closed.trim() !== "" || !/^(?:$|\/\/|#)/.test(opened.trim())) return undefined;
    return { first: first + 1, last: last - 1 };
  }

  /** Whether what looks like a function begins inside a node. */
  holdsFunction(node: Node): boolean {
    this.#functions ??= offsetsOf(this.source.text, /=>|\bfunction\b(?!\s{0,9}:)|\)\s{0,9}\{/g);
    const next = firstAtLeast(this.#functions, node.startIndex);
    return next < this.#functions.length && (this.#functions[next] as number) < node.endIndex;
  }

  /** Finds all matches of a global pattern once, and answers whether the last character of one is inside a node. */
  finderOf(pattern: RegExp): (node: Node) => boolean {
    const offsets = Array.from(this.source.text.matchAll(pattern), endOf);
    return (node) =>
      (offsets[firstAtLeast(offsets, node.startIndex)] ?? Number.POSITIVE_INFINITY) < node.endIndex;
  }

  /** Lists all nodes of some types when first asked, and answers whether one begins inside a node. */
  nodeFinderOf(root: Node, types: readonly string[]): (node: Node) => boolean {
    let offsets: readonly number[] | undefined;
    return (node) => {
      offsets ??= root.descendantsOfType([...types]).map(({ startIndex }) => startIndex);
      const next = offsets[firstAtLeast(offsets, node.startIndex)];
      return next !== undefined && next < node.endIndex;
    };
  }

  build(clean: boolean): Outline {
    const byLine = (left: LineRange, right: LineRange) =>
      left.first - right.first || right.last - left.last;
    return {
      folds: this.#folds.sort(byLine),
      scopes: this.#scopes.sort(byLine),
      heads: this.#heads.sort((left, right) => left - right),
      clean,
    };
  }
}

/** Lines from 1, inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** The lines that a node stands on; a final line break does not count as being on the next line. */
export function linesOf(node: Node): LineRange {
  const first = node.startPosition.row + 1;
  const { row, column } = node.endPosition;
  return { first, last: column === 0 && row + 1 > first ? row : row + 1 };
}

function endOf({ index, 0: text }: RegExpExecArray): number {
  return index + Math.max(0, text.length - 1);
}

function offsetsOf(text: string, pattern: RegExp): readonly number[] {
  const offsets: number[] = [];
  for (const match of text.matchAll(pattern)) offsets.push(match.index);
  return offsets;
}

/** Index of the first of ascending numbers that is at least `least`. */
function firstAtLeast(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { headWords, type LineEnds } from "../../terminal/line-ends.ts";
import { readBranch, TREE_STYLES, type TreeStyle, treePrefix } from "./tree-style.ts";

/** An entry of a tree. */
export interface TreeEntry {
  /** 0 for the root and for what the tool says below the tree. */
  readonly depth: number;
  readonly text: string;
}

/** A tree, read with the style that it is drawn in. */
export interface Tree {
  /** Number of the style. */
  readonly style: number;
  readonly entries: readonly TreeEntry[];
}

/** Deeper lines are no listing any more, and their prefixes would be most of the text. */
const DEEPEST = 200;

/** Reads lines as a tree; `undefined` where less than half of them have branches. */
export function readTree(lines: readonly string[]): Tree | undefined {
  const first = lines.find((line) => /^(?:[├└│|+`\\])/.test(line));
  if (first === undefined) return undefined;
  let best: Tree | undefined;
  let most = lines.length / 2;
  for (const [style, pieces] of TREE_STYLES.entries()) {
    let branches = 0;
    const entries = lines.map((text): TreeEntry => {
      const branch = readBranch(text, pieces);
      if (branch === undefined || branch.depth > DEEPEST) return { depth: 0, text };
      branches++;
      return { depth: branch.depth, text: text.slice(branch.from) };
    });
    if (branches > most) {
      most = branches;
      best = { style, entries };
    }
  }
  return best;
}

/**
 * Writes a tree with a space for each level in place of its bars, which follow from the levels:
 *
 *     tree 0
 *     src
 *      index.ts
 *      kinds
 *       json.ts
 *     |
 *     2 directories, 2 files
 *
 * A line whose bars are otherwise stands behind `|` as it is. `undefined` where too many are.
 */
export function encodeTree(
  { style, entries }: Tree,
  lines: readonly string[],
  ends: LineEnds,
): string | undefined {
  const pieces = TREE_STYLES[style] ?? TREE_STYLES[0];
  const depths = entries.map(({ depth, text }) => (/^[ |]/.test(text) ? -1 : depth));
  if (!settle(depths, { style: pieces, entries, lines })) return undefined;
  const out = [[`tree ${style}`, ...headWords(ends)].join(", ")];
  for (const [at, { text }] of entries.entries()) {
    const depth = depths[at] as number;
    out.push(depth < 0 ? `|${lines[at]}` : " ".repeat(depth) + text);
  }
  return out.join("\n");
}

/** Taking out one line can change the bars of others; what does not settle soon is no tree. */
const ROUNDS = 6;

/** Sets the depth of lines to -1 whose bars do not follow from the other depths, until none is left. */
function settle(
  depths: number[],
  {
    style,
    entries,
    lines,
  }: {
    readonly style: TreeStyle;
    readonly entries: readonly TreeEntry[];
    readonly lines: readonly string[];
  },
): boolean {
  for (let round = 0; round < ROUNDS; round++) {
    const prefixes = treePrefix(depths, style);
    let changed = false;
    for (const [at, { text }] of entries.entries()) {
      if ((depths[at] as number) < 0 || (prefixes[at] as string) + text === lines[at]) continue;
      depths[at] = -1;
      changed = true;
    }
    if (!changed) return true;
  }
  return false;
}

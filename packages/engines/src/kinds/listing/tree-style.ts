/** What a tool draws a tree with: three pieces for each level. */
export interface TreeStyle {
  /** Before the name of an entry that others follow. */
  readonly tee: string;
  /** Before the name of the last entry of its folder. */
  readonly elbow: string;
  /** Below an entry that others follow. */
  readonly bar: string;
  /** Below the last entry of a folder. */
  readonly blank: string;
}

/** Styles by their number in a head line: never reorder them. GNU tree (with no-break spaces, plain, ASCII), Windows, npm, cargo. */
export const TREE_STYLES: readonly [TreeStyle, ...TreeStyle[]] = [
  { tee: "├── ", elbow: "└── ", bar: "│\u00a0\u00a0 ", blank: "    " },
  { tee: "├── ", elbow: "└── ", bar: "│   ", blank: "    " },
  { tee: "|-- ", elbow: "`-- ", bar: "|   ", blank: "    " },
  { tee: "├───", elbow: "└───", bar: "│   ", blank: "    " },
  { tee: "+---", elbow: "\\---", bar: "|   ", blank: "    " },
  { tee: "├─ ", elbow: "└─ ", bar: "│  ", blank: "   " },
  { tee: "├─┬ ", elbow: "└─┬ ", bar: "│ ", blank: "  " },
  { tee: "|-- ", elbow: "\\-- ", bar: "|   ", blank: "    " },
];

/** How deep a line stands in a tree and where its name begins, or `undefined` where it has no branch before it. */
export function readBranch(
  line: string,
  { tee, elbow, bar, blank }: TreeStyle,
): { readonly depth: number; readonly from: number } | undefined {
  let from = 0;
  for (let depth = 1; ; depth++) {
    if (line.startsWith(tee, from)) return { depth, from: from + tee.length };
    if (line.startsWith(elbow, from)) return { depth, from: from + elbow.length };
    if (line.startsWith(bar, from)) from += bar.length;
    else if (line.startsWith(blank, from)) from += blank.length;
    else return undefined;
  }
}

/**
 * What stands before each name of a tree, from the depths alone: an entry is the last of its folder where no other of its
 * depth comes before a smaller one. Depth 0 has nothing before it and ends what is above it; a line of depth -1 is no part of
 * the tree. Linear in the text that is written.
 */
export function treePrefix(depths: readonly number[], style: TreeStyle): string[] {
  const prefixes = new Array<string>(depths.length).fill("");
  // Read backwards: whether an entry of each depth comes below.
  const follows: boolean[] = [];
  for (let at = depths.length - 1; at >= 0; at--) {
    const depth = depths[at] as number;
    if (depth < 0) continue;
    follows.length = Math.min(follows.length, depth + 1);
    let prefix = "";
    for (let level = 1; level < depth; level++)
      prefix += follows[level] === true ? style.bar : style.blank;
    if (depth > 0) prefix += follows[depth] === true ? style.tee : style.elbow;
    prefixes[at] = prefix;
    while (follows.length < depth) follows.push(false);
    follows[depth] = true;
  }
  return prefixes;
}

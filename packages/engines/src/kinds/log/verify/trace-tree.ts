/** Stack traces by their lines. */
export interface TraceTree {
  /** Adds a trace; answers `false` where there is an equal one. */
  add(trace: readonly string[], entry: number): boolean;
  /** The longest trace that stands in the lines from here on, to the letter. */
  longestAt(lines: readonly string[], from: number): PlacedTrace | undefined;
}

/** A trace that was found: which one, and how many lines it has. */
export interface PlacedTrace {
  readonly entry: number;
  readonly length: number;
}

interface Node {
  readonly next: Map<string, Node>;
  entry: number | undefined;
}

/** An empty tree. */
export function createTraceTree(): TraceTree {
  const root: Node = { next: new Map(), entry: undefined };
  return {
    add(trace, entry) {
      let node = root;
      for (const line of trace) {
        const next: Node = node.next.get(line) ?? { next: new Map(), entry: undefined };
        node.next.set(line, next);
        node = next;
      }
      if (node.entry !== undefined) return false;
      node.entry = entry;
      return true;
    },
    longestAt(lines, from) {
      if (root.next.size === 0) return undefined;
      let longest: PlacedTrace | undefined;
      let node = root.next.get(lines[from] as string);
      for (let length = 1; node !== undefined; length++) {
        if (node.entry !== undefined) longest = { entry: node.entry, length };
        const line = lines[from + length];
        node = line === undefined ? undefined : node.next.get(line);
      }
      return longest;
    },
  };
}

/** What a parser that is not ours finds in a file. Each list may hold a text more than once. */
export interface CodeFacts {
  /** Whether the file parses without an error. */
  readonly parses: boolean;
  /** Kind and name of each definition at the top level, in namespaces and in classes, members left out. */
  readonly names: readonly string[];
  /** The same with the whole signature. */
  readonly signatures: readonly string[];
  /** Members of classes, interfaces, object types and enums with the whole signature. */
  readonly members: readonly string[];
}

/** How many of `before` are in `after`, each as often as there. */
export function countKept(before: readonly string[], after: readonly string[]): number {
  const left = new Map<string, number>();
  for (const text of after) left.set(text, (left.get(text) ?? 0) + 1);
  let kept = 0;
  for (const text of before) {
    const count = left.get(text) ?? 0;
    if (count > 0) kept++;
    left.set(text, count - 1);
  }
  return kept;
}

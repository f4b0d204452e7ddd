/** What a parser that is not ours finds in a file. Each list may hold a text more than once. */
export interface CodeFacts {
  /** What a parser complains of, without places; `undefined` where none is installed for the language. */
  readonly problems: readonly string[] | undefined;
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

/** Whether a parser finds nothing wrong with an output that it does not find with its source. */
export function parsesAsBefore(before: CodeFacts, after: CodeFacts): boolean {
  const known = new Set(before.problems);
  return (after.problems ?? []).every((problem) => known.has(problem));
}

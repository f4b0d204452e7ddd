/** Where a key of a configuration stands. */
export interface ConfigPlace {
  /** Its path, each key as it was written. */
  readonly name: string;
  /** From 1. Without it the configuration was not read from a file. */
  readonly line?: number | undefined;
}

/** What is wrong with a configuration. */
export interface ConfigProblem {
  /** Key path, what it is, and what to give instead. */
  readonly message: string;
  readonly line?: number | undefined;
}

/** One line for each problem, in line order, the first ten of them. `source` is the file, or what stands for it. */
export function problemLines(problems: readonly ConfigProblem[], source: string): string {
  const sorted = [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const lines = sorted.slice(0, MOST_LINES).map((problem) => placed(problem, source));
  const more = sorted.length - lines.length;
  return [...lines, ...(more > 0 ? [`And ${more} more.`] : [])].join("\n");
}

/** The message with its place before it. */
export function placed({ message, line }: ConfigProblem, source: string): string {
  return line === undefined ? `${source}: ${message}` : `${source}:${line}: ${message}`;
}

const MOST_LINES = 10;

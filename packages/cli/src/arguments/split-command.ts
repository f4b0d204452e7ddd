/** A command line, taken apart at its command. */
export interface SplitCommand {
  /** The first argument that is no flag; `undefined` where there is none. */
  readonly name: string | undefined;
  /** Everything else, in order. */
  readonly rest: readonly string[];
}

/** Finds the command in `argv`. Flags may stand in front of it; `valueFlags` are those of them that take the next argument. */
export function splitCommand(
  argv: readonly string[],
  valueFlags: readonly string[] = [],
): SplitCommand {
  let at = 0;
  while (at < argv.length && argv[at]?.startsWith("-") && argv[at] !== "--") {
    at += valueFlags.includes(argv[at] as string) ? 2 : 1;
  }
  const name = argv[at];
  if (name === undefined || name === "--") return { name: undefined, rest: argv };
  return { name, rest: argv.toSpliced(at, 1) };
}

/** What a file defines, in order, or why its blocks make no sense. */
export type ListedDefinitions =
  | { readonly found: readonly string[] }
  | { readonly problem: string };

/** What is known while the tokens of a file with nested blocks are read. */
export interface BlockReader<Token> {
  readonly tokens: readonly Token[];
  readonly found: string[];
  /** Blocks that are open, the innermost last. */
  readonly frames: { readonly opener: string }[];
}

/**
 * Lists the definitions of a file: `read` takes the token at an index, notes what it defines, and answers where to go on, or what
 * is wrong. A block that is still open at the end is wrong.
 */
export function listDefinitions<Reader extends BlockReader<unknown>>(
  reader: Reader,
  read: (reader: Reader, index: number) => number | string,
): ListedDefinitions {
  for (let index = 0; index < reader.tokens.length; ) {
    const next = read(reader, index);
    if (typeof next === "string") return { problem: next };
    index = next;
  }
  const open = reader.frames.at(-1);
  return open === undefined ? { found: reader.found } : { problem: `unclosed ${open.opener}` };
}

import { TokenPakError } from "@tokenpak/core";

/**
 * Cuts lines out of a text: first and last, 1-based and inclusive, each with the `\n` that ends it, so that neighbouring ranges
 * join to the whole. Past the end there is nothing. Throws `INVALID_OPTION` for what is no range.
 */
export function lineRange([from, to]: readonly [from: number, to: number]): (
  text: string,
) => string {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 1 || to < from) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `Lines ${from}-${to} are no range. Give two integers, the first from 1, the second not below it.`,
    );
  }
  return (text) => {
    const start = lineStart(text, { at: 0, skip: from - 1 });
    return text.slice(start, lineStart(text, { at: start, skip: to - from + 1 }));
  };
}

function lineStart(text: string, { at, skip }: { at: number; skip: number }): number {
  let start = at;
  for (let left = skip; left > 0; left--) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return start;
}

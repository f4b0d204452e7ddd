import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { termsOf } from "../../select/score-by-query.ts";
import { wordsOf } from "../../select/words.ts";
import type { BuildLines } from "./read-build-lines.ts";

/** Lines that a word of the query may keep; a word of more lines tells nothing apart. */
const MOST_MATCHES = 20;

/** Lines that stay whatever they are: what `preserve` names, and lines with words of the query that few lines have. */
export function mustStay(
  source: Source,
  { texts }: BuildLines,
  { preserve, query }: RungRequest,
): (at: number) => boolean {
  const preserved = preservedSpans(source.text, preserve);
  const matches = query === undefined ? undefined : matchingLines(texts, query);
  if (preserved.isEmpty && matches === undefined) return () => false;
  return (at) =>
    matches?.has(at) === true ||
    (!preserved.isEmpty && preserved.touches(source.lineStart(at + 1), source.lineEnd(at + 1)));
}

function matchingLines(texts: readonly string[], query: string): ReadonlySet<number> {
  const terms = termsOf(query);
  const found = new Map<string, number[]>();
  for (const [at, text] of texts.entries()) {
    for (const word of new Set(wordsOf(text))) {
      if (!terms.has(word)) continue;
      const places = found.get(word);
      if (places === undefined) found.set(word, [at]);
      else places.push(at);
    }
  }
  return new Set([...found.values()].filter(({ length }) => length <= MOST_MATCHES).flat());
}

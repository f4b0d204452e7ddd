import type { CodeLanguage } from "./code-language.ts";

/** How often a text may be read to its end in vain, on average. */
const MOST_READINGS = 30;

/** Characters that may be read in vain in any text. */
const FREE_CHARACTERS = 100_000;

/**
 * Whether comments or raw strings begin so often behind the last place where one ends that the parser, which reads to the end
 * of the text for each of them before it gives up, would take more than linear time. A few, as in broken code, do no harm.
 */
export function hasUnendedOpenings(text: string, language: CodeLanguage): boolean {
  const most = FREE_CHARACTERS + MOST_READINGS * text.length;
  return openingsOf(language).some(([open, close]) => {
    const nests = open === "/*" && NESTING.has(language.name);
    // Where comments nest, an end closes one of many; how many are open tells as well as where they are.
    if (nests) return (countOf(text, open) - countOf(text, close)) * text.length > 2 * most;
    let left = most;
    const ended = text.lastIndexOf(close);
    let at = text.indexOf(open, ended < 0 ? 0 : ended + close.length);
    for (; at >= 0 && left >= 0; at = text.indexOf(open, at + open.length))
      left -= text.length - at;
    return left < 0;
  });
}

/** Languages in which comments stand in comments and the parser does not give up at the first that has no end. */
const NESTING: ReadonlySet<string> = new Set(["dart", "swift"]);

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

function openingsOf({ name, comment }: CodeLanguage): readonly (readonly [string, string])[] {
  const comments = comment[0].startsWith("/") ? [["/*", "*/"] as const] : [];
  return name === "rust" ? [...comments, ['r#"', '"#']] : comments;
}

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
  return openingsOf(language).some(([open, close]) => {
    let left = FREE_CHARACTERS + MOST_READINGS * text.length;
    const ended = text.lastIndexOf(close);
    let at = text.indexOf(open, ended < 0 ? 0 : ended + close.length);
    for (; at >= 0 && left >= 0; at = text.indexOf(open, at + open.length))
      left -= text.length - at;
    return left < 0;
  });
}

function openingsOf({ name, comment }: CodeLanguage): readonly (readonly [string, string])[] {
  const comments = comment[0].startsWith("/") ? [["/*", "*/"] as const] : [];
  return name === "rust" ? [...comments, ['r#"', '"#']] : comments;
}

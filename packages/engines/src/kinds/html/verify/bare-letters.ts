/** White space, signs that Markdown, formulas and tags are made of, and characters without a shape. */
const SIGNS = /[\s!-/:-@[-`{-~\u00ad\u221a\u200b\ufeff]+/g;

/** What of a text must stand in an output whatever its notation: everything but white space and signs. */
export function bareLetters(text: string): string {
  return text.replace(SIGNS, "");
}

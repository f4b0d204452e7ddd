import type { BraceTokens } from "../braces/brace-tokens.ts";

/**
 * Lists what a style sheet defines, in order: the head of each rule and at-rule, its end, at-statements, custom properties and
 * the variables of SCSS with their values. Other declarations are left out. Linear, without recursion.
 */
export function cssDefinitions(tokens: BraceTokens): readonly string[] {
  const found: string[] = [];
  let start = 0;
  let at = 0;
  while (at < tokens.length) {
    const text = tokens.text(at);
    if (opensInside(tokens, at)) at = tokens.behind(at);
    else {
      at++;
      if (text !== "{" && text !== "}" && text !== ";") continue;
      if (text === "{") found.push(tokens.slice(start, at));
      else noteStatement(found, tokens, { start, end: at - 1 });
      if (text === "}") found.push(text);
      start = at;
    }
  }
  noteStatement(found, tokens, { start, end: at });
  return found;
}

/** Whether brackets belong to what stands around them: arguments, attributes, `#{...}`. */
function opensInside(tokens: BraceTokens, at: number): boolean {
  const text = tokens.text(at);
  return text === "(" || text === "[" || (text === "{" && tokens.text(at - 1) === "#");
}

function noteStatement(
  found: string[],
  tokens: BraceTokens,
  { start, end }: { readonly start: number; readonly end: number },
): void {
  if (end > start && isListed(tokens.text(start))) found.push(tokens.slice(start, end));
}

/** Whether a statement that begins like this stays: `--custom`, `$variable`, `@include`. */
function isListed(first: string): boolean {
  return /^(?:--|[$@%])/.test(first);
}

import type { BracePlace } from "../braces/brace-grammar.ts";
import type { BraceTokens } from "../braces/brace-tokens.ts";

/**
 * The word, such as `struct`, of the type that the braces at `open` belong to; `undefined` where they belong to a function,
 * which may have such a word in its own type: between word and brace of a type stand attributes, a name and bases only.
 */
export function cTypeWord(
  tokens: BraceTokens,
  { open, start }: Pick<BracePlace, "open" | "start">,
): string | undefined {
  let at = start;
  while (at < open && !TYPE_WORDS.has(tokens.text(at))) {
    if (/^[({[]$/.test(tokens.text(at)) && !isAttribute(tokens, at)) return undefined;
    at = next(tokens, at, open);
  }
  if (at >= open) return undefined;
  const word = tokens.text(at);
  for (at++; at < open; at = next(tokens, at, open)) {
    const text = tokens.text(at);
    if (text === ":") return word;
    if (text === "(" && !isAttribute(tokens, at)) return undefined;
  }
  return word;
}

function next(tokens: BraceTokens, at: number, end: number): number {
  return tokens.text(at) === "<" ? behindAngles(tokens, at, end) : tokens.behind(at);
}

const TYPE_WORDS: ReadonlySet<string> = new Set(["class", "enum", "struct", "union"]);

/** `alignas(8)`, `__attribute__((packed))`, `[[nodiscard]]`, `EXPORT(x)`. */
function isAttribute(tokens: BraceTokens, bracket: number): boolean {
  if (tokens.text(bracket) === "[") return true;
  const before = tokens.text(bracket - 1);
  return /^(?:alignas|_Alignas|declspec|explicit|requires|__\w+|[A-Z][A-Z\d_]*)$/.test(before);
}

/** Behind the parameters of a template, in which `class` is the word for a type; not beyond a body. */
function behindAngles(tokens: BraceTokens, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at = tokens.behind(at)) {
    if (tokens.text(at) === "<") depth++;
    else if (tokens.text(at) === ">" && --depth === 0) return at + 1;
  }
  return start + 1;
}

/** Characters that a literal of {@link rustLiteral} begins with. */
export const RUST_LITERAL_STARTS = "'rbc";

/**
 * Raw strings (`r#"..."#`, `br"..."`), and what begins with a quote: a character, or the name of a lifetime. Answers the offset
 * behind it, -1 for a raw string without an end, `undefined` for anything else.
 */
export function rustLiteral(text: string, at: number): number | undefined {
  return text[at] === "'" ? behindQuote(text, at) : behindRaw(text, at);
}

function behindQuote(text: string, at: number): number | undefined {
  // A quoted character may take two places; `\u{...}` and the like are left to the form of a plain character.
  if (text[at + 1] === "\\") return undefined;
  if (text[at + 2] === "'" && text[at + 1] !== "'") return at + 3;
  if (text[at + 3] === "'" && (text.codePointAt(at + 1) ?? 0) > 0xffff) return at + 4;
  let end = at + 1;
  while (end < text.length && /[\w\u0080-\uffff]/.test(text[end] as string)) end++;
  return end;
}

function behindRaw(text: string, start: number): number | undefined {
  let at = text[start] === "r" ? start + 1 : start + 2;
  if (text[at - 1] !== "r") return undefined;
  const hashes = at;
  while (text[at] === "#") at++;
  if (text[at] !== '"') return undefined;
  const close = `"${text.slice(hashes, at)}`;
  const end = text.indexOf(close, at + 1);
  return end < 0 ? -1 : end + close.length;
}

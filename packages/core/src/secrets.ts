import { SECRET_SHAPES } from "./secret-shapes.ts";

/** A credential found in a text. */
export interface SecretMatch {
  /** What it looks like, for example `private key`, `GitHub token`. */
  readonly name: string;
  /** UTF-16 offset of its first character. */
  readonly index: number;
  readonly length: number;
}

/** How any of them begins: one look through a text is enough for most. */
const STARTS = new RegExp(SECRET_SHAPES.map(({ start }) => start).join("|"), "g");

const PATTERNS = SECRET_SHAPES.map(
  ({ name, start, rest }) => [name, new RegExp(`${start}${rest}`, "g")] as const,
);

/** The first credential in a text, or `undefined`. Looks for published token shapes; a password in prose has none. */
export function findSecret(text: string): SecretMatch | undefined {
  STARTS.lastIndex = 0;
  const from = STARTS.exec(text)?.index;
  if (from === undefined) return undefined;
  let first: SecretMatch | undefined;
  for (const [name, pattern] of PATTERNS) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match !== null && (first === undefined || match.index < first.index)) {
      first = { name, index: match.index, length: match[0].length };
    }
  }
  return first;
}

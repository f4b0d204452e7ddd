/**
 * Letters and digits that need no quotes in a key, as the inside of a character class: ASCII, and all beyond Latin-1's signs but
 * spaces, surrogates and private or special characters. A table of our own: `\p{L}` grows with each Unicode version, so that
 * two versions of Node would write the same key differently.
 */
export const BARE_LETTERS =
  "A-Za-z0-9_\\u00c0-\\u167f\\u1681-\\u1fff\\u2070-\\u2fff\\u3001-\\ud7ff\\uf900-\\ufdff";

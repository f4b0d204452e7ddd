import { contentHash } from "./content-hash.ts";
import { TokenPakError } from "./errors.ts";

/** `tp:` and a prefix of the SHA-256 of an original's bytes, in hex. A store resolves any unambiguous prefix. */
export type Ref = `tp:${string}`;

/**
 * Hex digits that a new ref shows: 40 bits. Among a million originals a given ref is ambiguous with probability 1e-6,
 * and each further digit costs about a third of a token in every output.
 */
export const REF_DIGITS = 10;

/** The ref of a content, or of a content's hash when that is known already. */
export function refOf(content: string | Uint8Array | { readonly hash: string }): Ref {
  const hash =
    typeof content === "string" || content instanceof Uint8Array
      ? contentHash(content)
      : content.hash;
  return `tp:${hash.slice(0, REF_DIGITS)}`;
}

/**
 * The hash prefix that a user's ref names, in lower case. `tp:` may be missing; 4 to 64 hex digits.
 * Throws `REF_INVALID` otherwise.
 */
export function hashPrefixOf(ref: string): string {
  const match = /^\s{0,8}(?:tp:)?([0-9a-f]{4,64})\s{0,8}$/i.exec(ref);
  if (match?.[1] === undefined) {
    const shown = ref.length > 80 ? `${ref.slice(0, 80)}...` : ref;
    throw new TokenPakError(
      "REF_INVALID",
      `"${shown}" is not a ref. A ref is "tp:" and 4 to 64 hex digits, for example tp:3fa9c1d2e4.`,
    );
  }
  return match[1].toLowerCase();
}

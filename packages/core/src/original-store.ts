import type { Awaitable } from "./awaitable.ts";
import type { Ref } from "./ref.ts";

/** Which part of an original to read. */
export interface OriginalRange {
  /** First and last line, 1-based and inclusive; the last may lie past the end. Lines end with `\n`. */
  readonly lines?: readonly [from: number, to: number] | undefined;
}

/** Content-addressed originals: what was packed can always be given back. */
export interface OriginalStore {
  /**
   * Keeps `text` and answers its ref; putting the same text again changes nothing.
   * Throws `ORIGINAL_NOT_STORED` for text that holds a secret, and a `STORE_*` error when writing fails.
   */
  put(text: string): Awaitable<Ref>;
  /**
   * The original, whole or by lines, verified against its hash; `undefined` where no original has that ref.
   * Throws `REF_AMBIGUOUS` for a prefix of several, `REF_INVALID` for what is no ref, `STORE_CORRUPT` when the hash differs.
   */
  get(ref: string, range?: OriginalRange): Awaitable<string | undefined>;
}

/** An {@link OriginalStore} that answers at once. */
export interface SyncOriginalStore extends OriginalStore {
  put(text: string): Ref;
  get(ref: string, range?: OriginalRange): string | undefined;
}

/** So many words are remembered, a power of two. */
const SLOTS = 1 << 17;

/** How long words are that count, in UTF-16 units, inclusive. */
export interface WordLengths {
  readonly shortest: number;
  readonly longest: number;
}

/** Which words were lately seen, by two 32-bit hashes (FNV-1a and a multiplicative one); a later word may take the place of another. */
export class RecentWords {
  readonly #first = new Int32Array(SLOTS);
  readonly #second = new Int32Array(SLOTS);

  /**
   * The words of a text in lower case that were not lately seen: runs of letters and digits, of scripts that separate words. From
   * now on they are seen.
   */
  *unseen(lower: string, { shortest, longest }: WordLengths): Generator<string> {
    for (let at = 0; at < lower.length; at++) {
      const start = at;
      let first = FNV_OFFSET;
      let second = 0;
      for (; at < lower.length; at++) {
        const unit = lower.charCodeAt(at);
        if (!isWordUnit(unit)) break;
        first = Math.imul(first ^ unit, FNV_PRIME);
        second = Math.imul(second + unit, OTHER_PRIME) ^ (second >>> 15);
      }
      const length = at - start;
      if (length < shortest || length > longest) continue;
      if (this.#isNew(first, second)) yield lower.slice(start, at);
    }
  }

  #isNew(first: number, second: number): boolean {
    const slot = (first ^ (first >>> 15)) & (SLOTS - 1);
    if (this.#first[slot] === first && this.#second[slot] === second) return false;
    this.#first[slot] = first;
    this.#second[slot] = second;
    return true;
  }
}

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const OTHER_PRIME = 0x85ebca6b | 0;

/** From Latin-1 to before Thai: no surrogates, and no scripts whose words are not separated. */
function isWordUnit(unit: number): boolean {
  return unit < 128 ? IN_WORD[unit] === 1 : unit >= 0xc0 && unit < 0x0e00;
}

/** ASCII letters in lower case and digits. */
const IN_WORD = Uint8Array.from({ length: 128 }, (_, unit) =>
  (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) ? 1 : 0,
);

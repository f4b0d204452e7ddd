/** So many words are remembered, a power of two. */
const SLOTS = 1 << 17;

/** Which words were lately seen, by two 32-bit hashes (FNV-1a with two primes); a later word may take the place of another. */
export class RecentWords {
  readonly #first = new Int32Array(SLOTS);
  readonly #second = new Int32Array(SLOTS);

  /** Whether the word `text.slice(start, end)` is remembered; from now on it is. */
  seen(text: string, start: number, end: number): boolean {
    let first = FNV_OFFSET;
    let second = end - start;
    for (let at = start; at < end; at++) {
      const unit = text.charCodeAt(at);
      first = Math.imul(first ^ unit, FNV_PRIME);
      second = Math.imul(second ^ unit, OTHER_PRIME) ^ (second >>> 15);
    }
    const slot = (first ^ (first >>> 15)) & (SLOTS - 1);
    if (this.#first[slot] === first && this.#second[slot] === second) return true;
    this.#first[slot] = first;
    this.#second[slot] = second;
    return false;
  }
}

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const OTHER_PRIME = 0x85ebca6b | 0;

const NONE = -1;

/** The lines of a pool by their places. */
export interface KeysOfPlaces {
  keyAt(place: number): number;
}

/**
 * Finds the first place of a pool where a line stands with another behind it. Open addressing in two numbers a pair or fewer: a map
 * of them took most of what a session held. What is taken back must be what was added last.
 */
export class PairTable {
  readonly #lines: KeysOfPlaces;
  /** First places, by hash. */
  #slots = new Int32Array(32).fill(NONE);
  #size = 0;

  constructor(lines: KeysOfPlaces) {
    this.#lines = lines;
  }

  /** The first place of a pair, -1 for none. */
  firstOf(key: number, next: number): number {
    return this.#slots[this.#slotOf(key, next)] as number;
  }

  /** Adds a pair that is not in it. Places must rise. */
  add(place: number): void {
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    this.#slots[this.#slotOfPlace(place)] = place;
    this.#size++;
  }

  /** Takes back the pair that was added last. */
  takeBack(place: number): void {
    this.#slots[this.#slotOfPlace(place)] = NONE;
    this.#size--;
  }

  #slotOfPlace(place: number): number {
    return this.#slotOf(this.#lines.keyAt(place), this.#lines.keyAt(place + 1));
  }

  /** Where a pair is, or would be. */
  #slotOf(key: number, next: number): number {
    const slots = this.#slots;
    const lines = this.#lines;
    const last = slots.length - 1;
    for (let slot = hashOf(key, next) & last; ; slot = (slot + 1) & last) {
      const place = slots[slot] as number;
      if (place === NONE) return slot;
      if (lines.keyAt(place) === key && lines.keyAt(place + 1) === next) return slot;
    }
  }

  /** In the order of their places, so that what was added last still lies behind all that it met on its way. */
  #grow(): void {
    const places = this.#slots.filter((place) => place !== NONE).sort();
    this.#slots = new Int32Array(this.#slots.length * 2).fill(NONE);
    for (const place of places) this.#slots[this.#slotOfPlace(place)] = place;
  }
}

function hashOf(key: number, next: number): number {
  const mixed = Math.imul(key, 0x9e3779b1) ^ Math.imul(next + 0x7f4a7c15, 0x85ebca6b);
  const once = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  return (once ^ (once >>> 15)) >>> 0;
}

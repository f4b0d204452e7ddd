/** A line that may be pointed to. */
export interface PooledLine {
  /** From {@link LineKeys}. */
  readonly key: number;
  /** The number that the line begins with, -1 for none. */
  readonly number: number;
  /** Ordinal of its item, from 1. */
  readonly item: number;
  /** Its line in that item's content, from 1. */
  readonly line: number;
  /** Whether the line alone is worth pointing to. */
  readonly isLong: boolean;
}

const NONE = -1;
/** Places that are looked at for one line: the latest ones, and the first one, from which repetition goes on longest. */
const MOST_PLACES = 16;
/** Above any key: two keys make one number. */
const KEY_RANGE = 2 ** 26;

/**
 * Lines that stand literally in outputs, in order, and where two of them stand one after the other. Appending and taking back
 * cost a constant each; after taking back the pool is as it was.
 */
export class LinePool {
  #keys = new Int32Array(256);
  #numbers = new Int32Array(256);
  #items = new Int32Array(256);
  #lines = new Int32Array(256);
  /** For each place the one before it where the same two lines stand, or the same long line. */
  #pairsBefore = new Int32Array(256);
  #longBefore = new Int32Array(256);
  #size = 0;
  /** The latest place of two lines, of a long line. */
  readonly #pairs = new Map<number, number>();
  readonly #firstPairs = new Map<number, number>();
  readonly #long = new Map<number, number>();

  get size(): number {
    return this.#size;
  }

  append({ key, number, item, line, isLong }: PooledLine): void {
    const place = this.#size;
    if (place === this.#keys.length) this.#grow();
    this.#keys[place] = key;
    this.#numbers[place] = number;
    this.#items[place] = item;
    this.#lines[place] = line;
    this.#longBefore[place] = NONE - 1;
    this.#size++;
    if (isLong) {
      this.#longBefore[place] = this.#long.get(key) ?? NONE;
      this.#long.set(key, place);
    }
    if (!this.#follows(place)) return;
    const pair = this.#pairAt(place - 1);
    const before = this.#pairs.get(pair) ?? NONE;
    if (before === NONE) this.#firstPairs.set(pair, place - 1);
    this.#pairsBefore[place - 1] = before;
    this.#pairs.set(pair, place - 1);
  }

  /** Takes back the lines from a place on. */
  truncate(size: number): void {
    while (this.#size > size) {
      const place = this.#size - 1;
      if (this.#follows(place)) {
        const pair = this.#pairAt(place - 1);
        const before = this.#pairsBefore[place - 1] as number;
        restore(this.#pairs, pair, before);
        if (before === NONE) this.#firstPairs.delete(pair);
      }
      const before = this.#longBefore[place] as number;
      if (before >= NONE) restore(this.#long, this.#keys[place] as number, before);
      this.#size--;
    }
  }

  keyAt(place: number): number {
    return this.#keys[place] as number;
  }

  numberAt(place: number): number {
    return this.#numbers[place] as number;
  }

  itemAt(place: number): number {
    return this.#items[place] as number;
  }

  lineAt(place: number): number {
    return this.#lines[place] as number;
  }

  /** Whether the line at a place stood right behind the one before it in its content. */
  follows(place: number): boolean {
    return place > 0 && place < this.#size && this.#follows(place);
  }

  /** Places of a line with another behind it (`undefined`: at the end), latest first; of many the latest ones and the first. */
  *placesOf(key: number, next: number | undefined): Generator<number> {
    const pair = next === undefined ? NONE : key * KEY_RANGE + next;
    const latest = this.#pairs.get(pair);
    const before = latest === undefined ? this.#longBefore : this.#pairsBefore;
    let place = latest ?? this.#long.get(key) ?? NONE;
    for (let left = MOST_PLACES; left > 0 && place > NONE; left--) {
      yield place;
      place = before[place] as number;
    }
    if (place > NONE && latest !== undefined) yield this.#firstPairs.get(pair) as number;
  }

  #follows(place: number): boolean {
    return (
      place > 0 &&
      this.#items[place] === this.#items[place - 1] &&
      this.#lines[place] === (this.#lines[place - 1] as number) + 1
    );
  }

  #pairAt(place: number): number {
    return (this.#keys[place] as number) * KEY_RANGE + (this.#keys[place + 1] as number);
  }

  #grow(): void {
    const grown = (values: Int32Array): Int32Array<ArrayBuffer> => {
      const larger = new Int32Array(values.length * 2);
      larger.set(values);
      return larger;
    };
    this.#keys = grown(this.#keys);
    this.#numbers = grown(this.#numbers);
    this.#items = grown(this.#items);
    this.#lines = grown(this.#lines);
    this.#pairsBefore = grown(this.#pairsBefore);
    this.#longBefore = grown(this.#longBefore);
  }
}

function restore(latest: Map<number, number>, key: number, before: number): void {
  if (before === NONE) latest.delete(key);
  else latest.set(key, before);
}

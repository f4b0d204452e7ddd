import { PairTable } from "./pair-table.ts";

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

/**
 * Lines that stand literally in outputs, in order, and where two of them stand one after the other. Appending and taking back
 * cost a constant each; after taking back the pool is as it was.
 */
export class LinePool {
  #keys = new Int32Array(16);
  #numbers = new Int32Array(16);
  #items = new Int32Array(16);
  #lines = new Int32Array(16);
  /** For each place the one before it where the same two lines stand, or the same long line. */
  #pairsBefore = new Int32Array(16);
  #longBefore = new Int32Array(16);
  /** For the first place of two lines their latest. */
  #latestPairs = new Int32Array(16);
  #size = 0;
  readonly #pairs = new PairTable(this);
  /** The latest place of a long line. */
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
    if (this.#follows(place)) this.#addPair(place - 1, key);
  }

  #addPair(place: number, next: number): void {
    const first = this.#pairs.firstOf(this.#keys[place] as number, next);
    this.#pairsBefore[place] = first === NONE ? NONE : (this.#latestPairs[first] as number);
    this.#latestPairs[first === NONE ? place : first] = place;
    if (first === NONE) this.#pairs.add(place);
  }

  /** Takes back the lines from a place on. */
  truncate(size: number): void {
    while (this.#size > size) {
      const place = this.#size - 1;
      if (this.#follows(place)) this.#takeBackPair(place - 1);
      const before = this.#longBefore[place] as number;
      if (before === NONE) this.#long.delete(this.#keys[place] as number);
      else if (before > NONE) this.#long.set(this.#keys[place] as number, before);
      this.#size--;
    }
  }

  #takeBackPair(place: number): void {
    const before = this.#pairsBefore[place] as number;
    if (before === NONE) this.#pairs.takeBack(place);
    else {
      const first = this.#pairs.firstOf(this.keyAt(place), this.keyAt(place + 1));
      this.#latestPairs[first] = before;
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
  placesOf(key: number, next: number | undefined): readonly number[] {
    const first = next === undefined ? NONE : this.#pairs.firstOf(key, next);
    const before = first === NONE ? this.#longBefore : this.#pairsBefore;
    let place =
      first === NONE ? (this.#long.get(key) ?? NONE) : (this.#latestPairs[first] as number);
    if (place === NONE) return NOWHERE;
    const places: number[] = [];
    for (let left = MOST_PLACES; left > 0 && place > NONE; left--) {
      places.push(place);
      place = before[place] as number;
    }
    if (place > NONE && first !== NONE) places.push(first);
    return places;
  }

  #follows(place: number): boolean {
    return (
      place > 0 &&
      this.#items[place] === this.#items[place - 1] &&
      this.#lines[place] === (this.#lines[place - 1] as number) + 1
    );
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
    this.#latestPairs = grown(this.#latestPairs);
  }
}

const NOWHERE: readonly number[] = [];

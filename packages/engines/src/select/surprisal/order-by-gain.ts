/** Things to choose from, each saying some statements at some cost. */
export interface GainSubject {
  /** Statements of each, as numbers from 0; the same number is the same statement. */
  readonly says: readonly Uint32Array[];
  /** What each statement weighs, by its number. */
  readonly weights: ArrayLike<number>;
  /** Tokens of each, from 1. */
  readonly costs: ArrayLike<number>;
  /** What a gap beside a kept one costs: 0 where none is marked. */
  readonly gapCost: number;
  /** Those that are kept before any other, in this order. */
  readonly first: readonly number[];
}

/** What a statement is worth once it was said. */
const SAID_AGAIN = 0.15;

/** Saying it more often than this takes nothing more off. */
const MOST_SAID = 9;

/** What a statement is worth by how often it was said. */
const SHARES = Float64Array.from({ length: MOST_SAID + 1 }, (_, said) => SAID_AGAIN ** said);

/** How often a thing's gain is looked at again before it is taken as it is: keeps the work linear but for a logarithm. */
const MOST_LOOKS = 12;

/**
 * All things in the order of what they add for what they cost: at each step the one whose statements, those that were said before
 * discounted, weigh most for each token. Greedy choice of a coverage under a limit, of which every beginning is a choice for a
 * smaller limit; with lazy updates (Minoux 1978). A thing beside a kept one closes a gap, and costs that much less.
 */
export function orderByGain(subject: GainSubject): Uint32Array {
  const taken = new Taken(subject);
  for (const at of subject.first) taken.take(at);
  const heap = new MaxHeap();
  const offer = (at: number): void => {
    if (taken.isOpen(at)) heap.push(at, taken.gainOf(at));
  };
  for (const at of subject.says.keys()) offer(at);
  const looks = new Uint8Array(subject.says.length);
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    const { item, value } = top;
    if (!taken.isOpen(item)) continue;
    const now = taken.gainOf(item);
    const looked = looks[item] as number;
    if (now < value && now < heap.best && looked < MOST_LOOKS) {
      looks[item] = looked + 1;
      heap.push(item, now);
    } else {
      taken.take(item);
      offer(item - 1);
      offer(item + 1);
    }
  }
  return taken.order;
}

/** What is taken so far, and what it says. */
class Taken {
  readonly order: Uint32Array;
  readonly #subject: GainSubject;
  readonly #isTaken: Uint8Array;
  /** How often each statement was said. */
  readonly #said: Uint8Array;
  #count = 0;

  constructor(subject: GainSubject) {
    this.order = new Uint32Array(subject.says.length);
    this.#subject = subject;
    this.#isTaken = new Uint8Array(subject.says.length);
    this.#said = new Uint8Array(subject.weights.length);
  }

  /** Whether there is such a thing, and it is not taken yet. */
  isOpen(at: number): boolean {
    return this.#isTaken[at] === 0;
  }

  take(at: number): void {
    if (!this.isOpen(at)) return;
    this.#isTaken[at] = 1;
    this.order[this.#count++] = at;
    for (const statement of this.#subject.says[at] as Uint32Array) {
      this.#said[statement] = Math.min(MOST_SAID, (this.#said[statement] as number) + 1);
    }
  }

  /** What a thing would add, for each token. */
  gainOf(at: number): number {
    const { says, weights, costs, gapCost } = this.#subject;
    let gain = 0;
    for (const statement of says[at] as Uint32Array) {
      gain += (weights[statement] as number) * (SHARES[this.#said[statement] as number] as number);
    }
    const gaps = Number(this.isOpen(at - 1)) + Number(this.isOpen(at + 1)) - 1;
    return gain / Math.max(1, (costs[at] as number) + gapCost * gaps);
  }
}

/** Items by value, the largest first; of equal ones the earlier item. */
class MaxHeap {
  readonly #items: number[] = [];
  readonly #values: number[] = [];

  /** The largest value, less than any where there is none. */
  get best(): number {
    return this.#values[0] ?? Number.NEGATIVE_INFINITY;
  }

  push(item: number, value: number): void {
    let at = this.#items.length;
    this.#items.push(item);
    this.#values.push(value);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): { readonly item: number; readonly value: number } | undefined {
    if (this.#items.length === 0) return undefined;
    this.#swap(0, this.#items.length - 1);
    const item = this.#items.pop() as number;
    const value = this.#values.pop() as number;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#items.length && this.#isBefore(child, least)) least = child;
      }
      if (least === at) return { item, value };
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(left: number, right: number): boolean {
    const difference = (this.#values[left] as number) - (this.#values[right] as number);
    return (
      difference > 0 ||
      (difference === 0 && (this.#items[left] as number) < (this.#items[right] as number))
    );
  }

  #swap(left: number, right: number): void {
    const [items, values] = [this.#items, this.#values];
    [items[left], items[right]] = [items[right] as number, items[left] as number];
    [values[left], values[right]] = [values[right] as number, values[left] as number];
  }
}

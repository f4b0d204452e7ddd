/**
 * Amounts by time, and what they come to after one. In chunks of at most {@link CHUNK} times, with the sum of what is before each:
 * where times come about in their order, to add, to take and to sum up looks through one chunk; in any other order, through the sums
 * of the later ones too, which for a million times are some thousands.
 */
export class TimedSums {
  readonly #chunks: Chunk[] = [];
  /** Of so many chunks the `before` is right. */
  #summed = 0;

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  /** An amount over 0. */
  add(time: number, amount: number): void {
    const index = this.#chunkOf(time);
    const chunk = this.#chunks[index];
    if (chunk === undefined) {
      this.#chunks.push({ times: [time], amounts: [amount], sum: amount, before: 0 });
      return;
    }
    const { times, amounts } = chunk;
    const place = firstAtOrAfter(times, time);
    chunk.sum += amount;
    this.#changed(index);
    if (times[place] === time) {
      amounts[place] = (amounts[place] ?? 0) + amount;
      return;
    }
    if (place === times.length) {
      times.push(time);
      amounts.push(amount);
    } else {
      times.splice(place, 0, time);
      amounts.splice(place, 0, amount);
    }
    if (times.length > CHUNK) this.#split(index, place);
  }

  /** Takes back what was added. */
  take(time: number, amount: number): void {
    const index = this.#chunkOf(time);
    const chunk = this.#chunks[index];
    const place = chunk === undefined ? -1 : chunk.times.lastIndexOf(time);
    if (chunk === undefined || place < 0) return;
    const { times, amounts } = chunk;
    const left = (amounts[place] ?? 0) - amount;
    if (left > 0) {
      amounts[place] = left;
    } else {
      times.splice(place, 1);
      amounts.splice(place, 1);
    }
    if (times.length === 0) this.#chunks.splice(index, 1);
    else chunk.sum = sumFrom(amounts, 0);
    this.#changed(times.length === 0 ? index - 1 : index);
  }

  /** The sum of the amounts of later times. */
  after(time: number): number {
    const index = this.#chunkOf(time);
    const chunk = this.#chunks[index];
    const last = this.#chunks.at(-1);
    if (chunk === undefined || last === undefined) return 0;
    const rest = sumFrom(chunk.amounts, firstAtOrAfter(chunk.times, time + 1));
    if (chunk === last) return rest;
    this.#sumUp();
    const all = last.before + last.sum;
    if (Number.isSafeInteger(all)) return all - chunk.before - chunk.sum + rest;
    // Differences would not be exact any more.
    return this.#chunks.slice(index + 1).reduce((sum, later) => sum + later.sum, rest);
  }

  /** Forgets earlier times. */
  dropBefore(time: number): void {
    let gone = 0;
    for (const chunk of this.#chunks) {
      const { times, amounts } = chunk;
      const kept = firstAtOrAfter(times, time);
      if (kept < times.length) {
        times.splice(0, kept);
        amounts.splice(0, kept);
        chunk.sum = sumFrom(amounts, 0);
        break;
      }
      gone++;
    }
    this.#chunks.splice(0, gone);
    this.#summed = 0;
  }

  #changed(index: number): void {
    this.#summed = Math.min(this.#summed, index + 1);
  }

  #sumUp(): void {
    for (let index = Math.max(this.#summed, 0); index < this.#chunks.length; index++) {
      const before = this.#chunks[index - 1];
      (this.#chunks[index] as Chunk).before = before === undefined ? 0 : before.before + before.sum;
    }
    this.#summed = this.#chunks.length;
  }

  /** The last chunk that begins at or before the time, or the first one. */
  #chunkOf(time: number): number {
    let [low, high] = [0, this.#chunks.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#chunks[middle]?.times[0] ?? 0) <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** What only grows at its end leaves full chunks behind; anything else halves. */
  #split(index: number, place: number): void {
    const chunk = this.#chunks[index] as Chunk;
    const at = place === CHUNK ? CHUNK : CHUNK >> 1;
    const times = chunk.times.splice(at);
    const amounts = chunk.amounts.splice(at);
    chunk.sum = sumFrom(chunk.amounts, 0);
    this.#chunks.splice(index + 1, 0, { times, amounts, sum: sumFrom(amounts, 0), before: 0 });
  }
}

interface Chunk {
  /** Rising, at least one. */
  readonly times: number[];
  readonly amounts: number[];
  sum: number;
  /** Sum of the chunks before it. */
  before: number;
}

const CHUNK = 256;

function firstAtOrAfter(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  if ((times[high - 1] ?? 0) < time) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sumFrom(amounts: readonly number[], first: number): number {
  let sum = 0;
  for (let index = first; index < amounts.length; index++) sum += amounts[index] ?? 0;
  return sum;
}

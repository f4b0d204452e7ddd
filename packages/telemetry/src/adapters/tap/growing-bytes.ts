/** Bytes that come in chunks of any size, kept once: memory is at most twice their number, and no more than is asked for. */
export class GrowingBytes {
  readonly #most: number;
  #bytes = Buffer.alloc(0);
  #size = 0;

  /** Keeps `most` bytes at most. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Appends; false, and nothing is kept any longer, where it would be too much. */
  append(chunk: Uint8Array): boolean {
    const size = this.#size + chunk.length;
    if (size > this.#most) {
      this.#bytes = Buffer.alloc(0);
      this.#size = Number.POSITIVE_INFINITY;
      return false;
    }
    if (size > this.#bytes.length) {
      const room = Math.min(this.#most, Math.max(size, 2 * this.#bytes.length, LEAST_ROOM));
      const grown = Buffer.allocUnsafeSlow(room);
      this.#bytes.copy(grown, 0, 0, this.#size);
      this.#bytes = grown;
    }
    this.#bytes.set(chunk, this.#size);
    this.#size = size;
    return true;
  }

  /** All of them as UTF-8, without a byte order mark; `undefined` where it was too much. */
  text(): string | undefined {
    if (this.#size > this.#most) return undefined;
    return new TextDecoder().decode(this.#bytes.subarray(0, this.#size));
  }
}

const LEAST_ROOM = 4_096;

/** The share of what was left that the next try takes: markers grow with what is shown. */
const STEP = 0.95;

/**
 * Limits of the page's text, so that what is written comes close to a limit of the page: down by what was too much, twice as far each
 * time, up by what was left, and between what fitted and what did not where both are known.
 */
export class LimitSearch {
  readonly #most: number;
  #next: number;
  #step = 0;
  #fitted = 0;
  #over = Number.POSITIVE_INFINITY;

  constructor(most: number) {
    this.#most = most;
    this.#next = most;
  }

  /** The limit to try; 0 where no other is worth it. */
  get next(): number {
    return this.#next;
  }

  /** Says how many tokens the last limit came to. */
  tried(tokens: number): void {
    const left = this.#most - tokens;
    if (left >= 0) this.#fitted = Math.max(this.#fitted, this.#next);
    else {
      this.#over = Math.min(this.#over, this.#next);
      this.#step = Math.max(-left, 2 * this.#step);
    }
    const isBetween = this.#fitted > 0 && Number.isFinite(this.#over);
    if (isBetween) this.#next = Math.floor((this.#fitted + this.#over) / 2);
    else this.#next += left >= 0 ? Math.floor(left * STEP) : -this.#step;
    if (this.#next <= this.#fitted) this.#next = 0;
  }
}

import { setImmediate } from "node:timers/promises";

/** Longest time that the thread is held, in milliseconds. */
const SLICE_MS = 12;

/** Lets timers and other events of the process run from time to time during long work. */
export class Breather {
  #since = performance.now();

  /** Whether the thread was held for long. */
  get isDue(): boolean {
    return performance.now() - this.#since > SLICE_MS;
  }

  /** Gives way when it is due. */
  async breathe(): Promise<void> {
    if (!this.isDue) return;
    await setImmediate();
    this.#since = performance.now();
  }
}

import type { Awaitable } from "@tokenpak/core";

/** What is to be done when its turn comes. */
export type Step = () => Awaitable<void>;

/** How much may wait in a {@link StepQueue}. */
export interface StepQueueLimits {
  /** Steps in the making at once, from 1. */
  readonly concurrency: number;
  /** UTF-16 units of text in all steps that wait. */
  readonly mostUnits: number;
}

interface Waiting {
  readonly units: number;
  readonly made: Promise<void>;
  /** Set as soon as it is made. */
  step: Step | undefined;
}

/** Made steps that may wait for an earlier one that is still in the making, for each that is made at once. */
const WAITING_FOR_EACH = 16;

/** Takes steps that are made at different speeds, and does them one after the other in the order in which they were added. */
export class StepQueue {
  readonly #limits: StepQueueLimits;
  readonly #waiting: Waiting[] = [];
  #units = 0;

  constructor(limits: StepQueueLimits) {
    this.#limits = limits;
  }

  /**
   * Adds a step, perhaps one in the making, which must not reject; `units` of text stay in memory until it is done. Comes back
   * when there is room for another. Throws what a step throws.
   */
  async add(step: Step | Promise<Step>, units = 0): Promise<void> {
    if (typeof step === "function" && this.#waiting.length === 0) return step();
    this.#units += units;
    this.#waiting.push(waitingFor(step, units));
    for (;;) {
      await this.#doWhatIsMade();
      const inTheMaking = this.#waiting.filter((one) => one.step === undefined);
      if (inTheMaking.length === 0) return;
      if (this.#isFull()) await this.#waiting[0]?.made;
      else if (inTheMaking.length < this.#limits.concurrency) return;
      else await Promise.race(inTheMaking.map((one) => one.made));
    }
  }

  /** Comes back when every step is done. */
  async drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#waiting[0]?.made;
      await this.#doWhatIsMade();
    }
  }

  #isFull(): boolean {
    const { concurrency, mostUnits } = this.#limits;
    return this.#units >= mostUnits || this.#waiting.length >= concurrency * WAITING_FOR_EACH;
  }

  async #doWhatIsMade(): Promise<void> {
    for (let first = this.#waiting[0]; first?.step !== undefined; first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#units -= first.units;
      await first.step();
    }
  }
}

function waitingFor(step: Step | Promise<Step>, units: number): Waiting {
  if (typeof step === "function") return { units, step, made: Promise.resolve() };
  const waiting: Waiting = {
    units,
    step: undefined,
    made: step.then((made) => {
      waiting.step = made;
    }),
  };
  return waiting;
}

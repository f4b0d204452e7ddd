import type { TelemetryEvent } from "./telemetry-event.ts";

/** Events that wait for one reader, at most, before reading pauses: a batch more may come. */
const MOST_WAITING = 1000;

/** Gives events out to any number of readers, each with a queue of its own. */
export class EventStreams {
  readonly #streams = new Set<EventStream>();
  #ended = false;
  /** How often somebody took an event or left. */
  #taken = 0;
  readonly #waiting: (() => void)[] = [];
  #patienceMs: number | undefined;

  /** A reader that gets what is published from now on. */
  open(): AsyncIterator<TelemetryEvent, undefined> {
    const stream = new EventStream(() => this.#moved(stream));
    if (this.#ended) stream.end();
    else this.#streams.add(stream);
    return stream;
  }

  publish(events: readonly TelemetryEvent[]): void {
    for (const stream of this.#streams) stream.push(events);
  }

  /**
   * Waits until every reader has room. `false`: the signal was aborted, or nobody took anything for as long as {@link hurry} said.
   */
  async room(signal?: AbortSignal): Promise<boolean> {
    while (this.#isFull()) {
      const before = this.#taken;
      const inHurry = this.#patienceMs !== undefined;
      await this.#movement(signal);
      if (signal?.aborted || (inHurry && this.#taken === before)) return false;
    }
    return true;
  }

  /** From now on, nobody who takes nothing is waited for longer than that. */
  hurry(patienceMs: number): void {
    this.#patienceMs = patienceMs;
    this.#wake();
  }

  /** Every reader ends when it has taken what waits for it. */
  end(): void {
    this.#ended = true;
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }

  /** Readers may come again. */
  begin(): void {
    this.#ended = false;
    this.#patienceMs = undefined;
  }

  #isFull(): boolean {
    for (const { waiting } of this.#streams) if (waiting >= MOST_WAITING) return true;
    return false;
  }

  #moved(stream: EventStream): void {
    this.#taken += 1;
    if (stream.isClosed) this.#streams.delete(stream);
    this.#wake();
  }

  #wake(): void {
    for (const go of this.#waiting.splice(0)) go();
  }

  #movement(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", go);
        resolve();
      };
      const timer = this.#patienceMs === undefined ? undefined : setTimeout(go, this.#patienceMs);
      this.#waiting.push(go);
      signal?.addEventListener("abort", go);
      if (signal?.aborted) go();
    });
  }
}

type Result = IteratorResult<TelemetryEvent, undefined>;

class EventStream implements AsyncIterator<TelemetryEvent, undefined> {
  readonly #onMove: () => void;
  /** What waits, from {@link #first} on: taking from the front of a long array is slow. */
  #events: TelemetryEvent[] = [];
  #first = 0;
  #asked: ((result: Result) => void)[] = [];
  #ended = false;
  isClosed = false;

  constructor(onMove: () => void) {
    this.#onMove = onMove;
  }

  get waiting(): number {
    return this.#events.length - this.#first;
  }

  push(events: readonly TelemetryEvent[]): void {
    for (const event of events) {
      const answer = this.#asked.shift();
      if (answer === undefined) this.#events.push(event);
      else answer({ done: false, value: event });
    }
  }

  end(): void {
    this.#ended = true;
    for (const answer of this.#asked.splice(0)) answer(DONE);
  }

  async next(): Promise<Result> {
    const event = this.#take();
    this.#onMove();
    if (event !== undefined) return { done: false, value: event };
    if (this.#ended) return DONE;
    return new Promise((resolve) => this.#asked.push(resolve));
  }

  async return(): Promise<Result> {
    this.isClosed = true;
    this.#events = [];
    this.#first = 0;
    this.end();
    this.#onMove();
    return DONE;
  }

  #take(): TelemetryEvent | undefined {
    const event = this.#events[this.#first];
    if (event === undefined) return undefined;
    this.#first += 1;
    if (this.#first === this.#events.length || this.#first >= MOST_WAITING) {
      this.#events = this.#events.slice(this.#first);
      this.#first = 0;
    }
    return event;
  }
}

const DONE: Result = { done: true, value: undefined };

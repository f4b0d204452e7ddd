/** Counts by sets of labels, of which there are never more than a limit: what comes after is counted under `other`. */
export class SeriesTable<Counts> {
  readonly #names: readonly string[];
  readonly #limit: number;
  readonly #start: () => Counts;
  readonly #series = new Map<string, Series<Counts>>();

  constructor(names: readonly string[], limit: number, start: () => Counts) {
    this.#names = names;
    this.#limit = limit;
    this.#start = start;
  }

  /** The counts of a set of labels; a label that nobody said is `unknown`. */
  of(values: Readonly<Record<string, string | undefined>>): Counts {
    const labels = this.#names.map((name) => labelValue(values[name]));
    return (this.#find(labels) ?? this.#add(labels)).counts;
  }

  /** All of them, by their labels. */
  sorted(): readonly Series<Counts>[] {
    return [...this.#series.entries()]
      .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
      .map(([, series]) => series);
  }

  #find(labels: readonly string[]): Series<Counts> | undefined {
    return this.#series.get(keyOf(labels));
  }

  #add(labels: readonly string[]): Series<Counts> {
    // One place is kept for what does not fit.
    if (this.#series.size < this.#limit - 1) return this.#put(labels);
    const other = this.#names.map(() => "other");
    return this.#find(other) ?? this.#put(other);
  }

  #put(values: readonly string[]): Series<Counts> {
    const labels = Object.fromEntries(
      this.#names.map((name, index) => [name, values[index] ?? ""]),
    );
    const series = { labels, counts: this.#start() };
    this.#series.set(keyOf(values), series);
    return series;
  }
}

/** One set of labels and its counts. */
export interface Series<Counts> {
  readonly labels: Readonly<Record<string, string>>;
  readonly counts: Counts;
}

const LONGEST = 120;

function labelValue(value: string | undefined): string {
  if (value === undefined || value === "") return "unknown";
  // Half of a character, of which there may be one now at the end, cannot be written as UTF-8.
  return value.slice(0, LONGEST).toWellFormed();
}

function keyOf(labels: readonly string[]): string {
  return JSON.stringify(labels);
}

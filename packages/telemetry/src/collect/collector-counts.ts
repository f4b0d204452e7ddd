/** What reading the logs of one source, or of all, came to. */
export interface SourceCounts {
  /** Log files that there are, and those that were read because they had changed. */
  readonly files: number;
  readonly changedFiles: number;
  /** Read from changed files: bytes, and whole lines of those that have lines. */
  readonly bytes: number;
  readonly lines: number;
  /** Requests that are new; that took the place of a worse report; that were known already. */
  readonly added: number;
  readonly replaced: number;
  readonly ignored: number;
  /** Lines that may matter and are no JSON. */
  readonly badLines: number;
  /** Lines over the limit, which were not read. */
  readonly oversizedLines: number;
  /** Requests that cannot be (negative or absurd counts, no id), which were dropped. */
  readonly refused: number;
  /** Requests of an impossible time, which got the time at which their file was last written. */
  readonly retimed: number;
}

/** Counts of all sources together, and of each. */
export interface CollectorCounts extends SourceCounts {
  /** Names of the sources that have files. */
  readonly agents: readonly string[];
  readonly bySource: Readonly<Record<string, SourceCounts>>;
}

/** {@link SourceCounts} while they are counted. */
export type CountsInProgress = { -readonly [field in keyof SourceCounts]: number };

/** Counts by source. */
export class CountsTally {
  readonly #bySource = new Map<string, CountsInProgress>();

  /** The counts of a source, to add to. */
  of(source: string): CountsInProgress {
    const known = this.#bySource.get(source);
    if (known !== undefined) return known;
    const counts = noCounts();
    this.#bySource.set(source, counts);
    return counts;
  }

  result(): CollectorCounts {
    const total = noCounts();
    for (const counts of this.#bySource.values()) {
      for (const field of FIELDS) total[field] += counts[field];
    }
    const bySource = [...this.#bySource].map(([name, counts]) => [name, { ...counts }] as const);
    return {
      ...total,
      agents: bySource.filter(([, { files }]) => files > 0).map(([name]) => name),
      bySource: Object.fromEntries(bySource),
    };
  }
}

function noCounts(): CountsInProgress {
  return {
    files: 0,
    changedFiles: 0,
    bytes: 0,
    lines: 0,
    added: 0,
    replaced: 0,
    ignored: 0,
    badLines: 0,
    oversizedLines: 0,
    refused: 0,
    retimed: 0,
  };
}

const FIELDS = Object.keys(noCounts()) as readonly (keyof SourceCounts)[];

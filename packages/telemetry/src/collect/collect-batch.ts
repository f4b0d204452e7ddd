import {
  type CompletionEntry,
  type CompletionRecord,
  isTokenPakError,
  type Pricer,
  TokenPakError,
} from "@tokenpak/core";
import { checkEntries } from "../ledger/check-entries.ts";
import type { CountsTally } from "./collector-counts.ts";
import type { CollectorStore } from "./collector-store.ts";
import { commitWithPatience } from "./commit-with-patience.ts";
import type { FoundLog } from "./log-walk.ts";
import { priceEntry } from "./price-entry.ts";
import type { TelemetryEvent } from "./telemetry-event.ts";
import { identityKey, type TrackedLog, type TrackedLogs } from "./tracked-logs.ts";

/** Entries, and files, of one commit: a chunk of a file more may come. */
const MOST_ENTRIES = 500;
const MOST_FILES = 500;

/** No request to a model was made before this, in milliseconds since 1970. */
const EARLIEST = Date.UTC(2000, 0, 1);
/** How far the clock of a log may be ahead, in milliseconds. */
const MOST_AHEAD_MS = 86_400_000;

/** Where a batch goes. */
export interface BatchTarget {
  readonly store: CollectorStore;
  readonly tracked: TrackedLogs;
  readonly pricer: Pricer;
  readonly tally: CountsTally;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Gives events out and waits until there is room for more; `false`: there will be none. */
  readonly deliver: (events: readonly TelemetryEvent[]) => Promise<boolean>;
}

/** What was read and is not committed yet: entries together with how far the files are read. */
export class CollectBatch {
  readonly #target: BatchTarget;
  #entries: { readonly entry: CompletionEntry; readonly found: FoundLog }[] = [];
  #logs = new Map<string, TrackedLog>();

  constructor(target: BatchTarget) {
    this.#target = target;
  }

  get isFull(): boolean {
    return this.#entries.length >= MOST_ENTRIES || this.#logs.size >= MOST_FILES;
  }

  /** Takes the entries that can be; answers the number of those that cannot. */
  add(entries: readonly CompletionEntry[], found: FoundLog): number {
    const counts = this.#target.tally.of(found.source.name);
    let refused = 0;
    for (const entry of entries) {
      const { at } = entry;
      const timed = this.#isPossible(at) ? entry : { ...entry, at: this.#timeOf(found) };
      if (isRecordable(timed)) {
        this.#entries.push({ entry: timed, found });
        if (timed !== entry) counts.retimed += 1;
      } else {
        refused += 1;
      }
    }
    counts.refused += refused;
    return refused;
  }

  /** How far a file is read when all that was added is committed. */
  reach(log: TrackedLog): void {
    const key = identityKey(log.checkpoint);
    this.#logs.delete(key);
    this.#logs.set(key, log);
  }

  /** Commits and gives the events out. Throws `STORE_*` (nothing is kept then), and `ABORTED` where there will be no room again. */
  async flush(): Promise<void> {
    const entries = this.#entries;
    const logs = [...this.#logs.values()];
    this.#entries = [];
    this.#logs = new Map();
    if (entries.length === 0 && logs.length === 0) return;
    const { store, tracked, pricer, tally, deliver } = this.#target;
    const priced: CompletionEntry[] = [];
    for (const { entry } of entries) {
      const answer = priceEntry(entry, pricer);
      priced.push(answer instanceof Promise ? await answer : answer);
    }
    const checkpoints = logs.map(({ checkpoint }) => checkpoint);
    const outcomes = await commitWithPatience(store, { entries: priced, checkpoints });
    for (const log of logs) tracked.put(log);
    const events: TelemetryEvent[] = [];
    for (const [index, { found }] of entries.entries()) {
      const change = outcomes[index] ?? "ignored";
      tally.of(found.source.name)[change] += 1;
      const entry = priced[index];
      if (entry === undefined || change === "ignored" || change === "refused") continue;
      events.push(eventOf(entry, { change, found }));
    }
    if (await deliver(events)) return;
    throw new TokenPakError(
      "ABORTED",
      "Reading logs was stopped. What was committed stays; the rest is read next time.",
    );
  }

  /** Of a record that says none that can be: when its file was last written, or now. */
  #timeOf({ stats }: FoundLog): number {
    const written = Math.trunc(stats.mtimeMs);
    return this.#isPossible(written) ? written : this.#target.now();
  }

  #isPossible(at: number): boolean {
    return at >= EARLIEST && at <= this.#target.now() + MOST_AHEAD_MS;
  }
}

function isRecordable(entry: CompletionEntry): boolean {
  try {
    checkEntries({ completions: [entry] });
    return true;
  } catch (error) {
    if (!isTokenPakError(error, "INVALID_OPTION")) throw error;
    return false;
  }
}

function eventOf(
  entry: CompletionEntry,
  { change, found }: { readonly change: "added" | "replaced"; readonly found: FoundLog },
): TelemetryEvent {
  const { supersedes: _, ...record } = entry;
  return {
    kind: "completion",
    change,
    record: record satisfies CompletionRecord,
    source: found.source.name,
    file: found.file.path,
  };
}

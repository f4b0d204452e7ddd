import type {
  CompletionEntry,
  LatencyQuantiles,
  LedgerEntries,
  RecordCounts,
  SavingsRecord,
  SyncLedger,
  UsageFilter,
  UsageQuery,
  UsageReport,
} from "@tokenpak/core";
import { naiveReport } from "./naive-report.ts";

/** An entry, and its place in the order of recording. */
interface Known {
  readonly entry: CompletionEntry;
  readonly place: number;
}

/** A ledger that keeps everything and counts anew for every question: what others are compared with. */
export class MemoryLedger implements SyncLedger {
  readonly #best = new Map<string, Known>();
  readonly #superseded = new Set<string>();
  readonly #savings = new Map<string, SavingsRecord>();
  #places = 0;

  record({ completions = [], savings = [] }: LedgerEntries): RecordCounts {
    const counts = { added: 0, replaced: 0, ignored: 0 };
    for (const entry of completions) {
      const before = new Set(this.counted());
      this.#take(entry);
      const after = new Set(this.counted());
      if ([...before].some((known) => !after.has(known))) counts.replaced++;
      else if (after.size > before.size) counts.added++;
      else counts.ignored++;
    }
    for (const saving of savings) {
      const known = this.#savings.get(saving.id);
      if (known === undefined) counts.added++;
      else if (isWorse(saving, known) || isEqual(saving, known)) {
        counts.ignored++;
        continue;
      } else counts.replaced++;
      this.#savings.set(saving.id, saving);
    }
    return counts;
  }

  report(query: UsageQuery = {}): UsageReport {
    return naiveReport(
      { completions: this.counted(), savings: [...this.#savings.values()] },
      query,
    );
  }

  latencies(filter: UsageFilter = {}): LatencyQuantiles | undefined {
    const { since = 0, until = Number.POSITIVE_INFINITY, ...names } = filter;
    const latencies = this.counted()
      .filter(({ at }) => at >= since && at < until)
      .filter((entry) =>
        Object.entries(names).every(([name, value]) => entry[name as "model"] === value),
      )
      .map(({ latencyMs }) => latencyMs)
      .filter((latency) => latency !== undefined)
      .sort((left, right) => left - right);
    if (latencies.length === 0) return undefined;
    const quantile = (share: number): number =>
      latencies[Math.ceil((latencies.length * share) / 100) - 1] as number;
    return { p50: quantile(50), p95: quantile(95), p99: quantile(99) };
  }

  /** The completions that count. */
  counted(): readonly CompletionEntry[] {
    const groups = new Map<string, Known[]>();
    for (const known of this.#best.values()) {
      const { id, responseId } = known.entry;
      if (this.#superseded.has(id)) continue;
      const key = responseId === undefined ? `id ${id}` : `response ${responseId}`;
      groups.set(key, [...(groups.get(key) ?? []), known]);
    }
    return [...groups.values()].flatMap((group) => {
      const copies = group.filter(({ entry }) => isCopy(entry));
      const originals = group.filter(({ entry }) => !isCopy(entry)).sort(bestFirst);
      const [copy] = copies.sort(bestFirst);
      const [best, ...others] = originals;
      const first = [copy, best].filter((known) => known !== undefined).sort(bestFirst)[0];
      return [first, ...others].flatMap((known) => (known === undefined ? [] : [known.entry]));
    });
  }

  /** The savings that count. */
  savings(): readonly SavingsRecord[] {
    return [...this.#savings.values()];
  }

  #take(entry: CompletionEntry): void {
    for (const id of entry.supersedes ?? []) if (id !== entry.id) this.#superseded.add(id);
    const next = { entry, place: this.#places++ };
    const known = this.#best.get(entry.id);
    if (known === undefined || (!isSame(entry, known.entry) && bestFirst(next, known) < 0)) {
      this.#best.set(entry.id, next);
    }
  }
}

/** A report with a response id that may be a copy of any other one with that id; without a response id there are no copies. */
function isCopy({ requestId, sideCopy }: CompletionEntry): boolean {
  return requestId === undefined || sideCopy === true;
}

const CONFIDENCE = { high: 2, medium: 1, low: 0 } as const;

function bestFirst(left: Known, right: Known): number {
  const facts = ({ entry, place }: Known): readonly number[] => [
    CONFIDENCE[entry.usage.confidence],
    entry.sideCopy === true ? 0 : 1,
    entry.usage.partial ? 0 : 1,
    entry.usage.output,
    entry.costNanos === undefined ? 0 : 1,
    place,
  ];
  const others = facts(right);
  for (const [index, fact] of facts(left).entries()) {
    if (fact !== others[index]) return (others[index] ?? 0) - fact;
  }
  return 0;
}

function isSame(left: CompletionEntry, right: CompletionEntry): boolean {
  return isEqual({ ...left, supersedes: undefined }, { ...right, supersedes: undefined });
}

function isWorse(saving: SavingsRecord, than: SavingsRecord): boolean {
  const facts = (one: SavingsRecord): number =>
    2 * CONFIDENCE[one.confidence] + (one.savedNanos === undefined ? 0 : 1);
  return facts(saving) < facts(than);
}

/** Equal but for the order of fields and those that are `undefined`. */
function isEqual(left: object, right: object): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`;
}

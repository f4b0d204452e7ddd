import type { CompletionEntry } from "@tokenpak/core";
import type {
  CollectorStore,
  CommitResult,
  CompletionChange,
  FileCheckpoint,
} from "../collector-store.ts";

/** A store in memory, with the rules of the port and no others: the first report of an id stands, one with more output replaces it. */
export class MemoryStore implements CollectorStore {
  readonly records = new Map<string, CompletionEntry>();
  /** How often something was committed. */
  commits = 0;
  #checkpoints: FileCheckpoint[] = [];

  checkpoints(source: string): readonly FileCheckpoint[] {
    // As from a file: nobody changes what is kept.
    return structuredClone(this.#checkpoints.filter((one) => one.source === source));
  }

  commit({ entries, checkpoints }: Parameters<CollectorStore["commit"]>[0]): CommitResult {
    this.commits += 1;
    const changes = (entries.completions ?? []).map((entry) => this.#change(entry));
    for (const checkpoint of structuredClone(checkpoints)) {
      this.#checkpoints = this.#checkpoints.filter((known) => !isInPlaceOf(checkpoint, known));
      this.#checkpoints.push(checkpoint);
    }
    const count = (change: CompletionChange) => changes.filter((one) => one === change).length;
    return {
      changes,
      added: count("added"),
      replaced: count("replaced"),
      ignored: count("ignored"),
    };
  }

  #change(entry: CompletionEntry): CompletionChange {
    const known = this.records.get(entry.id);
    if (known !== undefined && entry.usage.output <= known.usage.output) return "ignored";
    this.records.set(entry.id, entry);
    return known === undefined ? "added" : "replaced";
  }
}

function isInPlaceOf(checkpoint: FileCheckpoint, known: FileCheckpoint): boolean {
  const { source, path, dev, ino } = known;
  if (source !== checkpoint.source) return false;
  return path === checkpoint.path || (dev === checkpoint.dev && ino === checkpoint.ino);
}

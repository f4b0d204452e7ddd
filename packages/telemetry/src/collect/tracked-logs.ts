import type { CollectorStore, FileCheckpoint } from "./collector-store.ts";

/** A file of which something is known. */
export interface TrackedLog {
  readonly checkpoint: FileCheckpoint;
  /** No byte from the checkpoint's offset up to here ends a line. */
  readonly scannedTo: number;
}

/** How far files were read: what the store has, and what was seen since. */
export class TrackedLogs {
  readonly #store: CollectorStore;
  readonly #sources = new Set<string>();
  readonly #byIdentity = new Map<string, TrackedLog>();
  readonly #byPath = new Map<string, TrackedLog>();

  constructor(store: CollectorStore) {
    this.#store = store;
  }

  /** Takes over what the store has of a source, once. Throws `STORE_*`. */
  load(source: string): void {
    if (this.#sources.has(source)) return;
    for (const checkpoint of this.#store.checkpoints(source)) {
      this.put({ checkpoint, scannedTo: checkpoint.offset });
    }
    this.#sources.add(source);
  }

  /** The file of that device and inode. */
  ofIdentity(file: FileIdentity): TrackedLog | undefined {
    return this.#byIdentity.get(identityKey(file));
  }

  /** The file that had that path. */
  ofPath(source: string, path: string): TrackedLog | undefined {
    return this.#byPath.get(pathKey({ source, path }));
  }

  /** In the place of those with the same identity, or the same path, as the store does it. */
  put(log: TrackedLog): void {
    const { checkpoint } = log;
    for (const old of [
      this.ofIdentity(checkpoint),
      this.ofPath(checkpoint.source, checkpoint.path),
    ]) {
      if (old === undefined) continue;
      this.#byIdentity.delete(identityKey(old.checkpoint));
      this.#byPath.delete(pathKey(old.checkpoint));
    }
    this.#byIdentity.set(identityKey(checkpoint), log);
    this.#byPath.set(pathKey(checkpoint), log);
  }
}

/** Which file of a source. */
export interface FileIdentity {
  readonly source: string;
  readonly dev: number;
  readonly ino: number;
}

/** One text for one file of one source. */
export function identityKey({ source, dev, ino }: FileIdentity): string {
  return `${dev}:${ino}:${source}`;
}

function pathKey({ source, path }: { readonly source: string; readonly path: string }): string {
  return `${source}\0${path}`;
}

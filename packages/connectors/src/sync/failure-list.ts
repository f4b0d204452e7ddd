import type { IndexFailure } from "./sync-options.ts";

/** Documents that failed: in this sync, and those of earlier ones that are still to be tried again. By id. */
export class FailureList {
  readonly #failed = new Map<string, IndexFailure>();
  readonly #retry: Set<string>;

  /** `retry`: ids left over from earlier syncs. */
  constructor(retry: Iterable<string>) {
    this.#retry = new Set(retry);
  }

  /** Failures of this sync that still hold. */
  get failed(): readonly IndexFailure[] {
    return [...this.#failed.values()];
  }

  /** Ids that a later sync has to try again. */
  get retry(): readonly string[] {
    return [...this.#retry];
  }

  add(id: string, failure: IndexFailure & { readonly retryable: boolean }): void {
    const { retryable, ...rest } = failure;
    this.#failed.set(id, rest);
    if (retryable) this.#retry.add(id);
    else this.#retry.delete(id);
  }

  /** The document succeeded, or is gone. */
  forget(id: string): void {
    this.#failed.delete(id);
    this.#retry.delete(id);
  }
}

/** What the index has of one source, and what a sync said of it so far. Everything by id, as the source names it. */
export class IndexedDocuments {
  readonly #marks: Map<string, string>;
  readonly #named = new Set<string>();
  /** When each document was last found to be there. */
  readonly #found = new Map<string, number>();
  readonly #leftOut = new Map<string, number>();
  readonly #unreadable = new Set<string>();
  #clock = 0;
  #lastLeftOut = 0;
  #sweptLeftOut = 0;

  /** `marks` of what the index has of the source when the sync begins. */
  constructor(marks: Map<string, string>) {
    this.#marks = marks;
  }

  markOf(id: string): string | undefined {
    return this.#marks.get(id);
  }

  /** The index has the document now. */
  has(id: string, mark: string): void {
    this.#marks.set(id, mark);
  }

  /** The index has the document no more. */
  lost(id: string): void {
    this.#marks.delete(id);
  }

  /** The sync said something of this document. */
  name(id: string): void {
    this.#named.add(id);
  }

  /** The document is there, and the index has it or is about to. */
  find(id: string): void {
    this.#named.add(id);
    this.#found.set(id, ++this.#clock);
  }

  isNamed(id: string): boolean {
    return this.#named.has(id);
  }

  /** Nothing can be said of what is below this folder: it stays. `folder` ends with `/`. */
  passOver(folder: string): void {
    this.#unreadable.add(folder);
  }

  /** Everything below this folder is to go, but what is found after this. */
  leaveOut(folder: string): void {
    this.#lastLeftOut = ++this.#clock;
    this.#leftOut.set(folder, this.#lastLeftOut);
  }

  /** Whether a folder was left out since the last {@link toRemove}. */
  get isToSweep(): boolean {
    return this.#lastLeftOut > this.#sweptLeftOut;
  }

  /**
   * What the index has but should not: what is below folders left out and, where the sync is through with `complete` (as
   * `CheckpointEvent` has it), what is covered by that and was not named.
   */
  toRemove(complete?: string): readonly string[] {
    this.#sweptLeftOut = this.#lastLeftOut;
    return [...this.#marks.keys()].filter(
      (id) => this.#isLeftOut(id) || (complete !== undefined && this.#isGone(id, complete)),
    );
  }

  #isLeftOut(id: string): boolean {
    const found = this.#found.get(id) ?? 0;
    if (found >= this.#lastLeftOut) return false;
    return hasFolder(id, (folder) => (this.#leftOut.get(folder) ?? 0) > found);
  }

  #isGone(id: string, complete: string): boolean {
    if (this.#named.has(id) || !covers(complete, id)) return false;
    return this.#unreadable.size === 0 || !hasFolder(id, (folder) => this.#unreadable.has(folder));
  }
}

/** Whether `complete`, as `CheckpointEvent` has it, says something of a document. */
export function covers(complete: string, id: string): boolean {
  return complete === "" || complete === id || (complete.endsWith("/") && id.startsWith(complete));
}

/** Whether a folder above `id` is one that is looked for. */
function hasFolder(id: string, isWanted: (folder: string) => boolean): boolean {
  for (let end = id.indexOf("/"); end >= 0; end = id.indexOf("/", end + 1)) {
    if (isWanted(id.slice(0, end + 1))) return true;
  }
  return false;
}

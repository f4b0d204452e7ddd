import { contentHash, hashPrefixOf, type Ref, refOf, type SyncOriginalStore } from "@tokenpak/core";

/** Originals in a map, as simple as the port allows. */
export class MemoryStore implements SyncOriginalStore {
  readonly texts = new Map<string, string>();

  put(text: string): Ref {
    this.texts.set(contentHash(text), text);
    return refOf(text);
  }

  get(ref: string): string | undefined {
    const prefix = hashPrefixOf(ref);
    return [...this.texts].find(([hash]) => hash.startsWith(prefix))?.[1];
  }
}

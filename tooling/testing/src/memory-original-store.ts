import {
  contentHash,
  findSecret,
  hashPrefixOf,
  type OriginalRange,
  type Ref,
  refOf,
  type SyncOriginalStore,
  TokenPakError,
} from "@tokenpak/core";

/** Originals in a Map, for tests. */
export class MemoryOriginalStore implements SyncOriginalStore {
  readonly #texts = new Map<string, string>();

  put(text: string): Ref {
    if (findSecret(text) !== undefined) {
      throw new TokenPakError("ORIGINAL_NOT_STORED", "The text holds a secret and is not stored.");
    }
    this.#texts.set(contentHash(text), text);
    return refOf(text);
  }

  get(ref: string, { lines }: OriginalRange = {}): string | undefined {
    const prefix = hashPrefixOf(ref);
    if (lines !== undefined) checkLines(lines);
    const hashes = [...this.#texts.keys()].filter((hash) => hash.startsWith(prefix));
    if (hashes.length > 1) {
      const more = digitsThatTell(hashes) - prefix.length;
      throw new TokenPakError("REF_AMBIGUOUS", `"tp:${prefix}" needs ${more} more digits.`);
    }
    const text = this.#texts.get(hashes[0] ?? "");
    if (text === undefined || lines === undefined) return text;
    const all = text.split(/(?<=\n)/);
    return all.slice(lines[0] - 1, lines[1]).join("");
  }
}

function checkLines([from, to]: readonly [number, number]): void {
  if (Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 1 && to >= from) return;
  throw new TokenPakError("INVALID_OPTION", `Lines ${from}-${to} are no range.`);
}

function digitsThatTell(hashes: readonly string[]): number {
  for (let digits = 1; digits < 64; digits++) {
    if (new Set(hashes.map((hash) => hash.slice(0, digits))).size === hashes.length) return digits;
  }
  return 64;
}

import type { ItemLines } from "./item-lines.ts";

interface KeyEntry {
  /** The map that holds it. */
  readonly map: Map<string, number>;
  readonly text: string;
  /** Characters that the number before it is padded to; -1 for a line without one. */
  readonly width: number;
}

/**
 * A number for each different line. Lines of a file view that differ in their line numbers alone have the same key: key and
 * number together are the line.
 */
export class LineKeys {
  readonly #whole = new Map<string, number>();
  /** Lines without the numbers before them, by the width of the number. */
  readonly #numbered = new Map<number, Map<string, number>>();
  /** For each key what it stands for; `undefined` once forgotten. */
  readonly #entries: (KeyEntry | undefined)[] = [];

  /** Keys given so far. */
  get size(): number {
    return this.#entries.length;
  }

  /** The keys of a content's lines; lines that were not seen before get new ones. */
  of({ lines, numbers }: ItemLines): Int32Array {
    const keys = new Int32Array(lines.length);
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] as string;
      const number = numbers[at];
      keys[at] =
        number === undefined
          ? this.#keyIn(this.#whole, line, -1)
          : this.#keyIn(this.#mapOf(number.width), line.slice(number.length), number.width);
    }
    return keys;
  }

  /** The line of a key and the number that it begins with, if any. `undefined` where it was forgotten. */
  lineOf(key: number, number: number): string | undefined {
    const entry = this.#entries[key];
    if (entry === undefined || entry.width < 0) return entry?.text;
    return `${number}`.padStart(entry.width) + entry.text;
  }

  /** Forgets keys from `first` on that are not in `kept`. */
  forget(first: number, kept: ReadonlySet<number>): void {
    for (let key = first; key < this.#entries.length; key++) {
      const entry = this.#entries[key];
      if (entry === undefined) continue;
      entry.map.delete(entry.text);
      if (kept.has(key)) {
        // A part of a string keeps the whole of it in memory: the whole is no longer needed.
        const text = Buffer.from(entry.text, "utf16le").toString("utf16le");
        entry.map.set(text, key);
        this.#entries[key] = { ...entry, text };
      } else this.#entries[key] = undefined;
    }
  }

  /** Takes back all keys from `first` on. */
  truncate(first: number): void {
    for (let key = first; key < this.#entries.length; key++) {
      const entry = this.#entries[key];
      if (entry !== undefined) entry.map.delete(entry.text);
    }
    this.#entries.length = Math.min(first, this.#entries.length);
  }

  #mapOf(width: number): Map<string, number> {
    const known = this.#numbered.get(width);
    if (known !== undefined) return known;
    const map = new Map<string, number>();
    this.#numbered.set(width, map);
    return map;
  }

  #keyIn(map: Map<string, number>, text: string, width: number): number {
    const known = map.get(text);
    if (known !== undefined) return known;
    const key = this.#entries.length;
    map.set(text, key);
    this.#entries.push({ map, text, width });
    return key;
  }
}

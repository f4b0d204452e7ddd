/** Longer names are cut. */
const LONGEST = 80;

interface NamedItem {
  readonly name: string;
  readonly given: string;
  readonly before: number;
}

/**
 * What items are called in markers: the name that the caller gave, on one line, or `item 3` after their place; where several
 * have the same name `src/a.ts`, then `src/a.ts (2)`, and so on. Each name stands for one item.
 */
export class ItemNames {
  /** For each item: its name, the one it was given, and how many of that there were before. */
  readonly #items: NamedItem[] = [];
  readonly #ordinals = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  get size(): number {
    return this.#items.length;
  }

  /** Names the next item. */
  add(name: string | undefined): string {
    const given = onOneLine(name ?? "") || `item ${this.#items.length + 1}`;
    const before = this.#counts.get(given) ?? 0;
    let count = Math.max(1, before);
    let own = given;
    while (this.#ordinals.has(own)) {
      count++;
      own = `${given} (${count})`;
    }
    this.#counts.set(given, count);
    this.#items.push({ name: own, given, before });
    this.#ordinals.set(own, this.#items.length);
    return own;
  }

  /** The name of an item, by its ordinal from 1. */
  nameOf(ordinal: number): string | undefined {
    return this.#items[ordinal - 1]?.name;
  }

  /** The ordinal of the item of this name, from 1. */
  ordinalOf(name: string): number | undefined {
    return this.#ordinals.get(name);
  }

  truncate(size: number): void {
    while (this.#items.length > size) {
      const { name, given, before } = this.#items.pop() as NamedItem;
      this.#ordinals.delete(name);
      if (before === 0) this.#counts.delete(given);
      else this.#counts.set(given, before);
    }
  }
}

function onOneLine(name: string): string {
  return (
    name
      .slice(0, 4 * LONGEST)
      // They would turn the order in which the marker is shown.
      .replace(/\p{Bidi_Control}/gu, "")
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim()
      .slice(0, LONGEST)
      .trim()
      .toWellFormed()
  );
}

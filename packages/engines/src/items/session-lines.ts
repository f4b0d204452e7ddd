import { type ItemLines, itemLines } from "./item-lines.ts";
import { ItemNames } from "./item-names.ts";
import { LineKeys } from "./line-keys.ts";
import { LinePool } from "./line-pool.ts";
import { type LineRange, visibleLines } from "./visible-lines.ts";

/** An item being packed: its lines and their keys. */
export interface OpenItem {
  readonly content: string;
  readonly read: ItemLines;
  readonly keys: Int32Array;
  readonly numbers: Int32Array;
  /** Keys that earlier items gave. */
  readonly keysBefore: number;
}

interface ClosedItem {
  readonly keysBefore: number;
  readonly poolBefore: number;
  readonly places: readonly { readonly range: LineRange; readonly place: number }[];
}

/** Characters from which a line alone is looked for. */
const LONG_LINE = 100;

/** What a session holds of its items: the lines that stand literally in what was sent for each, and the items' names. */
export class SessionLines {
  readonly pool = new LinePool();
  readonly names = new ItemNames();
  readonly #keys = new LineKeys();
  readonly #items: ClosedItem[] = [];

  /** Items held. */
  get size(): number {
    return this.#items.length;
  }

  /** Reads the next item. Must be closed before the next one is opened. */
  open(content: string): OpenItem {
    const read = itemLines(content);
    const keysBefore = this.#keys.size;
    const keys = this.#keys.of(read);
    const numbers = Int32Array.from(read.numbers, (number) => number?.value ?? -1);
    return { content, read, keys, numbers, keysBefore };
  }

  /** Takes what was sent for an item; answers what later items call it. */
  close({ content, read, keys, numbers, keysBefore }: OpenItem, sent: SentItem): string {
    const { pool } = this;
    const poolBefore = pool.size;
    const ordinal = this.#items.length + 1;
    const kept = new Set<number>();
    const places = visibleLines(content, read, sent.text).map((range) => {
      const place = pool.size;
      for (let at = range[0]; at < range[1]; at++) {
        const key = keys[at] as number;
        kept.add(key);
        pool.append({
          key,
          number: numbers[at] as number,
          item: ordinal,
          line: at + 1,
          isLong: (read.lines[at] as string).length >= LONG_LINE,
        });
      }
      return { range, place };
    });
    const whole = pool.size - poolBefore === keys.length;
    if (!whole) this.#keys.forget(keysBefore, kept);
    this.#items.push({ keysBefore, poolBefore, places });
    return this.names.add(sent.name);
  }

  /** Takes back what an item that is not closed left here. */
  abandon({ keysBefore }: OpenItem): void {
    this.#keys.truncate(keysBefore);
  }

  /** Drops all items behind the first `size`. */
  truncate(size: number): void {
    while (this.#items.length > size) {
      const { keysBefore, poolBefore } = this.#items.pop() as ClosedItem;
      this.pool.truncate(poolBefore);
      this.#keys.truncate(keysBefore);
    }
    this.names.truncate(size);
  }

  /** A line of an item, by the item's name and the line from 1, where it stands literally in what was sent. */
  lineOf(name: string, line: number): string | undefined {
    const item = this.#items[(this.names.ordinalOf(name) ?? 0) - 1];
    if (item === undefined) return undefined;
    let low = 0;
    let high = item.places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((item.places[middle]?.range[1] ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    const found = item.places[low];
    if (found === undefined || line <= found.range[0]) return undefined;
    const place = found.place + line - 1 - found.range[0];
    return this.#keys.lineOf(this.pool.keyAt(place), this.pool.numberAt(place));
  }
}

/** How an item was sent. */
export interface SentItem {
  readonly text: string;
  readonly name: string | undefined;
}

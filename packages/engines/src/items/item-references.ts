import type { TokenCounter } from "@tokenpak/core";
import type { Source } from "../ladder/source.ts";
import type { PreservedSpans } from "../select/preserve.ts";
import { preservedSpans } from "../select/preserve.ts";
import { findOwnRepeats, findRepeats, type Repeat, type RepeatSearch } from "./find-repeats.ts";
import { LinePool } from "./line-pool.ts";
import type { ItemReference } from "./reference.ts";
import { formatReference } from "./reference-marker.ts";
import type { OpenItem, SessionLines } from "./session-lines.ts";

/**
 * Tokens that a reference must save beyond its marker: each one breaks the reader's flow. From 6 to 20 hardly change what recorded
 * sessions save; a third of the references goes.
 */
const LEAST_SAVING = 16;
/** The same for one to lines further up in the same text: what it replaces, later items can no longer point to. */
const LEAST_OWN_SAVING = 40;

/**
 * The lines of an item that stand literally in what was sent for earlier ones, and of the others those that stand further up in
 * the same text, where pointing there saves tokens. In order.
 */
export function itemReferences(
  session: SessionLines,
  {
    item,
    source,
    preserve,
  }: {
    readonly item: OpenItem;
    readonly source: Source;
    readonly preserve: Parameters<typeof preservedSpans>[1];
  },
): readonly ItemReference[] {
  const preserved = preservedSpans(source.text, preserve);
  const finder = new ReferenceFinder({ session, item, source, preserved });
  const earlier = finder.earlier();
  const own = finder.own(earlier);
  return [...earlier, ...own].sort((left, right) => left.from - right.from);
}

interface FinderParts {
  readonly session: SessionLines;
  readonly item: OpenItem;
  readonly source: Source;
  readonly preserved: PreservedSpans;
}

class ReferenceFinder {
  readonly #session: SessionLines;
  readonly #item: OpenItem;
  readonly #source: Source;
  readonly #counter: TokenCounter;
  readonly #preserved: PreservedSpans;

  constructor({ session, item, source, preserved }: FinderParts) {
    this.#session = session;
    this.#item = item;
    this.#source = source;
    this.#counter = source.counter;
    this.#preserved = preserved;
  }

  earlier(): readonly ItemReference[] {
    const { pool } = this.#session;
    if (pool.size === 0) return [];
    const search = this.#searchOf(pool, (repeat) => this.#referenceTo(repeat));
    return findRepeats(search).map((repeat) => this.#referenceTo(repeat));
  }

  own(earlier: readonly ItemReference[]): readonly ItemReference[] {
    const pool = new LinePool();
    const { keys, numbers, read } = this.#item;
    const referenceOf = ({ from, to, place, shift }: Repeat): ItemReference =>
      referenceIn(
        { item: this.#session.size + 1, name: "" },
        { from, to, itemFrom: pool.lineAt(place), shift },
      );
    const stay = (at: number): void => {
      const key = keys[at] as number;
      const number = numbers[at] as number;
      const isLong = (read.lines[at] as string).length >= 200;
      pool.append({ key, number, item: 1, line: at + 1, isLong });
    };
    const search = this.#searchOf(pool, referenceOf);
    return findOwnRepeats(search, { ranges: rangesBetween(earlier, keys.length), stay }).map(
      referenceOf,
    );
  }

  #searchOf(pool: LinePool, referenceOf: (repeat: Repeat) => ItemReference): RepeatSearch {
    const { keys, numbers } = this.#item;
    const preserved = this.#preserved;
    const source = this.#source;
    return {
      keys,
      numbers,
      pool,
      isOpen: (at) =>
        preserved.isEmpty || !preserved.touches(source.lineStart(at + 1), source.lineEnd(at + 1)),
      pays: (repeat) => this.#pays(referenceOf(repeat)),
    };
  }

  #referenceTo({ from, to, place, shift }: Repeat): ItemReference {
    const { pool, names } = this.#session;
    const item = pool.itemAt(place);
    const name = names.nameOf(item) ?? "";
    return referenceIn({ item, name }, { from, to, itemFrom: pool.lineAt(place), shift });
  }

  #pays(reference: ItemReference): boolean {
    const { from, to } = reference;
    const text = this.#source.text.slice(this.#source.lineStart(from), this.#source.lineEnd(to));
    const marker = formatReference(reference, "...");
    // Shorter ones would save too little even in scripts that take a token a character.
    if (text.length < marker.length / 4 + LEAST_SAVING) return false;
    const left = this.#counter.count(text);
    const least = reference.name === "" ? LEAST_OWN_SAVING : LEAST_SAVING;
    return left >= this.#counter.count(`${marker}\n`) + least;
  }
}

function referenceIn(
  { item, name }: Pick<ItemReference, "item" | "name">,
  { from, to, itemFrom, shift }: Pick<ItemReference, "from" | "to" | "itemFrom" | "shift">,
): ItemReference {
  return { item, name, from: from + 1, to, itemFrom, lines: to - from, shift };
}

/** Indexes of the lines that are in no reference. */
function rangesBetween(
  references: readonly ItemReference[],
  count: number,
): readonly (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  let next = 0;
  for (const { from, to } of references) {
    if (from - 1 > next) ranges.push([next, from - 1]);
    next = to;
  }
  if (count > next) ranges.push([next, count]);
  return ranges;
}

import type { VisiblePiece } from "./visible-pieces.ts";

/** A number in front of an item, and the offset in the page's letters where the item begins. */
export interface NumberedItem {
  readonly at: number;
  readonly number: number;
}

interface OpenList {
  readonly isNumbered: boolean;
  readonly step: number;
  /** Numbers of its items so far: what they say themselves, or `undefined`. */
  readonly items: { readonly at: number; readonly value: number | undefined }[];
  readonly start: number | undefined;
}

const LIST = /^(?:menu|ol|ul)$/;
const MAY_LACK_END = /^(?:dd|dt|li|p)$/;
/** Elements in a list that is looked into; deeper ones are not. */
const MOST_OPEN = 200;

/** Reads the numbers of lists whose tags are properly nested, as the tags come by. Nothing is said of other lists. */
export class ItemReader {
  readonly #items: NumberedItem[] = [];
  /** Names of open elements since the outermost list began, and the lists among them. */
  #open: string[] = [];
  #lists: OpenList[] = [];
  /** Lists that have ended in the outermost one. */
  #ended: NumberedItem[] = [];

  start({ name, attributes, alone }: VisiblePiece, at: number): void {
    if (alone || (this.#open.length === 0 && !LIST.test(name))) return;
    if (this.#open.length > MOST_OPEN) this.#forget();
    else this.#begin(name, attributes, at);
  }

  end(name: string): void {
    if (this.#open.length === 0) return;
    while (this.#open.at(-1) !== name && MAY_LACK_END.test(this.#open.at(-1) ?? "")) {
      this.#open.pop();
    }
    if (this.#open.pop() !== name) {
      this.#forget();
      return;
    }
    if (!LIST.test(name)) return;
    const list = this.#lists.pop();
    if (list?.isNumbered === true) this.#ended.push(...numbersOf(list));
    if (this.#open.length > 0) return;
    for (const item of this.#ended) this.#items.push(item);
    this.#ended = [];
  }

  /** The items of all lists that were properly nested. */
  finish(): readonly NumberedItem[] {
    return this.#items;
  }

  #begin(name: string, attributes: ReadonlyMap<string, string>, at: number): void {
    const value = wholeNumber(attributes.get(name === "ol" ? "start" : "value"));
    if (name === "li") this.#lists.at(-1)?.items.push({ at, value });
    this.#open.push(name);
    if (!LIST.test(name)) return;
    const step = attributes.has("reversed") ? -1 : 1;
    this.#lists.push({ isNumbered: name === "ol", step, items: [], start: value });
  }

  #forget(): void {
    this.#open = [];
    this.#lists = [];
    this.#ended = [];
  }
}

function numbersOf({ items, start, step }: OpenList): NumberedItem[] {
  let next = start ?? (step > 0 ? 1 : items.length);
  return items.map(({ at, value }) => {
    const number = value ?? next;
    next = number + step;
    return { at, number };
  });
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*-?\d{1,8}(?!\d)/.test(value)
    ? Number.parseInt(value, 10)
    : undefined;
}

/** A number that stands in front of another item than the source says. */
export function wrongNumber(
  expected: readonly NumberedItem[],
  found: readonly NumberedItem[],
): NumberedItem | undefined {
  const numbers = new Map<number, Set<number>>();
  for (const { at, number } of expected) {
    numbers.set(at, (numbers.get(at) ?? new Set()).add(number));
  }
  return found.find(({ at, number }) => numbers.get(at)?.has(number) === false);
}

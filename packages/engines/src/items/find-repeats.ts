import type { LinePool } from "./line-pool.ts";

/** Lines that stand at a place of the pool too. */
export interface Repeat {
  /** Index of the first line, and behind the last. */
  readonly from: number;
  readonly to: number;
  /** Place of the first line in the pool. */
  readonly place: number;
  /** What is added to the numbers that the lines there begin with. */
  readonly shift: number;
}

/** The lines to look for. */
export interface RepeatSearch {
  /** From `LineKeys`, for each line. */
  readonly keys: Int32Array;
  /** The number that each line begins with, -1 for none. */
  readonly numbers: Int32Array;
  readonly pool: LinePool;
  /** Whether a line may be left out. */
  isOpen(index: number): boolean;
  /** Whether pointing to a repeat saves something. */
  pays(repeat: Repeat): boolean;
}

/** How far a repeat is followed back over lines that were passed: where it began may have looked too common. */
const MOST_BACK = 200;

/**
 * The lines that stand in a pool already, as long stretches, in order and not overlapping. Linear: each line is compared with a
 * bounded number of places, and what did not pay is not looked at again.
 */
export function findRepeats(search: RepeatSearch): readonly Repeat[] {
  const { keys } = search;
  const found: Repeat[] = [];
  let passed = 0;
  for (let at = 0; at < keys.length; ) {
    const ahead = search.isOpen(at) ? longestAt(search, at, found.at(-1)) : undefined;
    const repeat = ahead && followedBack(search, ahead, Math.max(passed, at - MOST_BACK));
    if (repeat === undefined) at++;
    else if (search.pays(repeat)) {
      found.push(repeat);
      at = repeat.to;
      passed = at;
    } else at = Math.max(at + 1, repeat.to - 1);
  }
  return found;
}

/**
 * The lines that stand further up among the same lines, in stretches that are left where they are. `ranges` are the indexes of
 * lines to look at, in order; the pool, empty at first, receives those that stay.
 */
export function findOwnRepeats(
  search: RepeatSearch,
  {
    ranges,
    stay,
  }: { readonly ranges: readonly (readonly [number, number])[]; stay(index: number): void },
): readonly Repeat[] {
  const found: Repeat[] = [];
  for (const [from, to] of ranges) {
    const bounded = { ...search, end: to };
    for (let at = from; at < to; ) {
      const repeat = search.isOpen(at) ? longestAt(bounded, at, found.at(-1)) : undefined;
      if (repeat !== undefined && search.pays(repeat)) {
        found.push(repeat);
        at = repeat.to;
        continue;
      }
      const next = Math.max(at + 1, (repeat?.to ?? 0) - 1);
      for (; at < next; at++) stay(at);
    }
  }
  return found;
}

interface BoundedSearch extends RepeatSearch {
  /** Index behind the last line to look at. */
  readonly end?: number | undefined;
}

/** The longest repeat that begins at a line; of equally long ones that of the item that was last pointed to, else the latest. */
function longestAt(
  search: BoundedSearch,
  at: number,
  last: Repeat | undefined,
): Repeat | undefined {
  const { keys, pool } = search;
  const next = at + 1 < (search.end ?? keys.length) ? keys[at + 1] : undefined;
  const item = last === undefined ? 0 : pool.itemAt(last.place);
  let best = -1;
  let to = at;
  for (const place of pool.placesOf(keys[at] as number, next)) {
    const end = endOfRepeat(search, at, place);
    if (end > to || (end === to && best >= 0 && prefers(pool, item, [place, best]))) {
      best = place;
      to = end;
    }
  }
  if (best < 0) return undefined;
  const found = { from: at, to, place: best, shift: 0 };
  return { ...found, shift: shiftOf(search, found) ?? 0 };
}

function prefers(pool: LinePool, item: number, [place, other]: readonly [number, number]): boolean {
  return pool.itemAt(place) === item && pool.itemAt(other) !== item;
}

/** Index behind the last line of a repeat that begins at a line. */
function endOfRepeat(search: BoundedSearch, from: number, place: number): number {
  const { keys, pool } = search;
  const end = search.end ?? keys.length;
  let shift: number | undefined;
  let to = from;
  for (let there = place; to < end && there < pool.size; to++, there++) {
    if (to > from && !pool.follows(there)) break;
    if (keys[to] !== pool.keyAt(there) || !search.isOpen(to)) break;
    const own = shiftAt(search, to, there);
    if (own !== undefined && shift !== undefined && own !== shift) break;
    shift ??= own;
  }
  return to;
}

/** A repeat with the lines before it that stand before it there too. */
function followedBack(search: RepeatSearch, repeat: Repeat, first: number): Repeat {
  const { keys, pool } = search;
  let { from, place } = repeat;
  let shift = shiftOf(search, repeat);
  while (from > first && pool.follows(place)) {
    if (keys[from - 1] !== pool.keyAt(place - 1) || !search.isOpen(from - 1)) break;
    const own = shiftAt(search, from - 1, place - 1);
    if (own !== undefined && shift !== undefined && own !== shift) break;
    shift ??= own;
    from--;
    place--;
  }
  return { from, to: repeat.to, place, shift: shift ?? 0 };
}

/** What the first numbered line of a repeat is above the one there; `undefined` where none has a number. */
function shiftOf(search: RepeatSearch, { from, to, place }: Repeat): number | undefined {
  for (let at = from; at < to; at++) {
    const own = shiftAt(search, at, place + at - from);
    if (own !== undefined) return own;
  }
  return undefined;
}

/** What the number of a line is above that of the line at a place; `undefined` for lines without. */
function shiftAt({ numbers, pool }: RepeatSearch, at: number, place: number): number | undefined {
  const own = numbers[at] as number;
  return own < 0 ? undefined : own - pool.numberAt(place);
}

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
    for (let at = from; at < to; ) {
      const repeat = search.isOpen(at)
        ? longestAt({ ...search, end: to }, at, found.at(-1))
        : undefined;
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
  const end = search.end ?? keys.length;
  const next = at + 1 < end ? keys[at + 1] : undefined;
  const item = last === undefined ? 0 : pool.itemAt(last.place);
  let best: Repeat | undefined;
  for (const place of pool.placesOf(keys[at] as number, next)) {
    const repeat = repeatAt(search, at, place);
    const longer = repeat.to - (best?.to ?? 0);
    if (
      longer > 0 ||
      (longer === 0 && best !== undefined && prefers(pool, item, [place, best.place]))
    ) {
      best = repeat;
    }
  }
  return best;
}

function prefers(pool: LinePool, item: number, [place, other]: readonly [number, number]): boolean {
  return pool.itemAt(place) === item && pool.itemAt(other) !== item;
}

function repeatAt(search: BoundedSearch, from: number, place: number): Repeat {
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
  return { from, to, place, shift: shift ?? 0 };
}

/** A repeat with the lines before it that stand before it there too. */
function followedBack(search: RepeatSearch, repeat: Repeat, first: number): Repeat {
  const { keys, pool } = search;
  let { from, place } = repeat;
  let shift = hasNumber(search, repeat) ? repeat.shift : undefined;
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

function hasNumber({ numbers }: RepeatSearch, { from, to, shift }: Repeat): boolean {
  if (shift !== 0) return true;
  for (let at = from; at < to; at++) if ((numbers[at] as number) >= 0) return true;
  return false;
}

/** What the number of a line is above that of the line at a place; `undefined` for lines without. */
function shiftAt({ numbers, pool }: RepeatSearch, at: number, place: number): number | undefined {
  const own = numbers[at] as number;
  return own < 0 ? undefined : own - pool.numberAt(place);
}

/**
 * The same number of items of each key as were chosen, the first of those in order. Where equal items stand in a source, an
 * output cannot tell which of them it shows: with this a reader that takes the first is right.
 */
export function firstOfEquals<T>(
  items: readonly T[],
  chosen: ReadonlySet<T>,
  keyOf: (item: T) => string,
): ReadonlySet<T> {
  const left = new Map<string, number>();
  for (const item of chosen) {
    const key = keyOf(item);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  const first = new Set<T>();
  for (const item of items) {
    if (first.size === chosen.size) break;
    const key = keyOf(item);
    const count = left.get(key) ?? 0;
    if (count === 0) continue;
    left.set(key, count - 1);
    first.add(item);
  }
  return first;
}

/**
 * The known name that a mistyped one most likely stands for: the one with the fewest edits (a letter more, less, other, or two
 * swapped), at most a third of its length, or the only one that begins with what was typed. `undefined` where nothing is near.
 */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const beginning = names.filter((name) => typed !== "" && name.startsWith(typed));
  if (beginning.length === 1) return beginning[0];
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of names) {
    if (Math.abs(name.length - typed.length) > 3) continue;
    const edits = editsBetween(typed, name);
    if (edits < least && edits <= Math.max(1, Math.floor(name.length / 3))) {
      best = name;
      least = edits;
    }
  }
  return best;
}

/** Optimal string alignment distance. */
function editsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let edits = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) edits = Math.min(edits, at(beforeLast, column - 2) + 1);
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

/**
 * Partial choices in ascending tokens and worth, both counted from the greedy prefix, so that they may be negative. None dominates
 * another. Grows as needed; columns are replaced when it does.
 */
export interface StateList {
  length: number;
  tokens: Float64Array;
  worth: Float64Array;
  /** What led to the state: an entry of the trail, -1 for the greedy prefix itself. */
  node: Int32Array;
  /** What is chosen of the class at hand, not yet in the trail: a row of the frontiers, -1 for what the greedy prefix has. */
  row: Int32Array;
}

/** One way to take a class, counted from the way in which the greedy prefix takes it. */
export interface Shift {
  readonly tokens: number;
  readonly worth: number;
  readonly row: number;
}

/** Whether a state may still lead to something better. Asked in ascending order of tokens. */
export type Promising = (tokens: number, worth: number) => boolean;

export function stateList(): StateList {
  return {
    length: 0,
    tokens: new Float64Array(64),
    worth: new Float64Array(64),
    node: new Int32Array(64),
    row: new Int32Array(64),
  };
}

export function reserve(list: StateList, size: number): void {
  if (list.tokens.length >= size) {
    return;
  }
  const { tokens, worth, node, row, length } = list;
  const room = 2 * size;
  list.tokens = new Float64Array(room);
  list.worth = new Float64Array(room);
  list.node = new Int32Array(room);
  list.row = new Int32Array(room);
  list.tokens.set(tokens.subarray(0, length));
  list.worth.set(worth.subarray(0, length));
  list.node.set(node.subarray(0, length));
  list.row.set(row.subarray(0, length));
}

/** Fills `into` with the states of `settled` and, shifted, the promising ones of `list`, without those that another dominates. */
export function mergeShifted(
  into: StateList,
  settled: StateList,
  added: { readonly list: StateList; readonly shift: Shift; readonly promising: Promising },
): void {
  const { list, shift, promising } = added;
  reserve(into, settled.length + list.length);
  let at = 0;
  let length = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let next = 0; next < list.length; next += 1) {
    const tokens = (list.tokens[next] as number) + shift.tokens;
    const worth = (list.worth[next] as number) + shift.worth;
    while (at < settled.length && comesFirst(settled, at, { tokens, worth })) {
      if ((settled.worth[at] as number) > most) {
        most = settled.worth[at] as number;
        copyState(into, length, { list: settled, at });
        length += 1;
      }
      at += 1;
    }
    if (worth > most) {
      most = worth;
      if (promising(tokens, worth)) {
        into.tokens[length] = tokens;
        into.worth[length] = worth;
        into.node[length] = list.node[next] as number;
        into.row[length] = shift.row;
        length += 1;
      }
    }
  }
  for (; at < settled.length; at += 1) {
    if ((settled.worth[at] as number) > most) {
      copyState(into, length, { list: settled, at });
      length += 1;
    }
  }
  into.length = length;
}

/** Fewer tokens first; of as many the more worth; of equal ones the settled. */
function comesFirst(
  settled: StateList,
  at: number,
  { tokens, worth }: { readonly tokens: number; readonly worth: number },
): boolean {
  const own = settled.tokens[at] as number;
  return own < tokens || (own === tokens && (settled.worth[at] as number) >= worth);
}

function copyState(
  into: StateList,
  to: number,
  { list, at }: { readonly list: StateList; readonly at: number },
): void {
  into.tokens[to] = list.tokens[at] as number;
  into.worth[to] = list.worth[at] as number;
  into.node[to] = list.node[at] as number;
  into.row[to] = list.row[at] as number;
}

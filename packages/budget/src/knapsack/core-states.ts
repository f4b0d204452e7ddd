import { clear, mergeStates, type StateList, stateList } from "./state-list.ts";

/** One way to take a class, counted from the way in which the greedy prefix takes it. */
export interface Shift {
  readonly tokens: number;
  readonly worth: number;
  /** The row of the frontiers. */
  readonly row: number;
}

/** Which states may still be part of the best. */
export interface StateRange {
  /** The least and the most tokens from which the other classes can lead into the window. */
  readonly from: number;
  readonly to: number;
  /** The most that may be lost against the break step. */
  readonly limit: number;
}

/** All choices of the classes of the core that may still be part of the best, each with what led to it. */
export interface CoreStates {
  /** Ascending. */
  readonly list: () => StateList;
  /** Takes the next class in each of the ways as well, as long as no more than `limit` is lost against the break step. */
  add(shifts: readonly Shift[], limit: number): void;
  /** Drops what is out of the range. Returns the least that any loses, Infinity if none is left. */
  keepWithin(range: StateRange): number;
  /** The rows taken by a state, given its node. */
  rowsOf(node: number): number[];
}

/** At first the greedy prefix alone. `efficiency` is the worth a token of the break step, against which losses are counted. */
export function coreStates(efficiency: number): CoreStates {
  let states = stateList();
  const pool: StateList[] = [];
  const trail: Trail = { length: 0, before: new Int32Array(0), row: new Int32Array(0) };

  const shifted = (shift: Shift, limit: number): StateList => {
    const list = pool.pop() ?? stateList();
    clear(list, states.length);
    reserve(trail, states.length);
    for (let at = 0; at < states.length; at += 1) {
      const tokens = (states.tokens[at] as number) + shift.tokens;
      const worth = (states.worth[at] as number) + shift.worth;
      if (tokens * efficiency - worth <= limit) {
        list.tokens[list.length] = tokens;
        list.worth[list.length] = worth;
        list.node[list.length] = trail.length;
        list.length += 1;
        trail.before[trail.length] = states.node[at] as number;
        trail.row[trail.length] = shift.row;
        trail.length += 1;
      }
    }
    return list;
  };
  const merged = (first: StateList, second: StateList): StateList => {
    const list = pool.pop() ?? stateList();
    mergeStates(list, first, second);
    pool.push(first, second);
    return list;
  };
  return {
    list: () => states,
    add(shifts, limit) {
      const lists: StateList[] = [];
      for (const [count, shift] of shifts.entries()) {
        let list = shifted(shift, limit);
        // Equally many lists on either side, as in a merge sort.
        for (let pairs = count; pairs % 2 === 1; pairs = (pairs - 1) / 2) {
          list = merged(lists.pop() as StateList, list);
        }
        lists.push(list);
      }
      for (const list of lists) {
        states = merged(states, list);
      }
    },
    keepWithin: (range) => keepWithin(states, efficiency, range),
    rowsOf(node) {
      const rows: number[] = [];
      for (let at = node; at >= 0; at = trail.before[at] as number) {
        rows.push(trail.row[at] as number);
      }
      return rows;
    },
  };
}

/** Each entry is a row, taken after those of the entry before it. */
interface Trail {
  length: number;
  before: Int32Array;
  row: Int32Array;
}

function reserve(trail: Trail, more: number): void {
  const size = trail.length + more;
  if (trail.row.length < size) {
    const { before, row } = trail;
    trail.before = new Int32Array(2 * size);
    trail.before.set(before);
    trail.row = new Int32Array(2 * size);
    trail.row.set(row);
  }
}

function keepWithin(
  states: StateList,
  efficiency: number,
  { from, to, limit }: StateRange,
): number {
  let length = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < states.length; at += 1) {
    const tokens = states.tokens[at] as number;
    const worth = states.worth[at] as number;
    const loss = tokens * efficiency - worth;
    if (loss <= limit && tokens >= from && tokens <= to) {
      least = Math.min(least, loss);
      states.tokens[length] = tokens;
      states.worth[length] = worth;
      states.node[length] = states.node[at] as number;
      length += 1;
    }
  }
  states.length = length;
  return least;
}

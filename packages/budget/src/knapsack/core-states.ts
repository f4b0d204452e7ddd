import { clear, mergeStates, type StateList, stateList } from "./state-list.ts";

/** One way to take a class, counted from the way in which the greedy prefix takes it. */
export interface Shift {
  readonly tokens: number;
  readonly worth: number;
  /** The row of the frontiers. */
  readonly row: number;
}

/** All choices of the classes of the core that may still be part of the best, each with what led to it. */
export interface CoreStates {
  /** Ascending. */
  readonly list: () => StateList;
  /** Takes the next class in each of the ways as well, as long as no more than `limit` is lost against the break step. */
  add(shifts: readonly Shift[], limit: number): void;
  /** Drops what loses more than `limit`. Returns the least that any loses, Infinity if none is left. */
  keepWithin(limit: number): number;
  /** The rows taken by a state, given its node. */
  rowsOf(node: number): number[];
}

/** At first the greedy prefix alone. `efficiency` is the worth a token of the break step, against which losses are counted. */
export function coreStates(efficiency: number): CoreStates {
  let states = stateList();
  let merged = stateList();
  let other = stateList();
  const shifted = stateList();
  const trail: Trail = { length: 0, before: new Int32Array(0), row: new Int32Array(0) };

  const shiftStates = (shift: Shift, limit: number): void => {
    clear(shifted, states.length);
    reserve(trail, states.length);
    for (let at = 0; at < states.length; at += 1) {
      const tokens = (states.tokens[at] as number) + shift.tokens;
      const worth = (states.worth[at] as number) + shift.worth;
      if (tokens * efficiency - worth <= limit) {
        shifted.tokens[shifted.length] = tokens;
        shifted.worth[shifted.length] = worth;
        shifted.node[shifted.length] = trail.length;
        shifted.length += 1;
        trail.before[trail.length] = states.node[at] as number;
        trail.row[trail.length] = shift.row;
        trail.length += 1;
      }
    }
  };
  return {
    list: () => states,
    add(shifts, limit) {
      let settled = states;
      for (const shift of shifts) {
        shiftStates(shift, limit);
        mergeStates(other, settled, shifted);
        [merged, other] = [other, merged];
        settled = merged;
      }
      if (settled !== states) {
        [states, merged] = [merged, states];
      }
    },
    keepWithin: (limit) => keepWithin(states, efficiency, limit),
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

function keepWithin(states: StateList, efficiency: number, limit: number): number {
  let length = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < states.length; at += 1) {
    const tokens = states.tokens[at] as number;
    const worth = states.worth[at] as number;
    const loss = tokens * efficiency - worth;
    if (loss <= limit) {
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

/**
 * Partial choices in ascending tokens and worth, both counted from the greedy prefix, so that they may be negative. None dominates
 * another. The columns are replaced when they grow, and have room for one more than the list needs.
 */
export interface StateList {
  length: number;
  tokens: Float64Array;
  worth: Float64Array;
  /** What led to the state: an entry of the trail, -1 for the greedy prefix itself. */
  node: Int32Array;
}

const ROOM = 256;

/** A list of the greedy prefix alone. */
export function stateList(): StateList {
  return {
    length: 1,
    tokens: new Float64Array(ROOM),
    worth: new Float64Array(ROOM),
    node: new Int32Array(ROOM).fill(-1),
  };
}

/** Empties a list and makes room for `size` states. */
export function clear(list: StateList, size: number): void {
  list.length = 0;
  if (list.tokens.length <= size) {
    const room = size + (size >> 1) + 1;
    list.tokens = new Float64Array(room);
    list.worth = new Float64Array(room);
    list.node = new Int32Array(room);
  }
}

/**
 * Fills `into` with the states of both lists, without those that another dominates. Of equal ones that of `first` stays. Linear. `into`
 * is neither of them.
 */
export function mergeStates(into: StateList, first: StateList, second: StateList): void {
  const both = first.length + second.length;
  clear(into, both);
  first.tokens[first.length] = Number.POSITIVE_INFINITY;
  second.tokens[second.length] = Number.POSITIVE_INFINITY;
  const { tokens: firstTokens, worth: firstWorth, node: firstNode } = first;
  const { tokens: secondTokens, worth: secondWorth, node: secondNode } = second;
  const { tokens, worth, node } = into;
  let most = Number.NEGATIVE_INFINITY;
  let length = 0;
  let one = 0;
  let two = 0;
  while (one + two < both) {
    const more = (secondTokens[two] as number) - (firstTokens[one] as number);
    const ownWorth = firstWorth[one] as number;
    const otherWorth = secondWorth[two] as number;
    if (more > 0 || (more === 0 && ownWorth >= otherWorth)) {
      if (ownWorth > most) {
        most = ownWorth;
        tokens[length] = firstTokens[one] as number;
        worth[length] = ownWorth;
        node[length] = firstNode[one] as number;
        length += 1;
      }
      one += 1;
    } else {
      if (otherWorth > most) {
        most = otherWorth;
        tokens[length] = secondTokens[two] as number;
        worth[length] = otherWorth;
        node[length] = secondNode[two] as number;
        length += 1;
      }
      two += 1;
    }
  }
  into.length = length;
}

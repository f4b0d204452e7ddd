import { clear, mergeStates, type StateList, stateList } from "./state-list.ts";

/** The best choices found for all capacities of a window, from that of the greedy prefix to below that of the break step. */
export interface BestChoices {
  /** Takes in those of the states that are within the window. Of equal choices the one found first stays. */
  add(states: StateList): void;
  /** The best for a capacity above that of the greedy prefix. */
  within(tokens: number): { readonly worth: number; readonly node: number };
  /** By how much the best is worth less than as many tokens of the break step, where that is most. */
  greatestGap(efficiency: number): number;
}

/** At first the greedy prefix is the best for all. */
export function bestChoices(window: number): BestChoices {
  /** Each holds from its tokens on up to those of the next. */
  let best = stateList();
  let merged = stateList();
  const inside = stateList();
  return {
    add(states) {
      clear(inside, states.length);
      for (let at = 0; at < states.length; at += 1) {
        const tokens = states.tokens[at] as number;
        if (tokens >= 0 && tokens < window) {
          inside.tokens[inside.length] = tokens;
          inside.worth[inside.length] = states.worth[at] as number;
          inside.node[inside.length] = states.node[at] as number;
          inside.length += 1;
        }
      }
      mergeStates(merged, best, inside);
      [best, merged] = [merged, best];
    },
    within(tokens) {
      let at = best.length - 1;
      while ((best.tokens[at] as number) > tokens) {
        at -= 1;
      }
      return { worth: best.worth[at] as number, node: best.node[at] as number };
    },
    greatestGap(efficiency) {
      let most = 0;
      for (let at = 0; at < best.length; at += 1) {
        const end = at + 1 < best.length ? (best.tokens[at + 1] as number) : window;
        most = Math.max(most, (end - 1) * efficiency - (best.worth[at] as number));
      }
      return most;
    },
  };
}

import type { Promising, StateList } from "./state-list.ts";

/** Largest product of tokens and worth a token whose rounding stays far below one unit of worth. */
const LARGEST = 2 ** 49;
/** Less than one unit, more than the rounding of the two sides of a comparison. */
const ROUNDING = 0.25;

/** The best choices found so far, and what the classes not yet looked at can do. */
export interface Outlook {
  /** The best choice from its tokens on, up to those of the next; the last holds to the end of the window. */
  readonly best: StateList;
  /** From 0 to below this many tokens above the greedy prefix. */
  readonly window: number;
  /** The most worth a token that another class can add. */
  readonly up: number;
  /** The least worth a token that another class gives up. */
  readonly down: number;
}

/**
 * Which states may lead to a better choice than the best found, for any capacity of the window: with `c` tokens a state of `t` tokens
 * and worth `w` leads to at most `w + (c - t) * up`, or `down` where it is over. Returns how to ask, once for each ascending list.
 *
 * Between two of the best that bound grows and the best stays, so only the last capacity of each is looked at: `ends`. The ends at or
 * above a state's tokens, and those below, each come to one comparison with a minimum told in advance.
 */
export function stateFilter({ best, window, up, down }: Outlook): () => Promising {
  const count = best.length;
  const ends = best.tokens.slice(1, count + 1);
  ends[count - 1] = window;
  const above = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const below = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const steepest = Math.min(down, LARGEST / window);
  for (let at = 0; at < count; at += 1) {
    const end = (ends[at] as number) - 1;
    ends[at] = end;
    below[at + 1] = Math.min(below[at] as number, (best.worth[at] as number) - end * steepest);
  }
  for (let at = count - 1; at >= 0; at -= 1) {
    const own = (best.worth[at] as number) - (ends[at] as number) * up;
    above[at] = Math.min(above[at + 1] as number, own);
  }
  return () => {
    let at = 0;
    return (tokens, worth) => {
      while (at < count && (ends[at] as number) < tokens) {
        at += 1;
      }
      return (
        worth - tokens * up > (above[at] as number) + ROUNDING ||
        worth - tokens * steepest > (below[at] as number) + ROUNDING
      );
    };
  };
}

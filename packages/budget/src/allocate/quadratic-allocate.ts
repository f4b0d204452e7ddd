import { TokenPakError } from "@tokenpak/core";
import { apportion } from "./apportion.ts";
import { BudgetBlock, type BudgetBlockInit } from "./budget-block.ts";

/** Of {@link quadraticAllocate}. */
export interface QuadraticAllocateOptions {
  /** What is shared: whole tokens, from 0. Default 4000. */
  readonly totalTokens?: number | undefined;
  /** Share of the total, 0 to 1, that each block gets whatever its importance; at most half the total goes this way. Default 0.03. */
  readonly floorRatio?: number | undefined;
}

/** Tokens by ref, most important block first, equally important ones by ref (in UTF-16 code units). */
export class TokenAllocation extends Map<string, number> {
  /** The same as an object, in which any ref is an own property, `__proto__` too. */
  toObject(): Record<string, number> {
    return Object.fromEntries(this);
  }
}

/**
 * Shares tokens among blocks: min(`floorRatio`, 0.5 / n) of the total to each of the n blocks that have a demand, the rest by the square of
 * their importance (under 1e-9 it counts as 0). No block gets more than its demand; what it leaves over goes on to the others by
 * importance, to those of importance 0 last.
 *
 * The shares are whole and sum to `totalTokens`, or to all demands where these are less: never more, also with fewer tokens than
 * blocks. A more important block never gets less than one with the same demand. Raising a block's importance never lowers its share,
 * raising the total lowers nobody's, and the order of the blocks does not matter. For these, fractions of a token are settled
 * by {@link apportion}'s divisor method and not by giving remainders to the most important blocks, as the Python package does; and floors
 * grow by one token at a time, the most important block's first. Both are a matter of single tokens.
 *
 * Throws `INVALID_OPTION` for a ref that comes twice, values out of range, and what {@link BudgetBlock} refuses. Near-linear: 100,000 blocks
 * take well under a second.
 */
export function quadraticAllocate(
  blocks: Iterable<BudgetBlock | BudgetBlockInit>,
  options: QuadraticAllocateOptions = {},
): TokenAllocation {
  const { totalTokens = 4000, floorRatio = 0.03 } = options;
  checkTotal(totalTokens);
  checkFloorRatio(floorRatio);
  const ordered = inOrder(blocks);
  const claiming = ordered.filter(({ demand }) => demand > 0);
  const floors = floorsOf(claiming.length, totalTokens, floorRatio);
  const shares = apportion(
    claiming.map(({ demand, importance }, index) => ({
      floor: floors(index),
      cap: demand,
      weight: importance < LEAST_IMPORTANCE ? 0 : importance * importance,
    })),
    totalTokens,
  );
  const allocation = new TokenAllocation(ordered.map(({ ref }) => [ref, 0]));
  for (const [index, { ref }] of claiming.entries()) allocation.set(ref, shares[index] as number);
  return allocation;
}

const LEAST_IMPORTANCE = 1e-9;

/**
 * The floor of the block at an index. All floors together grow by at most one token when the total does: floors that were each
 * rounded down would grow all at once, and what is left for the rest would shrink.
 */
function floorsOf(
  count: number,
  totalTokens: number,
  floorRatio: number,
): (index: number) => number {
  const share = Math.min(floorRatio * count, 0.5);
  // 0.03 * 2 * 1000 and the like must not come out just under a whole number.
  const together = Math.min(Math.floor(share * totalTokens * (1 + 1e-12)), totalTokens);
  const each = Math.floor(together / count);
  return (index) => (index < together % count ? each + 1 : each);
}

function inOrder(blocks: Iterable<BudgetBlock | BudgetBlockInit>): BudgetBlock[] {
  const byRef = new Map<string, BudgetBlock>();
  for (const given of blocks) {
    const block = given instanceof BudgetBlock ? given : new BudgetBlock(given);
    if (byRef.has(block.ref)) throw twice(block.ref);
    byRef.set(block.ref, block);
  }
  return [...byRef.values()].sort(
    (a, b) => b.importance - a.importance || (a.ref < b.ref ? -1 : 1),
  );
}

function checkTotal(totalTokens: number): void {
  if (Number.isSafeInteger(totalTokens) && totalTokens >= 0) return;
  throw new TokenPakError(
    "INVALID_OPTION",
    `totalTokens cannot be ${String(totalTokens)}: give a whole number of tokens from 0.`,
  );
}

function checkFloorRatio(floorRatio: number): void {
  if (typeof floorRatio === "number" && floorRatio >= 0 && floorRatio <= 1) return;
  throw new TokenPakError(
    "INVALID_OPTION",
    `floorRatio cannot be ${String(floorRatio)}: give a share from 0 to 1.`,
  );
}

function twice(ref: string): TokenPakError {
  const shown = JSON.stringify(ref.length > 80 ? `${ref.slice(0, 80)}...` : ref);
  return new TokenPakError(
    "INVALID_OPTION",
    `Two budget blocks have the ref ${shown}: give each its own.`,
  );
}

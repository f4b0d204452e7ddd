import { TokenPakError } from "@tokenpak/core";

/** What a {@link BudgetBlock} is made from. */
export interface BudgetBlockInit {
  /** Names the block, for example `docs/a.md#v1`. Not empty. */
  readonly ref: string;
  /** How well it answers what was asked, 0 to 1. Default 0.5. */
  readonly relevance?: number | undefined;
  /** How new it is, 0 to 1. Default 0.5. */
  readonly recency?: number | undefined;
  /** How much of its source it keeps, 0 to 1. Default 1. */
  readonly quality?: number | undefined;
  /** How much its kind of content matters, 0 to 1. Default 0.5. */
  readonly typeWeight?: number | undefined;
  /** A factor on its importance: how useful it has been, from 0, where 1 is neutral. Default 1. */
  readonly utility?: number | undefined;
  /** The most whole tokens that it can use, from 0; `Infinity` for any number. Default `Infinity`. */
  readonly demand?: number | undefined;
}

/** What competes for tokens in `quadraticAllocate`. Frozen; ranges are validated (`INVALID_OPTION`, naming the block and the field). */
export class BudgetBlock {
  readonly ref: string;
  readonly relevance: number;
  readonly recency: number;
  readonly quality: number;
  readonly typeWeight: number;
  readonly utility: number;
  readonly demand: number;
  /**
   * 0 to 10: ten times 0.4 relevance + 0.2 recency + 0.2 quality + 0.2 typeWeight, times utility, and 10 at most. The weights
   * are those of the Python package's `BudgetBlock`.
   */
  readonly importance: number;

  constructor(init: BudgetBlockInit) {
    this.ref = refOf(init);
    this.relevance = scoreOf(init, "relevance", 0.5);
    this.recency = scoreOf(init, "recency", 0.5);
    this.quality = scoreOf(init, "quality", 1);
    this.typeWeight = scoreOf(init, "typeWeight", 0.5);
    this.utility = init.utility ?? 1;
    if (!isFrom0(this.utility) || this.utility === Number.POSITIVE_INFINITY) {
      throw wrong(init, "utility", "a finite number from 0");
    }
    this.demand = init.demand ?? Number.POSITIVE_INFINITY;
    if (!isFrom0(this.demand) || this.demand % 1 > 0) {
      throw wrong(init, "demand", "a whole number of tokens from 0, or Infinity");
    }
    this.importance = importanceOf(this);
    Object.freeze(this);
  }
}

type Score = "relevance" | "recency" | "quality" | "typeWeight";

function importanceOf(block: BudgetBlock): number {
  const { relevance, recency, quality, typeWeight, utility } = block;
  // In tenths: 0.4 + 0.2 + 0.2 + 0.2 is not 1 in floating point.
  const score = 4 * relevance + 2 * recency + 2 * quality + 2 * typeWeight;
  return Math.min(score * utility, 10);
}

function refOf(init: BudgetBlockInit): string {
  const ref: unknown = init?.ref;
  if (typeof ref === "string" && ref !== "") return ref;
  throw new TokenPakError(
    "INVALID_OPTION",
    "A budget block needs a ref that names it: give text that is not empty.",
  );
}

function scoreOf(init: BudgetBlockInit, field: Score, otherwise: number): number {
  const score = init[field] ?? otherwise;
  if (isFrom0(score) && score <= 1) return score;
  throw wrong(init, field, "a number from 0 to 1");
}

function isFrom0(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}

function wrong(
  init: BudgetBlockInit,
  field: Score | "utility" | "demand",
  may: string,
): TokenPakError {
  const value: unknown = init[field];
  const ref = init.ref.length > 80 ? `${init.ref.slice(0, 80)}...` : init.ref;
  return new TokenPakError(
    "INVALID_OPTION",
    `The ${field} of budget block ${JSON.stringify(ref)} cannot be ${shown(value)}: give ${may}.`,
  );
}

function shown(value: unknown): string {
  if (typeof value === "number") return String(value);
  return value === null ? "null" : `a ${typeof value}`;
}

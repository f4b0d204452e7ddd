import type { Cell, Column } from "./column.ts";
import type { Counting } from "./counting.ts";

/** How a column is written: what the header says of it, and what is left for the cells. */
export interface ColumnPlan {
  readonly column: Column;
  /** What each value is made of; a lone hole where nothing is known of it. */
  readonly parts: readonly PlanPart[];
  /** What goes into the hole, by record; `undefined` where there is no hole. */
  readonly rests: readonly Cell[] | undefined;
  /** Short names of the rests. */
  readonly labels?: ReadonlyMap<string, string> | undefined;
  /** The rest that an empty cell stands for. */
  readonly fallback?: { readonly value: Cell } | undefined;
  /** What the section line above a record says, by record. */
  readonly sections?: readonly string[] | undefined;
}

/** A piece of a column's values. */
export type PlanPart =
  | { readonly type: "literal"; readonly text: string }
  | { readonly type: "reference"; readonly column: Column }
  | { readonly type: "counting"; readonly counting: Counting }
  | { readonly type: "section" }
  | { readonly type: "hole" };

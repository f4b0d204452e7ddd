/** Lines of an item that stand in an earlier one, or further up in the same one. All lines are 1-based and inclusive. */
export interface ItemReference {
  /** Ordinal of the item that is pointed to, from 1; its own where that is further up in the same content. */
  readonly item: number;
  /** What that item is called in the marker; empty for the same item. */
  readonly name: string;
  /** Lines of this item's content. */
  readonly from: number;
  readonly to: number;
  /** First of the same lines in the content of the item that is pointed to. */
  readonly itemFrom: number;
  /** How many lines. */
  readonly lines: number;
  /** What is added to the line numbers that these lines begin with; 0 where they are the same, or have none. */
  readonly shift: number;
}

/** What a record holds in one column: text, or nothing at all. */
export type Cell = string | undefined;

/** A named column of records. */
export interface Column {
  readonly name: string;
  /** One a record. */
  readonly cells: readonly Cell[];
}

/** What stands between the cells of a record's line. */
export type CellSeparator = "," | " " | "|" | "\t";

/** A row of a table that a command printed. */
export interface TableRow {
  /** One a column. */
  readonly fields: readonly string[];
  /** 1-based line of the source. */
  readonly line: number;
}

/** Rows below one heading, for example one folder of `ls -R`. */
export interface TableSection {
  /** What stands above the rows, without its colon; empty where nothing does. */
  readonly name: string;
  readonly rows: readonly TableRow[];
  /** Lines that are no rows: head lines, totals, messages. */
  readonly said: readonly SaidLine[];
}

/** A line that is no row. */
export interface SaidLine {
  readonly text: string;
  /** 1-based line of the source. */
  readonly line: number;
}

/** The table of a command, by columns. */
export interface Table {
  /** As the command's head line names them, or as its manual does. */
  readonly columns: readonly string[];
  /** At least one, each but the first with rows. */
  readonly sections: readonly TableSection[];
}

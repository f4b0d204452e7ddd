/** Columns of completions that hold numbers of names or NULL, beside those that every row has. */
const OPTIONAL_NAMES = [
  "model_requested",
  "subagent",
  "tier",
  "speed",
  "geo",
  "price_model",
  "price_table",
] as const;

/** SQL that lists the number of every series that something in the ledger is of. */
export const USED_SERIES = ["rollups", "session_rollups", "latencies", "completions", "savings"]
  .map((table) => numbers(table, ["series"]))
  .join(" UNION ");

/** SQL that lists the number of every name that something in the ledger has; 0 is none. */
export const USED_NAMES = [
  numbers("series", ["provider", "model", "agent", "project", "observer"]),
  ...["session_rollups", "completions", "savings"].map((table) => numbers(table, ["session"])),
  ...OPTIONAL_NAMES.map((column) => `SELECT ${column} FROM completions WHERE ${column} > 0`),
].join(" UNION ");

function numbers(table: string, columns: readonly string[]): string {
  return columns.map((column) => `SELECT ${column} FROM ${table}`).join(" UNION ");
}

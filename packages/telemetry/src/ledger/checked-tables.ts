import { rowChecksum, type StoredFact } from "./row-checksum.ts";

/** A table whose rows carry a checksum, in the column after all that it covers. */
export interface CheckedTable {
  readonly name: string;
  /** Columns before the checksum, in the order of a stored record. */
  readonly columns: readonly string[];
  /** Whether the first column is the number of the row; if so, whether the checksum covers it. */
  readonly number?: "covered" | "free" | undefined;
  /** A table without row numbers: its rows are entries of an index. */
  readonly isIndex?: boolean | undefined;
  /** An index holds the columns a second time, in their order, then the checksum, then the number of the row, where there is one. */
  readonly hasCopy?: boolean | undefined;
  /** Only rows with a checksum have one to be held to: others are made again of other rows. */
  readonly isSealed?: boolean | undefined;
}

/** All tables whose rows carry checksums. The others hold what these make: see {@link CheckedTable.isSealed}. */
export const CHECKED_TABLES: readonly CheckedTable[] = [
  { name: "names", columns: words("id value"), number: "covered", hasCopy: true },
  {
    name: "series",
    columns: words("id provider model agent project observer"),
    number: "covered",
    hasCopy: true,
  },
  {
    name: "completions",
    columns: words(
      "seq id counted weak rank at series session flags model_requested subagent uncached_input cache_read cache_write_5m cache_write_1h cache_write_other output reasoning audio_input audio_output image_input image_output server_tools parts tier speed geo cost_nanos cost_source price_model price_match price_table latency_ms first_token_ms outcome response_id request_id side_copy",
    ),
    number: "free",
  },
  {
    name: "savings",
    columns: words(
      "seq id at series session flags completion_id tokens_before tokens_after tokens_fetched_back saved_nanos",
    ),
    number: "free",
  },
  { name: "superseded", columns: words("id at"), isIndex: true },
  {
    name: "session_rollups",
    columns: words(
      "level session period series flags requests uncached_input cache_read cache_write output reasoning cost_nanos first_at last_at",
    ),
    isIndex: true,
    isSealed: true,
  },
  { name: "latencies", columns: words("day series counts"), isIndex: true, isSealed: true },
  { name: "settings", columns: words("name value"), hasCopy: true },
  { name: "forgotten", columns: words("is_saving id response_id weak at"), isIndex: true },
  {
    name: "checkpoints",
    columns: words("id source path dev ino size mtime_ms read_to head_hash state"),
    number: "free",
  },
  { name: "spend_ids", columns: words("id state until charges"), isIndex: true },
  { name: "spend_settled", columns: words("key at amount total"), isIndex: true, hasCopy: true },
  {
    name: "spend_limit_changes",
    columns: words("seq name at definition set_by"),
    number: "covered",
    hasCopy: true,
  },
];

/** The checksum that a row should have; `values` are its columns before that. */
export function checksumOf(table: CheckedTable, values: readonly StoredFact[]): number {
  return rowChecksum(table.name, table.number === "free" ? values.slice(1) : values);
}

function words(text: string): readonly string[] {
  return text.split(" ");
}

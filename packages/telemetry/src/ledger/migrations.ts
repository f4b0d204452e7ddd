import type { Migration } from "@tokenpak/core/sqlite";
import { LIMIT_TABLES } from "../spend/limit-tables.ts";
import { SPEND_TABLES } from "../spend/spend-tables.ts";

/** Marks a file as a ledger; "TP" and 3. */
export const LEDGER_APPLICATION_ID = 0x54500003;

/**
 * A checksum (row-checksum.ts) covers all columns before it but the number of the row, and that too where other rows name it.
 * checked-tables.ts lists these tables.
 *
 * Names are kept once; rows and rollups hold their numbers. Numbers are never used again.
 */
const NAMES = `
CREATE TABLE names (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  value TEXT NOT NULL,                 -- bytes where it is no well-formed text
  checksum INTEGER NOT NULL
);
-- A second copy, on other pages, of what rows depend on. One name has one number: whoever adds one holds the write lock.
CREATE INDEX names_value ON names (value, checksum);
-- What rows that are reported together have in common, apart from session and time. 0: not known.
CREATE TABLE series (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  provider INTEGER NOT NULL,
  model INTEGER NOT NULL,
  agent INTEGER NOT NULL,
  project INTEGER NOT NULL,
  observer INTEGER NOT NULL,
  checksum INTEGER NOT NULL
);
CREATE INDEX series_names ON series (provider, model, agent, project, observer, checksum);
`;

/** One row a report of a request. Times in milliseconds since 1970, money in nano-dollars, texts that repeat as names. */
const COMPLETIONS = `
CREATE TABLE completions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of recording
  id TEXT NOT NULL UNIQUE,
  counted INTEGER NOT NULL,            -- 1: yes, 0: another row stands for the request, -1: superseded
  weak INTEGER NOT NULL,               -- 1: says of which response it is, but not of which request
  rank INTEGER NOT NULL,               -- the best report of a request has the highest: same-request.ts
  at INTEGER NOT NULL,
  series INTEGER NOT NULL,
  session INTEGER NOT NULL,            -- 0: not known
  flags INTEGER NOT NULL,              -- usage-flags.ts
  model_requested INTEGER,
  subagent INTEGER,
  uncached_input INTEGER NOT NULL,
  cache_read INTEGER NOT NULL,
  cache_write_5m INTEGER NOT NULL,
  cache_write_1h INTEGER NOT NULL,
  cache_write_other INTEGER NOT NULL,
  output INTEGER NOT NULL,
  reasoning INTEGER NOT NULL,
  audio_input INTEGER NOT NULL,
  audio_output INTEGER NOT NULL,
  image_input INTEGER NOT NULL,
  image_output INTEGER NOT NULL,
  server_tools TEXT,                   -- JSON
  parts TEXT,                          -- JSON
  tier INTEGER,
  speed INTEGER,
  geo INTEGER,
  cost_nanos INTEGER,
  cost_source TEXT,
  price_model INTEGER,
  price_match TEXT,
  price_table INTEGER,
  latency_ms REAL,
  first_token_ms REAL,
  outcome TEXT NOT NULL,
  response_id TEXT,
  request_id TEXT,
  side_copy INTEGER,                   -- NULL: not said
  checksum INTEGER NOT NULL
);
CREATE INDEX completions_at ON completions (at);
CREATE INDEX completions_response ON completions (response_id, weak, counted, rank)
  WHERE response_id IS NOT NULL;
-- What a price table may still price.
CREATE INDEX completions_unpriced ON completions (seq) WHERE counted = 1 AND flags & 64;
-- Requests that a better report took the place of, also those that come later.
CREATE TABLE superseded (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  checksum INTEGER NOT NULL
) WITHOUT ROWID;
`;

const SAVINGS = `
CREATE TABLE savings (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  series INTEGER NOT NULL,
  session INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  completion_id TEXT,
  tokens_before INTEGER NOT NULL,
  tokens_after INTEGER NOT NULL,
  tokens_fetched_back INTEGER NOT NULL,
  saved_nanos INTEGER,
  checksum INTEGER NOT NULL
);
CREATE INDEX savings_at ON savings (at);
`;

/**
 * Sums by quarter of an hour, by hour and by day (UTC), kept with the rows in one transaction. For savings (a flag says so): events, tokens before,
 * after and fetched back, nano-dollars saved in the columns of requests, uncached input, cache reads and writes, and cost.
 */
const SUMS = `
  flags INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  uncached_input INTEGER NOT NULL,
  cache_read INTEGER NOT NULL,
  cache_write INTEGER NOT NULL,
  output INTEGER NOT NULL,
  reasoning INTEGER NOT NULL,
  cost_nanos INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
`;

const ROLLUPS = `
CREATE TABLE rollups (
  level INTEGER NOT NULL,              -- 0: quarters of an hour, 1: hours, 2: days
  period INTEGER NOT NULL,             -- so many of them since 1970
  series INTEGER NOT NULL,
${SUMS}
  PRIMARY KEY (level, period, series, flags)
) WITHOUT ROWID;
CREATE TABLE session_rollups (
  level INTEGER NOT NULL,
  session INTEGER NOT NULL,
  period INTEGER NOT NULL,
  series INTEGER NOT NULL,
${SUMS}
  checksum INTEGER,                    -- of quarters of an hour whose rows were forgotten: seal-sums.ts
  PRIMARY KEY (level, session, period, series, flags)
) WITHOUT ROWID;
-- How many requests took how long, by day (UTC).
CREATE TABLE latencies (
  day INTEGER NOT NULL,
  series INTEGER NOT NULL,
  counts BLOB NOT NULL,                -- latency-counts.ts
  checksum INTEGER,                    -- of days whose rows were forgotten
  PRIMARY KEY (day, series)
) WITHOUT ROWID;
`;

/** Up to where rows were forgotten, and which ones were shortly before that: another report may place them a little later. */
const RETENTION = `
CREATE TABLE settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL, checksum INTEGER NOT NULL);
-- A second copy, on another page: without that time, logs that are still there would count twice.
CREATE INDEX settings_copy ON settings (name, value, checksum);
CREATE TABLE forgotten (
  is_saving INTEGER NOT NULL,
  id TEXT NOT NULL,
  response_id TEXT,
  weak INTEGER NOT NULL,
  at INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (is_saving, id)
) WITHOUT ROWID;
CREATE INDEX forgotten_response ON forgotten (response_id) WHERE response_id IS NOT NULL;
`;

const CHECKPOINTS = `
CREATE TABLE checkpoints (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  path TEXT NOT NULL,
  dev TEXT NOT NULL,                   -- texts: may be larger than an integer that JavaScript holds
  ino TEXT NOT NULL,
  size INTEGER NOT NULL,
  mtime_ms REAL NOT NULL,
  read_to INTEGER NOT NULL,
  head_hash TEXT NOT NULL,
  state TEXT,                          -- JSON
  checksum INTEGER NOT NULL,
  UNIQUE (source, path),
  UNIQUE (source, dev, ino)
);
`;

/** Schema of a ledger, one entry a version. */
export const LEDGER_MIGRATIONS: readonly Migration[] = [
  NAMES + COMPLETIONS + SAVINGS + ROLLUPS + RETENTION + CHECKPOINTS + SPEND_TABLES,
  LIMIT_TABLES,
];

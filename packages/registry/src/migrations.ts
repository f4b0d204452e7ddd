import type { Migration } from "@tokenpak/core/sqlite";
import { rebuildSearch } from "./rebuild-search.ts";
import { fillChecksums } from "./row-checksum.ts";

/** Marks a file as a registry; "TP" and 1. */
export const REGISTRY_APPLICATION_ID = 0x54500001;

/** Marks a file as a store of originals alone; "TP" and 2. */
export const ORIGINALS_APPLICATION_ID = 0x54500002;

const ORIGINALS = `
CREATE TABLE originals (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,   -- SHA-256 of the bytes, hex
  size INTEGER NOT NULL,       -- of the bytes, before compression
  packed INTEGER NOT NULL,     -- 1: data is a raw DEFLATE stream, 0: the bytes themselves
  data BLOB NOT NULL
);
`;

/** Search's tables as they were first; `SEARCH_TABLES` says what they are now. */
const BLOCKS = `
CREATE TABLE blocks (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  version INTEGER NOT NULL,
  newest INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  file_type TEXT NOT NULL,
  raw_tokens INTEGER NOT NULL,
  compressed_tokens INTEGER NOT NULL,
  compressed_content TEXT NOT NULL,
  quality_score REAL,
  importance REAL NOT NULL,
  processed_at REAL,
  slice_id TEXT NOT NULL,
  source_type TEXT,
  source_id TEXT,
  source_version TEXT,
  fetched_at REAL,
  title TEXT,
  mark TEXT,
  raw_indexed INTEGER NOT NULL,
  UNIQUE (path, version)
);
CREATE UNIQUE INDEX blocks_newest ON blocks (path) WHERE newest = 1;
CREATE INDEX blocks_stats ON blocks (file_type, raw_tokens, compressed_tokens) WHERE newest = 1;
CREATE INDEX blocks_marks ON blocks (path, mark) WHERE newest = 1 AND mark IS NOT NULL;

CREATE TABLE chunks (
  id INTEGER PRIMARY KEY,
  block_id INTEGER NOT NULL REFERENCES blocks (id),
  first_line INTEGER NOT NULL, -- from 1
  start_at INTEGER NOT NULL,   -- UTF-16 offsets in the text
  end_at INTEGER NOT NULL,
  path_words TEXT NOT NULL,
  names TEXT NOT NULL,         -- declared names on the first line, their parts on the second
  parts TEXT NOT NULL
);
CREATE INDEX chunks_block ON chunks (block_id);

CREATE VIRTUAL TABLE chunk_search USING fts5(
  path, names, body, parts,
  content = '', tokenize = 'porter unicode61'
);
CREATE VIRTUAL TABLE chunk_terms USING fts5vocab(chunk_search, row);
`;

/**
 * Originals whose ref nobody was given: the only ones that garbage collection may take. Those that were stored before this was
 * recorded are not among them. A table of its own, because to change a row of `originals` is to write its data again.
 */
const UNSEEN = `
CREATE TABLE unseen (original_id INTEGER PRIMARY KEY REFERENCES originals (id) ON DELETE CASCADE);
`;

/** How far each source was read, what sources say of their documents, and marks that name the kind of their source. */
const SOURCES = `
CREATE TABLE cursors (
  source TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  checksum INTEGER NOT NULL    -- CRC-32
) WITHOUT ROWID;
ALTER TABLE blocks ADD COLUMN metadata TEXT; -- JSON
UPDATE blocks SET mark = 'filesystem' || substr(mark, 6) WHERE mark LIKE 'file1 %';
`;

/**
 * SQLite does not notice a changed byte within a value: an original has its hash, every other text that is given out a checksum.
 */
const CHECKSUMS = `
ALTER TABLE blocks ADD COLUMN checksum INTEGER; -- CRC-32
`;

/**
 * Schema of a registry, one entry a version. Search's own tables are made anew in the last step that changed them: an earlier
 * step that filled them as they were then is of no more use, and becomes empty.
 */
export const REGISTRY_MIGRATIONS: readonly Migration[] = [
  ORIGINALS + BLOCKS,
  (connection) => {
    connection.exec(UNSEEN + SOURCES + CHECKSUMS);
    fillChecksums(connection);
  },
  (connection) => void rebuildSearch(connection),
];

/** Schema of a store of originals, one entry a version. */
export const ORIGINALS_MIGRATIONS: readonly Migration[] = [ORIGINALS, UNSEEN];

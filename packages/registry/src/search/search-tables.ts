/**
 * Search reads `chunks`: pieces of the newest version of each block, `text.slice(start_at, end_at)` of the original (raw_indexed)
 * or of the compressed content. The full-text table keeps no text, and forgets a row by its number alone. All of it is derived
 * from blocks and originals: whoever changes it adds a migration that calls `rebuildSearch`.
 */
export const SEARCH_TABLES = `
DROP TABLE IF EXISTS chunk_terms;
DROP TABLE IF EXISTS chunk_search;
DROP TABLE IF EXISTS chunks;
DROP TABLE IF EXISTS words;
CREATE TABLE chunks (
  id INTEGER PRIMARY KEY,
  block_id INTEGER NOT NULL REFERENCES blocks (id),
  first_line INTEGER NOT NULL, -- from 1
  start_at INTEGER NOT NULL,   -- UTF-16 offsets in the text
  end_at INTEGER NOT NULL,
  names TEXT NOT NULL          -- declared names on the first line, their parts on the second
);
CREATE INDEX chunks_block ON chunks (block_id);
CREATE VIRTUAL TABLE chunk_search USING fts5(
  path, names, body, parts,
  content = '', contentless_delete = 1, tokenize = 'porter unicode61'
);
CREATE VIRTUAL TABLE chunk_terms USING fts5vocab(chunk_search, row);
CREATE TABLE words (word TEXT PRIMARY KEY) WITHOUT ROWID; -- unstemmed, in lower case; those of removed texts stay
`;

/**
 * What a store of spend limits keeps in the ledger's file: every change, none of them ever changed or deleted. The limits in force
 * are the last change of each name. The copy stands on other pages; how many changes there are, among the settings, tells when one is
 * lost.
 */
export const LIMIT_TABLES = `
CREATE TABLE spend_limit_changes (
  seq INTEGER PRIMARY KEY,     -- in the order of setting
  name TEXT NOT NULL,
  at INTEGER NOT NULL,         -- milliseconds since 1970
  definition TEXT,             -- JSON, the limit without its name; NULL: removed
  set_by TEXT,                 -- NULL: not said
  checksum INTEGER NOT NULL
);
CREATE INDEX spend_limit_changes_copy ON spend_limit_changes (name, at, definition, set_by, checksum);
`;

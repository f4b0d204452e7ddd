/**
 * What a spend counter keeps in the ledger's file. Times are milliseconds since 1970, amounts whole numbers.
 *
 * `spend_settled.total` is what was ever settled under the key up to that time: what a window holds is the difference of two
 * rows, however many lie between them, and what a key holds is in its last row. Checksums are those of `rowChecksum`; what was
 * settled stands a second time on other pages, since nothing else tells it. `spend_open` says again what open ids say.
 */
export const SPEND_TABLES = `
CREATE TABLE spend_ids (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,         -- open, settled or released
  until INTEGER NOT NULL,      -- open: when it expires; otherwise when it was settled or released
  charges TEXT,                -- JSON, [key, amount][] by key: what was reserved; NULL: settled without that
  checksum INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE spend_open (
  key TEXT NOT NULL,
  until INTEGER NOT NULL,
  id TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (key, until, id)
) WITHOUT ROWID;

CREATE TABLE spend_settled (
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  total INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (key, at)
) WITHOUT ROWID;
CREATE INDEX spend_settled_copy ON spend_settled (key, at, amount, total, checksum);
`;

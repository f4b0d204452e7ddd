import { refOf } from "@tokenpak/core";
import {
  integrityMessages,
  MOST_MESSAGES,
  openSqlite,
  type ReportProgress,
  type SqliteConnection,
} from "@tokenpak/core/sqlite";
import { ORIGINALS_APPLICATION_ID, ORIGINALS_MIGRATIONS } from "./migrations.ts";
import { type OriginalRow, originalBytes } from "./original-reader.ts";

/** What {@link checkOriginals} found in a store of originals. */
export interface OriginalsCheck {
  /** What is wrong, the first hundred things; empty for a sound file. */
  readonly damage: readonly string[];
  readonly originals: number;
}

/** How to check. */
export interface CheckOptions {
  readonly onProgress?: ReportProgress | undefined;
}

/** Reads the whole file of a `SqliteOriginalStore` and looks for damage, without writing. Opening throws as `openSqlite` does. */
export function checkOriginals(path: string, { onProgress }: CheckOptions = {}): OriginalsCheck {
  using database = openSqlite(path, {
    migrations: ORIGINALS_MIGRATIONS,
    applicationId: ORIGINALS_APPLICATION_ID,
    readOnly: true,
  });
  return database.snapshot(() => {
    const { connection } = database;
    const damage = [...integrityMessages(connection)];
    const note = (message: string): void =>
      void (damage.length < MOST_MESSAGES && damage.push(message));
    return { damage, originals: checkOriginalRows(connection, { note, onProgress }) };
  });
}

/** Where messages and progress of a check go. */
export interface OriginalCheckParts {
  readonly note: (message: string) => void;
  readonly onProgress: ReportProgress | undefined;
}

/** Verifies every row of `originals`; how many there are. */
export function checkOriginalRows(
  connection: SqliteConnection,
  { note, onProgress }: OriginalCheckParts,
): number {
  const total = connection.prepare("SELECT count(*) FROM originals").pluck().get() as number;
  const rows = connection.prepare("SELECT hash, size, packed, data FROM originals").iterate();
  let done = 0;
  for (const row of rows as IterableIterator<OriginalRow & { readonly hash: string }>) {
    done++;
    onProgress?.({ stage: "originals", done, total });
    const hash = String(row.hash);
    if (originalBytes(hash, row) === undefined) {
      note(`the original ${refOf({ hash })} does not have its hash`);
    }
  }
  const strays = connection
    .prepare("SELECT count(*) FROM unseen WHERE original_id NOT IN (SELECT id FROM originals)")
    .pluck()
    .get() as number;
  if (strays > 0) note(`${strays} originals that are noted as not given out are missing`);
  return done;
}

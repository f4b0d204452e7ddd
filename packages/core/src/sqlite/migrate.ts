import type { SqliteConnection } from "./sqlite-connection.ts";
import { damagedRow, failure } from "./store-error.ts";

/** Makes a version of a schema out of the one before: SQL, or work that runs inside the transaction of the upgrade. */
export type Migration = string | ((connection: SqliteConnection) => void);

/** Which schema a file must have. */
export interface SchemaOptions {
  /** One migration for each version of the schema, oldest first. What released ones lead to never changes. */
  readonly migrations: readonly Migration[];
  /** Written into the file's header, a positive 32-bit integer: tells this kind of store from every other. */
  readonly applicationId: number;
}

/**
 * The version of the file's schema, 0 for a new file. Throws, without having changed anything, for a file of another
 * application (`STORE_UNAVAILABLE`) or of a newer version (`STORE_TOO_NEW`).
 */
export function schemaVersion(
  path: string,
  connection: SqliteConnection,
  schema: SchemaOptions,
): number {
  // In one transaction, since another process may be creating the schema between two reads.
  const [id, version, tables] = connection.transaction(() => [
    connection.pragma("application_id", { simple: true }) as number,
    connection.pragma("user_version", { simple: true }) as number,
    connection.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() as number,
  ])() as [number, number, number];
  if (id === 0 && version === 0 && tables === 0) return 0;
  if (id !== schema.applicationId) {
    throw failure("STORE_UNAVAILABLE", path, [
      "belongs to another application or holds something else",
      "Choose another path; nothing in it was changed.",
    ]);
  }
  if (version < 1) throw damagedRow(`it says that its schema is of version ${version}`);
  if (version > schema.migrations.length) {
    throw failure("STORE_TOO_NEW", path, [
      `was written by a newer version of TokenPak (schema ${version}, this one knows ${schema.migrations.length})`,
      "Update TokenPak, or choose another path; nothing in it was changed.",
    ]);
  }
  return version;
}

/** Brings the schema up to date, one transaction a version. Several processes may do so at once. */
export function migrate(connection: SqliteConnection, schema: SchemaOptions): void {
  const { migrations, applicationId } = schema;
  const version = (): number => connection.pragma("user_version", { simple: true }) as number;
  const step = connection.transaction(() => {
    const current = version();
    const migration = migrations[current];
    if (migration === undefined) return;
    if (typeof migration === "string") connection.exec(migration);
    else migration(connection);
    connection.pragma(`user_version = ${current + 1}`);
    connection.pragma(`application_id = ${applicationId}`);
  });
  while (version() < migrations.length) step.immediate();
}

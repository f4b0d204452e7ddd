import { damagedRow, type SqliteConnection } from "@tokenpak/core/sqlite";
import { rowChecksum } from "./row-checksum.ts";

/**
 * Numbers that the ledger keeps, each twice: before which time rows were forgotten, and how many changes of spend limits there are.
 * Each only ever rises, so that of two copies the larger one is right.
 */
export const SETTINGS = ["forgotten_before", "spend_limit_changes"] as const;

/** One of {@link SETTINGS}. */
export type SettingName = (typeof SETTINGS)[number];

/** Reads a number that the ledger keeps under a name, as often as it is asked; `undefined` where there is none. */
export function settingReader(
  connection: SqliteConnection,
  name: SettingName,
): () => number | undefined {
  const statement = connection.prepare("SELECT value, checksum FROM settings WHERE name = ?");
  return () => {
    const row = statement.get(name) as SettingRow | undefined;
    if (row === undefined || row.checksum === settingChecksum(name, row.value)) return row?.value;
    throw damagedRow(`the setting ${name} does not have its checksum`);
  };
}

/** {@link settingReader}, once. */
export function readSetting(connection: SqliteConnection, name: SettingName): number | undefined {
  return settingReader(connection, name)();
}

/** Keeps a whole number under a name, in the place of the one before. */
export function writeSetting(connection: SqliteConnection, name: SettingName, value: number): void {
  connection
    .prepare("INSERT OR REPLACE INTO settings (name, value, checksum) VALUES (?, ?, ?)")
    .run(name, value, settingChecksum(name, value));
}

interface SettingRow {
  readonly value: number;
  readonly checksum: number;
}

function settingChecksum(name: SettingName, value: number): number {
  return rowChecksum("settings", [name, value]);
}

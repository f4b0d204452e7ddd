import {
  type DamagedDatabase,
  type RepairableKind,
  type RepairOptions,
  repairDatabase,
  type SqliteConnection,
} from "@tokenpak/core/sqlite";
import { checkLedger, type LedgerCheck } from "../check-ledger.ts";
import { finishForgetting } from "../forget-rows.ts";
import { LEDGER_APPLICATION_ID, LEDGER_MIGRATIONS } from "../migrations.ts";
import { openLedger } from "../open-ledger.ts";
import { forgottenBefore, setForgottenBefore } from "../retention-table.ts";
import { DAY_MS, PERIOD_MS } from "../rollup-cell.ts";
import { addMissingSums, rebuildRollups, rebuildSums } from "../rollup-sums.ts";
import { LedgerSalvage } from "./ledger-salvage.ts";
import { mendLimitChanges } from "./mend-limit-changes.ts";
import { mendNames } from "./mend-names.ts";
import { mendSpend } from "./mend-spend.ts";
import { recountReports } from "./recount-reports.ts";

/** What a repair of a ledger did. */
export interface LedgerRepair {
  /** Whether there was anything to do. Where not, the rest says what there is. */
  readonly repaired: boolean;
  /** What was wrong. */
  readonly damage: readonly string[];
  /** Where the damaged file is now; `undefined` where nothing was repaired, or sums alone, in their place. */
  readonly keptAs: string | undefined;
  /** Requests that count, and savings, that the ledger holds now. */
  readonly completions: number;
  readonly savings: number;
  readonly lost: LedgerLosses;
  /** Logs are read again from their beginning: what was lost comes back where they still have it, and nothing counts twice. */
  readonly readsLogsAgain: boolean;
}

/** What could not be saved. */
export interface LedgerLosses {
  /** Reports of requests, and savings, that are known to have been there. */
  readonly records: number;
  /** Names that rows have: those are under `lost name 57` now, with all their figures. */
  readonly names: number;
  /** Sums of forgotten days, by quarter of an hour and names, that are less than they were. */
  readonly sums: number;
  /** Settled amounts that later totals tell: they count with the next one, so that no limit lets more through. */
  readonly settlements: number;
  /**
   * Changes of spend limits. Where one was the last of its name, the one before it holds now, or no limit: look at the limits, and set
   * again what is missing.
   */
  readonly limits: number;
}

/**
 * Makes a sound ledger out of a damaged one. Where sums alone are wrong, they are made anew in their place. Else a new file of all
 * rows that prove themselves, with new sums, takes the place of the old one, which stays beside it as `.damaged-1` (or the next free
 * number). Sums of days that were forgotten are kept where they prove themselves, and up to when was forgotten is known in any case.
 * A sound ledger is left alone.
 *
 * Takes as much free disk as the file has content; when that is not there (`STORE_UNAVAILABLE`), and for every other error,
 * nothing was changed. Throws `STORE_CORRUPT` where nothing of a ledger is found in the file, and else as `openSqlite` does.
 */
export function repairLedger(path: string, options: RepairOptions = {}): LedgerRepair {
  const repair = repairDatabase(path, LEDGER, options);
  const { completions, savings, rollupDamage } = repair.check;
  const held = { completions, savings };
  if (repair.repaired) {
    const { damage, keptAs, finished } = repair;
    return { repaired: true, damage, keptAs, ...held, lost: finished, readsLogsAgain: true };
  }
  const nothing = { keptAs: undefined, ...held, lost: NOTHING, readsLogsAgain: false };
  if (rollupDamage.length === 0) return { repaired: false, damage: [], ...nothing };
  using database = openLedger(path, options);
  rebuildRollups(database);
  return { repaired: true, damage: rollupDamage, ...nothing };
}

const NOTHING: LedgerLosses = { records: 0, names: 0, sums: 0, settlements: 0, limits: 0 };

const LEDGER: RepairableKind<LedgerCheck, LedgerLosses> = {
  name: "a ledger",
  otherwise: "move it away: what logs still have is collected again",
  schema: { migrations: LEDGER_MIGRATIONS, applicationId: LEDGER_APPLICATION_ID },
  check: checkLedger,
  salvage: (connection) => {
    const salvage = new LedgerSalvage(connection);
    return {
      take: (record) => salvage.take(record),
      isEmpty: () => salvage.isEmpty(),
      finish: (damaged) => finish(connection, salvage, damaged),
    };
  },
  isWhole: (_, { rollupDamage }) => rollupDamage.length === 0,
};

function finish(
  connection: SqliteConnection,
  salvage: LedgerSalvage,
  { onProgress }: DamagedDatabase<LedgerCheck>,
): LedgerLosses {
  onProgress?.({ stage: "sums", done: 0, total: 1 });
  const limit = mendLimit(connection);
  const records = salvage.lostRecords();
  const names = mendNames(connection);
  recountReports(connection);
  if (limit !== undefined) {
    addMissingSums(connection, limit);
    finishForgetting(connection, limit);
  }
  rebuildSums(connection);
  const sums = limit === undefined ? 0 : salvage.lostSums(limit);
  const [settlements, limits] = [mendSpend(connection), mendLimitChanges(connection)];
  return { records, names, sums, settlements, limits };
}

/** Up to when was forgotten, by the setting or, where that is lost, by what is there of forgotten days alone. */
function mendLimit(connection: SqliteConnection): number | undefined {
  const known = forgottenBefore(connection);
  const latest = connection
    .prepare(
      `SELECT max(day) FROM (
         SELECT CAST(max(period) / ${DAY_MS / PERIOD_MS[0]} AS INTEGER) AS day FROM session_rollups WHERE level = 0
         UNION ALL SELECT max(day) FROM latencies
         UNION ALL SELECT CAST(max(at) / ${DAY_MS} AS INTEGER) FROM forgotten)`,
    )
    .pluck()
    .get() as number | null;
  if (latest === null) return known;
  const limit = Math.max(known ?? 0, (latest + 1) * DAY_MS);
  if (limit !== known) setForgottenBefore(connection, limit);
  return limit;
}

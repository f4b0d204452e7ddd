import type { RepairOptions } from "@tokenpak/core/sqlite";
import { checkOriginals } from "../check-originals.ts";
import { ORIGINALS_APPLICATION_ID, ORIGINALS_MIGRATIONS } from "../migrations.ts";
import { type RepairReport, repairStore } from "./repair-store.ts";
import { OriginalSalvage } from "./salvage-records.ts";
import type { StoreKind } from "./store-kind.ts";

/** Does for a `SqliteOriginalStore`'s file what `repairRegistry` does for a registry's. */
export function repairOriginals(path: string, options: RepairOptions = {}): RepairReport {
  return repairStore(path, ORIGINALS, options);
}

const ORIGINALS: StoreKind = {
  name: "a store of originals",
  schema: { migrations: ORIGINALS_MIGRATIONS, applicationId: ORIGINALS_APPLICATION_ID },
  check: (path, options) => ({
    ...checkOriginals(path, options),
    searchDamage: [],
    files: 0,
    versions: 0,
  }),
  salvage: (connection) => new OriginalSalvage(connection),
  finish: () => ({ withoutText: [], forgottenCursors: [] }),
};

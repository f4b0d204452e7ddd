import { type Ref, refOf } from "@tokenpak/core";
import {
  type RepairableKind,
  type RepairOptions,
  repairDatabase,
  type SqliteConnection,
} from "@tokenpak/core/sqlite";
import { fromStored } from "../schema.ts";
import type { Losses } from "./salvage-records.ts";
import type { Finished, StoreCheck, StoreKind } from "./store-kind.ts";

/** What a repair did. */
export interface RepairReport {
  /** Whether there was anything to do. Where not, the rest says what there is. */
  readonly repaired: boolean;
  /** What was wrong. */
  readonly damage: readonly string[];
  /** Where the damaged file is now; `undefined` where nothing was repaired. */
  readonly keptAs: string | undefined;
  /** Newest versions, all versions, and originals that the database holds now. */
  readonly files: number;
  readonly versions: number;
  readonly originals: number;
  /** Versions that are known to have been there and could not be saved. */
  readonly lostVersions: readonly { readonly path: string; readonly version: number }[];
  /** Refs of originals that are known to have been there and could not be saved. */
  readonly lostOriginals: readonly Ref[];
  /** Paths whose raw text is lost: found by their compressed text until their sources are indexed again. */
  readonly withoutText: readonly string[];
  /** Sources that are read from their beginning next time. */
  readonly forgottenCursors: readonly string[];
}

/** Makes a sound database of a kind out of a damaged one, as `repairRegistry` says. */
export function repairStore(
  path: string,
  kind: StoreKind,
  options: RepairOptions = {},
): RepairReport {
  const repair = repairDatabase(path, repairable(kind), options);
  const { files, versions, originals } = repair.check;
  const held = { files, versions, originals };
  if (!repair.repaired) return { ...NOTHING_DONE, ...held };
  const { damage, keptAs, finished } = repair;
  const { losses, ...told } = finished;
  return {
    repaired: true,
    damage,
    keptAs,
    ...held,
    ...told,
    lostVersions: losses.versions.map(({ path, version }) => ({ path: fromStored(path), version })),
    lostOriginals: losses.originals.map((hash) => refOf({ hash })),
  };
}

const NOTHING_DONE = {
  repaired: false,
  damage: [],
  keptAs: undefined,
  lostVersions: [],
  lostOriginals: [],
  withoutText: [],
  forgottenCursors: [],
} as const;

type Repairable = RepairableKind<
  StoreCheck & { readonly blockDamage: readonly string[] },
  Finished & { readonly losses: Losses }
>;

/** Damage of search alone calls for a repair as well, and is one that loses nothing. */
function repairable(kind: StoreKind): Repairable {
  return {
    name: kind.name,
    otherwise: "move it away and index again",
    schema: kind.schema,
    check(path, options) {
      const check = kind.check(path, options);
      const { damage: blockDamage, searchDamage } = check;
      return { ...check, blockDamage, damage: [...blockDamage, ...searchDamage] };
    },
    isWhole: (before, after) =>
      before.blockDamage.length > 0 ||
      (before.versions === after.versions && before.originals === after.originals),
    salvage: (connection: SqliteConnection) => {
      const salvage = kind.salvage(connection);
      return {
        take: (record) => salvage.take(record),
        isEmpty: () => salvage.isEmpty(),
        finish: ({ file, check, onProgress }) => ({
          ...kind.finish(connection, {
            file,
            isIntact: check !== undefined && check.blockDamage.length === 0,
            onProgress,
          }),
          losses: salvage.losses(),
        }),
      };
    },
  };
}

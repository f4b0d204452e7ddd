import type { OriginalRange, Ref, SyncOriginalStore } from "@tokenpak/core";
import { userOriginalsPath } from "@tokenpak/core/environment";
import type { CliIo } from "./cli-io.ts";
import { databasePath, findRegistry } from "./project.ts";

/** A store of originals that is opened when it is first used, and closed with {@link Originals.close}. */
export interface Originals extends SyncOriginalStore {
  /** File of the database. */
  readonly path: string;
  /** Why the last `put` failed, if it did: the engine turns that into an exact output without saying so. */
  readonly failure: unknown;
  close(): void;
}

interface OpenStore {
  readonly originals: SyncOriginalStore;
  close(): void;
}

/** Where `compress` keeps originals: the database of `--db` or of the project around the working folder, else the user's. */
export async function originalsToWrite(db: string | undefined, io: CliIo): Promise<Originals> {
  const { BlockRegistry, SqliteOriginalStore } = await import("@tokenpak/registry");
  const registry = db === undefined ? findRegistry(io.cwd) : databasePath(db, io.cwd);
  if (registry !== undefined) {
    return lazyOriginals(registry, () => new BlockRegistry(registry));
  }
  const path = userOriginalsPath(io.env);
  return lazyOriginals(path, () => {
    const store = new SqliteOriginalStore(path);
    return { originals: store, close: () => store.close() };
  });
}

function lazyOriginals(path: string, open: () => OpenStore): Originals {
  let opened: OpenStore | undefined;
  let failure: unknown;
  const store = (): SyncOriginalStore => {
    opened ??= open();
    return opened.originals;
  };
  return {
    path,
    get failure() {
      return failure;
    },
    put(text: string): Ref {
      try {
        return store().put(text);
      } catch (error) {
        failure = error;
        throw error;
      }
    },
    get: (ref: string, range?: OriginalRange) => store().get(ref, range),
    close: () => opened?.close(),
  };
}

import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, sep } from "node:path";
import type { Connector } from "@tokenpak/connectors";
import type { BlockStore } from "@tokenpak/core";
import { usageError } from "../usage-error.ts";

/** A source on this machine, and the database that it is to be indexed into. */
export interface LocalSource {
  readonly connector: Pick<Connector, "pathPrefix" | "type">;
  readonly store: BlockStore;
  readonly database: string;
  /** Absolute path of the vault or repository. */
  readonly path: string;
}

/**
 * Throws `WRONG_USE` where the database has documents of another vault or repository of the same name: they would be taken for
 * deleted ones of this one. One that is no longer where it was has been moved.
 */
export async function refuseOtherSource(source: LocalSource): Promise<void> {
  const { connector, database, path } = source;
  const other = await locationInDatabase(source);
  if (other === undefined || !existsSync(other) || realpathSync(other) === realpathSync(path)) {
    return;
  }
  throw usageError(
    `${database} has ${other} under ${connector.pathPrefix} already. Give ${path} another name with --name, or a database of its own with --db.`,
  );
}

/** Where the documents came from that the database has under the paths of the source. */
async function locationInDatabase({ connector, store }: LocalSource): Promise<string | undefined> {
  const { pathPrefix, type } = connector;
  for (const [path, mark] of await store.listMarks({ pathPrefix })) {
    if (!mark.startsWith(`${type} `)) continue;
    const { sourceId = "" } = (await store.getBlock(path))?.provenance ?? {};
    const location = locationOf(sourceId, path.slice(pathPrefix.length));
    if (location !== undefined && isAbsolute(location)) return location;
  }
  return undefined;
}

/** `VAULT/id` of a note, `REPOSITORY@ref:id` of a file, `REPOSITORY@hash` of a commit. */
function locationOf(sourceId: string, id: string): string | undefined {
  const note = `${sep}${id.split("/").join(sep)}`;
  if (sourceId.endsWith(note)) return sourceId.slice(0, -note.length);
  const isFile = sourceId.endsWith(`:${id}`);
  const name = isFile ? sourceId.slice(0, -id.length - 1) : sourceId;
  const at = name.lastIndexOf("@");
  return at < 0 ? undefined : name.slice(0, at);
}

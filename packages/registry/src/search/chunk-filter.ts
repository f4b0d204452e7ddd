import type { SearchOptions } from "@tokenpak/core";
import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { toStoredText } from "@tokenpak/core/sqlite";

/** Which blocks a search is limited to, as values of {@link PASSES} and {@link NARROW}. */
export interface ChunkFilter {
  readonly fileType: string | null;
  readonly pathPrefix: string | Uint8Array | null;
  /** The first text after all that begin with the prefix; `null` where there is none. */
  readonly pathEnd: string | null;
}

/** Whether the block `b` passes. */
export const PASSES =
  "(:fileType IS NULL OR b.file_type = :fileType) AND (:pathPrefix IS NULL OR substr(b.path, 1, length(:pathPrefix)) = :pathPrefix)";

/** Conditions that an index answers, by what is limited. */
const BY_TYPE = "b.newest = 1 AND b.file_type = :fileType";
const BY_PATH = "b.newest = 1 AND b.path >= :pathPrefix AND b.path < :pathEnd";

/** So many blocks are looked for one by one; of more than these, some are soon found among the best. */
const FEW_BLOCKS = 5000;

/** The filter of a search; `undefined` where everything passes. */
export function chunkFilter({ fileType, pathPrefix }: SearchOptions): ChunkFilter | undefined {
  if (fileType === undefined && (pathPrefix ?? "") === "") return undefined;
  return {
    fileType: fileType ?? null,
    pathPrefix: pathPrefix === undefined ? null : toStoredText(pathPrefix),
    pathEnd: pathPrefix === undefined ? null : endOfPrefix(pathPrefix),
  };
}

/** Tells filters that let few blocks pass. */
export class FilterWidth {
  readonly #connection: SqliteConnection;
  readonly #counts = new Map<string, SqliteStatement>();

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  /** The SQL of the ids of all chunks that pass, where they are few; `undefined` where they are many. */
  narrow(filter: ChunkFilter): string | undefined {
    const { pathPrefix, pathEnd } = filter;
    const ranged = typeof pathPrefix === "string" && pathPrefix !== "" && pathEnd !== null;
    return [...(ranged ? [BY_PATH] : []), ...(filter.fileType === null ? [] : [BY_TYPE])]
      .filter((condition) => (this.#count(condition).get(filter) as number) <= FEW_BLOCKS)
      .map(
        (condition) =>
          `SELECT c.id FROM blocks b JOIN chunks c ON c.block_id = b.id WHERE ${condition} AND ${PASSES}`,
      )[0];
  }

  #count(condition: string): SqliteStatement {
    let statement = this.#counts.get(condition);
    if (statement === undefined) {
      const some = `SELECT 1 FROM blocks b WHERE ${condition} LIMIT ${FEW_BLOCKS + 1}`;
      statement = this.#connection.prepare(`SELECT count(*) FROM (${some})`).pluck();
      this.#counts.set(condition, statement);
    }
    return statement;
  }
}

/** In the order of code points, which is that of UTF-8. */
function endOfPrefix(prefix: string): string | null {
  if (!prefix.isWellFormed()) return null;
  const last = [...prefix.slice(-2)].at(-1);
  const point = last?.codePointAt(0) ?? HIGHEST;
  if (last === undefined || point === HIGHEST) return null;
  const next = point === 0xd7ff ? 0xe000 : point + 1;
  return prefix.slice(0, prefix.length - last.length) + String.fromCodePoint(next);
}

const HIGHEST = 0x10ffff;

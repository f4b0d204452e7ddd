import { decodeText, TokenPakError } from "@tokenpak/core";
import type { SqliteStatement } from "@tokenpak/core/sqlite";
import type { BlockRow } from "../block-table.ts";

/** Where the texts of hits come from. */
export interface HitSource {
  /** The row of a block. */
  readonly block: (id: number) => BlockRow | undefined;
  /** The text that its chunks are pieces of. */
  readonly text: (row: BlockRow) => string | undefined;
}

/** A chunk and where it stands. */
export interface ChunkRow {
  readonly blockId: number;
  readonly path: string | Uint8Array;
  readonly firstLine: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly names: string;
}

/** The columns of {@link ChunkRow}. */
export const SELECT_CHUNK =
  'SELECT c.block_id AS "blockId", b.path, c.first_line AS "firstLine", c.start_at AS "startAt", c.end_at AS "endAt", c.names FROM chunks c JOIN blocks b ON b.id = c.block_id WHERE c.id = ?';

/** Reads chunks for one search, each row and each text once. */
export class ChunkReader {
  readonly #select: SqliteStatement;
  readonly #source: HitSource;
  readonly #rows = new Map<number, ChunkRow>();
  readonly #blocks = new Map<number, { readonly row: BlockRow; readonly text: string }>();

  constructor(select: SqliteStatement, source: HitSource) {
    this.#select = select;
    this.#source = source;
  }

  /** The chunk of an id that the index answered. */
  row(id: number): ChunkRow {
    const row = this.#rows.get(id) ?? (this.#select.get(id) as ChunkRow | undefined);
    if (row === undefined) throw lost();
    this.#rows.set(id, row);
    return row;
  }

  /** Its path as text. */
  path(id: number): string {
    const { path } = this.row(id);
    return typeof path === "string" ? path : decodeText(path);
  }

  /** Its block, its text, and how many UTF-16 units had to be read for it: all of the block's. */
  read(id: number): { readonly block: BlockRow; readonly text: string; readonly units: number } {
    const { blockId, startAt, endAt } = this.row(id);
    let block = this.#blocks.get(blockId);
    if (block === undefined) {
      const row = this.#source.block(blockId);
      const text = row && this.#source.text(row);
      if (row === undefined || text === undefined) throw lost();
      block = { row, text };
      this.#blocks.set(blockId, block);
    }
    const { row, text } = block;
    return { block: row, text: text.slice(startAt, endAt), units: text.length };
  }
}

function lost(): TokenPakError {
  return new TokenPakError(
    "STORE_CORRUPT",
    'The index refers to a text that the database no longer has. Run "tokenpak doctor --repair".',
  );
}

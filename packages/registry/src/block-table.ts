import { Block, type Provenance } from "@tokenpak/core";
import { damagedRow, type SqliteConnection, toStoredText } from "@tokenpak/core/sqlite";
import type Database from "better-sqlite3";
import {
  and,
  asc,
  count,
  eq,
  getTableColumns,
  type InferSelectModel,
  type SQL,
  sql,
  sum,
} from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { rowChecksum } from "./row-checksum.ts";
import { blocks, toStoredLong } from "./schema.ts";

/** A stored version of a block. */
export type BlockRow = InferSelectModel<typeof blocks>;

/** The statements on the table `blocks`. They take and give rows; transactions are the caller's. */
export type BlockTable = ReturnType<typeof blockTable>;

/** Literal, not bound: SQLite uses a partial index only for a condition that it can see. */
const isNewest = sql`${blocks.newest} = 1`;

/** Prepares the statements on the table `blocks` of an open database. */
export function blockTable(connection: SqliteConnection) {
  const db = drizzle(connection as unknown as Database.Database);
  const hasPath = eq(blocks.path, sql.placeholder("path"));
  const select = (where: SQL | undefined) =>
    db.select().from(blocks).where(where).orderBy(asc(blocks.version));
  const newest = select(and(hasPath, isNewest)).prepare();
  const version = select(and(hasPath, eq(blocks.version, sql.placeholder("version")))).prepare();
  const history = select(hasPath).prepare();
  const all = db.select().from(blocks).where(isNewest).prepare();
  const ofType = db
    .select()
    .from(blocks)
    .where(and(eq(blocks.fileType, sql.placeholder("fileType")), isNewest))
    .prepare();
  const byId = db
    .select()
    .from(blocks)
    .where(eq(blocks.id, sql.placeholder("id")))
    .prepare();
  const insert = db.insert(blocks).values(placeholders()).prepare();
  const retire = connection.prepare("UPDATE blocks SET newest = 0, mark = NULL WHERE id = ?");
  const replaceRow = connection.prepare(
    `UPDATE blocks SET ${COLUMN_NAMES.map((name) => `${name} = ?`).join(", ")} WHERE id = ?`,
  );
  const removePath = connection.prepare("DELETE FROM blocks WHERE path = ?");
  const removeOldVersions = connection.prepare(
    "DELETE FROM blocks WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY path ORDER BY version DESC) AS age FROM blocks) WHERE age > ?)",
  );
  const stats = db
    .select({
      fileType: blocks.fileType,
      files: count(),
      rawTokens: sum(blocks.rawTokens).mapWith(Number),
      compressedTokens: sum(blocks.compressedTokens).mapWith(Number),
    })
    .from(blocks)
    .where(isNewest)
    .groupBy(blocks.fileType)
    .orderBy(asc(blocks.fileType))
    .prepare();
  const quality = connection
    .prepare(
      "SELECT sum(quality_score * raw_tokens) / nullif(sum(raw_tokens), 0) FROM blocks WHERE newest = 1 AND quality_score IS NOT NULL",
    )
    .pluck();
  return {
    newest: (path: string) => ofPath(newest.get({ path: toStoredText(path) }), path),
    version: (path: string, number: number) =>
      ofPath(version.get({ path: toStoredText(path), version: number }), path),
    history: (path: string) =>
      history.all({ path: toStoredText(path) }).map((row) => ofPath(row, path) as BlockRow),
    list: (fileType?: string) =>
      (fileType === undefined ? all.all() : ofType.all({ fileType })).map(sound),
    byId: (id: number) => {
      const row = byId.get({ id });
      return row && sound(row);
    },
    insert: (row: NewBlockRow) => Number(insert.run({ ...row }).lastInsertRowid),
    retire: (id: number) => retire.run(id),
    replace: (id: number, row: NewBlockRow) =>
      replaceRow.run(...COLUMNS.map((column) => boundValue(column, row[column])), id),
    removeOldVersions: (kept: number) => removeOldVersions.run(kept).changes,
    removePath: (path: string) => removePath.run(toStoredText(path)).changes > 0,
    stats: () => stats.all(),
    meanQuality: () => (quality.get() as number | null) ?? undefined,
  };
}

/** A row that has no number yet. */
export type NewBlockRow = Omit<BlockRow, "id">;

/** The block of a row. */
export function blockOfRow(row: BlockRow): Block {
  return new Block({
    ...row,
    qualityScore: row.qualityScore ?? undefined,
    processedAt: row.processedAt ?? undefined,
    provenance: provenanceOf(row),
  });
}

/** The row of a block as version `version`. */
export function rowOfBlock(
  block: Block,
  state: Pick<BlockRow, "mark" | "rawIndexed" | "version">,
): NewBlockRow {
  const { provenance } = block;
  const row = {
    path: block.path,
    newest: true,
    contentHash: block.contentHash,
    fileType: block.fileType,
    rawTokens: block.rawTokens,
    compressedTokens: block.compressedTokens,
    compressedContent: block.compressedContent,
    qualityScore: block.qualityScore ?? null,
    importance: block.importance,
    processedAt: block.processedAt ?? null,
    sliceId: block.sliceId,
    sourceType: provenance?.sourceType ?? null,
    sourceId: provenance?.sourceId ?? null,
    sourceVersion: provenance?.sourceVersion ?? null,
    fetchedAt: provenance?.fetchedAt ?? null,
    title: provenance?.title ?? null,
    metadata: provenance?.metadata === undefined ? null : JSON.stringify(provenance.metadata),
    ...state,
  };
  return { ...row, checksum: rowChecksum(row) };
}

/** The row, where it says what was written. Otherwise throws what becomes `STORE_CORRUPT`. */
function sound(row: BlockRow): BlockRow {
  if (row.checksum === rowChecksum(row)) return row;
  throw damagedRow(`a version of ${JSON.stringify(row.path)} does not have its checksum`);
}

/** A damaged index may lead to the row of another path. */
function ofPath(row: BlockRow | undefined, path: string): BlockRow | undefined {
  if (row === undefined || row.path === path) return row && sound(row);
  throw damagedRow(`its index leads from ${JSON.stringify(path)} to ${JSON.stringify(row.path)}`);
}

type Metadata = NonNullable<Provenance["metadata"]>;

function provenanceOf(row: BlockRow): Provenance | undefined {
  const { sourceType, sourceId } = row;
  if (sourceType === null || sourceId === null) return undefined;
  return {
    sourceType,
    sourceId,
    ...(row.sourceVersion === null ? {} : { sourceVersion: row.sourceVersion }),
    ...(row.fetchedAt === null ? {} : { fetchedAt: row.fetchedAt }),
    ...(row.title === null ? {} : { title: row.title }),
    ...(row.metadata === null ? {} : { metadata: JSON.parse(row.metadata) as Metadata }),
  };
}

const COLUMNS = Object.keys(getTableColumns(blocks)).filter(
  (key): key is keyof NewBlockRow => key !== "id",
);
const COLUMN_NAMES = COLUMNS.map((column) => blocks[column].name);

function placeholders(): { [Column in keyof NewBlockRow]: never } {
  const values = COLUMNS.map((column) => [column, sql.placeholder(column)] as const);
  return Object.fromEntries(values) as never;
}

function boundValue(column: string, value: string | number | boolean | null): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "string") return value;
  return column === "compressedContent" ? toStoredLong(value) : toStoredText(value);
}

import { livePages } from "./live-pages.ts";
import type { PageFile } from "./page-file.ts";
import { readRecord, readVarint, type StoredValue } from "./read-record.ts";

/** A row of a table, or an entry of an index (or of a table without row numbers). */
export interface StoredRecord {
  readonly kind: "row" | "entry";
  /** Number of a row in its table: what stands as `null` in the place of an INTEGER PRIMARY KEY. */
  readonly rowid?: number | undefined;
  readonly values: readonly StoredValue[];
}

/** A page that was read, and the records in it. */
export interface ScannedPage {
  readonly page: number;
  readonly records: Iterable<StoredRecord>;
}

/** Types of pages of a tree (https://sqlite.org/fileformat2.html#b_tree_pages). */
const INDEX_INTERIOR = 0x02;
const INDEX_LEAF = 0x0a;
const TABLE_LEAF = 0x0d;

/**
 * Reads every record that stands in a page of its own right, without asking which table it belongs to: so a destroyed header,
 * schema or inner page of a tree loses nothing but itself. One record is in memory at a time.
 */
export function* scanRecords(file: PageFile): Generator<ScannedPage> {
  const isLive = livePages(file);
  for (let page = 1; page <= file.pageCount; page++) {
    if (isLive(page)) yield { page, records: recordsOf(file, page) };
  }
}

function* recordsOf(file: PageFile, number: number): Generator<StoredRecord> {
  const page = file.page(number);
  const start = number === 1 ? 100 : 0;
  const type = page[start];
  if (type !== TABLE_LEAF && type !== INDEX_LEAF && type !== INDEX_INTERIOR) return;
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const pointers = start + (type === INDEX_INTERIOR ? 12 : 8);
  const cells = Math.min(view.getUint16(start + 3), Math.floor((page.length - pointers) / 2));
  for (let cell = 0; cell < cells; cell++) {
    const at = view.getUint16(pointers + 2 * cell);
    if (at < pointers || at >= page.length) continue;
    const payload = payloadAt(file, page, { at, type });
    const values = payload === undefined ? undefined : readRecord(payload);
    if (values === undefined) continue;
    yield type === TABLE_LEAF
      ? { kind: "row", rowid: rowidAt(page, at), values }
      : { kind: "entry", values };
  }
}

function rowidAt(page: Uint8Array, at: number): number | undefined {
  const size = readVarint(page, at);
  return size && readVarint(page, size.end)?.value;
}

interface Cell {
  readonly at: number;
  readonly type: number;
}

/** The bytes of a cell's record, those in overflow pages included. */
function payloadAt(file: PageFile, page: Uint8Array, { at, type }: Cell): Uint8Array | undefined {
  const size = readVarint(page, type === INDEX_INTERIOR ? at + 4 : at);
  const start = type === TABLE_LEAF ? size && readVarint(page, size.end)?.end : size?.end;
  if (size === undefined || start === undefined) return undefined;
  const length = size.value;
  if (length > file.pageCount * file.pageSize) return undefined;
  const local = localLength(length, { usable: file.pageSize, isTable: type === TABLE_LEAF });
  if (start + local > page.length) return undefined;
  if (local === length) return page.subarray(start, start + length);
  if (start + local + 4 > page.length) return undefined;
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const chain = { first: view.getUint32(start + local), length: length - local };
  return joinOverflow(file, page.subarray(start, start + local), chain);
}

/** How much of a record stands in the page of its cell (https://sqlite.org/fileformat2.html#b_tree_pages, "Let X be"). */
function localLength(
  length: number,
  { usable, isTable }: { readonly usable: number; readonly isTable: boolean },
): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

function joinOverflow(
  file: PageFile,
  local: Uint8Array,
  { first, length }: { readonly first: number; readonly length: number },
): Uint8Array | undefined {
  const parts = [local];
  let next = first;
  for (let left = length; left > 0; ) {
    if (next < 2 || next > file.pageCount) return undefined;
    const page = file.page(next);
    const part = page.subarray(4, 4 + Math.min(left, page.length - 4));
    parts.push(part);
    left -= part.length;
    next = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0);
  }
  return Buffer.concat(parts);
}

import type { PageFile } from "./page-file.ts";

/** Kinds of pages in a pointer map (https://sqlite.org/fileformat2.html#pointer_map_or_ptrmap_pages). */
const FREE = 2;
const FIRST_OVERFLOW = 3;
const LATER_OVERFLOW = 4;

const LARGEST_KIND = 5;

/**
 * Tells pages that hold rows from those that once did, or never: what was deleted must not come back. Knows as much as the
 * list of free pages and the pointer map say; where both are destroyed, every page counts.
 */
export function livePages(file: PageFile): (page: number) => boolean {
  const free = freePages(file);
  const mapped = hasPointerMap(file);
  return (page) => {
    if (free.has(page)) return false;
    if (!mapped || page < 3) return page !== 2 || !mapped;
    const kind = kindInMap(file, page);
    return kind !== FREE && kind !== FIRST_OVERFLOW && kind !== LATER_OVERFLOW;
  };
}

function freePages(file: PageFile): ReadonlySet<number> {
  const free = new Set<number>();
  let trunk = file.header()?.firstFreePage ?? 0;
  while (trunk > 1 && trunk <= file.pageCount && !free.has(trunk)) {
    free.add(trunk);
    const view = viewOf(file.page(trunk));
    const most = file.pageSize / 4 - 2;
    const leaves = Math.min(view.getUint32(4), most);
    for (let leaf = 0; leaf < leaves; leaf++) free.add(view.getUint32(8 + 4 * leaf));
    trunk = view.getUint32(0);
  }
  return free;
}

/** By the header; without one, by what page 2 looks like. */
function hasPointerMap(file: PageFile): boolean {
  const header = file.header();
  if (header !== undefined) return header.hasPointerMap;
  const map = file.page(2);
  const entries = Math.min(entriesOf(file), file.pageCount - 2);
  for (let entry = 0; entry < entries; entry++) {
    const kind = map[entry * 5] as number;
    if (kind < 1 || kind > LARGEST_KIND) return false;
  }
  return entries > 0;
}

/** 0 for a page of the map itself. */
function kindInMap(file: PageFile, page: number): number {
  const perMap = entriesOf(file) + 1;
  const map = page - ((page - 2) % perMap);
  return page === map ? FREE : (file.page(map)[(page - map - 1) * 5] as number);
}

function entriesOf(file: PageFile): number {
  return Math.floor(file.pageSize / 5);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

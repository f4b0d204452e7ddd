/** Size of the header of a write-ahead log, and of the one before each page in it (https://sqlite.org/fileformat2.html#walformat). */
const HEADER = 32;
const FRAME_HEADER = 24;

/** Where the newest committed copy of each page is in a write-ahead log. */
export interface WalPages {
  /** Offset of the page's bytes in the log, by page number. */
  readonly offsets: ReadonlyMap<number, number>;
  /** Size of the database in pages after the last commit; 0 where nothing is committed. */
  readonly pageCount: number;
}

/** Finds what is committed in a log; checksums tell where that ends, and what is garbage. `read` gives bytes of the log. */
export function walPages(
  read: (offset: number, length: number) => Uint8Array,
  options: { readonly sizeBytes: number; readonly pageSize: number },
): WalPages {
  const { sizeBytes, pageSize } = options;
  const offsets = new Map<number, number>();
  const none = { offsets, pageCount: 0 };
  if (sizeBytes < HEADER) return none;
  const header = viewOf(read(0, HEADER));
  const littleEndian = header.getUint32(0) === 0x377f0682;
  if (!littleEndian && header.getUint32(0) !== 0x377f0683) return none;
  if (header.getUint32(8) !== pageSize) return none;
  let sums: Sums = addTo([0, 0], header, { to: 24, littleEndian });
  if (!isSum(sums, header, 24)) return none;
  const pending = new Map<number, number>();
  let pageCount = 0;
  const step = FRAME_HEADER + pageSize;
  for (let at = HEADER; at + step <= sizeBytes; at += step) {
    const frame = viewOf(read(at, step));
    sums = addTo(sums, frame, { to: 8, littleEndian });
    sums = addTo(sums, frame, { from: FRAME_HEADER, to: step, littleEndian });
    const sameSalt = frame.getBigUint64(8) === header.getBigUint64(16);
    if (!sameSalt || !isSum(sums, frame, 16)) break;
    pending.set(frame.getUint32(0), at + FRAME_HEADER);
    const committed = frame.getUint32(4);
    if (committed === 0) continue;
    for (const [page, offset] of pending) offsets.set(page, offset);
    pending.clear();
    pageCount = committed;
  }
  return { offsets, pageCount };
}

type Sums = readonly [number, number];

interface SumRange {
  readonly from?: number;
  readonly to: number;
  readonly littleEndian: boolean;
}

/** SQLite's checksum of a log, over pairs of 32-bit words. */
function addTo([first, second]: Sums, bytes: DataView, { from = 0, to, littleEndian }: SumRange) {
  let a = first;
  let b = second;
  for (let at = from; at < to; at += 8) {
    a = (a + bytes.getUint32(at, littleEndian) + b) >>> 0;
    b = (b + bytes.getUint32(at + 4, littleEndian) + a) >>> 0;
  }
  return [a, b] as const;
}

function isSum([a, b]: Sums, bytes: DataView, at: number): boolean {
  return bytes.getUint32(at) === a && bytes.getUint32(at + 4) === b;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { type WalPages, walPages } from "./wal-pages.ts";

/** TokenPak never sets another (https://sqlite.org/fileformat2.html#the_database_header). */
const PAGE_SIZE = 4096;

const MAGIC = "SQLite format 3\0";

/** The pages of a database file as they are on disk, with what its write-ahead log has committed; for a file that SQLite may refuse. */
export class PageFile implements Disposable {
  readonly pageSize = PAGE_SIZE;
  /** Pages, numbered from 1; the last one may be cut off. */
  readonly pageCount: number;
  readonly #file: number;
  readonly #log: number | undefined;
  readonly #wal: WalPages;

  constructor(path: string) {
    this.#file = openSync(path, "r");
    this.#log = openIfThere(`${path}-wal`);
    this.#wal = walPages((offset, length) => readBytes(this.#log, offset, length), {
      sizeBytes: this.#log === undefined ? 0 : fstatSync(this.#log).size,
      pageSize: PAGE_SIZE,
    });
    // What the file has beyond the size of the last commit was cut off by it.
    this.pageCount = this.#wal.pageCount || Math.ceil(fstatSync(this.#file).size / PAGE_SIZE);
  }

  /** The bytes of a page, with zeros for what the file does not have. */
  page(number: number): Uint8Array {
    const logged = this.#wal.offsets.get(number);
    return logged === undefined
      ? readBytes(this.#file, (number - 1) * PAGE_SIZE, PAGE_SIZE)
      : readBytes(this.#log, logged, PAGE_SIZE);
  }

  /** The header of the database; `undefined` where it is destroyed. */
  header(): DatabaseHeader | undefined {
    const bytes = this.page(1);
    if (Buffer.from(bytes.subarray(0, 16)).toString("latin1") !== MAGIC) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    if (view.getUint16(16) !== PAGE_SIZE) return undefined;
    return {
      firstFreePage: view.getUint32(32),
      hasPointerMap: view.getUint32(52) !== 0,
      userVersion: view.getUint32(60),
      applicationId: view.getUint32(68),
    };
  }

  [Symbol.dispose](): void {
    // Closing any descriptor of a file drops the locks that SQLite holds on it in this process.
    closeSync(this.#file);
    if (this.#log !== undefined) closeSync(this.#log);
  }
}

/** What of a database's header a repair needs. */
export interface DatabaseHeader {
  readonly firstFreePage: number;
  readonly hasPointerMap: boolean;
  readonly userVersion: number;
  readonly applicationId: number;
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function readBytes(file: number | undefined, offset: number, length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  if (file !== undefined) readSync(file, bytes, 0, length, offset);
  return bytes;
}

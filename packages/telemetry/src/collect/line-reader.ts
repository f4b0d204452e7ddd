import { readSync } from "node:fs";
import { type FileEnds, MARK_BYTES, markOf } from "./file-mark.ts";

/** Bytes that are read at once, unless said otherwise. */
const CHUNK_BYTES = 256 << 10;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Gets the whole lines of a file, in their order. */
export interface LineVisitor {
  /** Without line end and byte order mark. The bytes are overwritten afterwards. */
  line(bytes: Buffer, offset: number): void;
  /** A line over the limit, which was passed over. */
  oversized(offset: number): void;
}

/** What to read. */
export interface LineRange {
  readonly fd: number;
  /** First byte, at the beginning of a line. */
  readonly from: number;
  /** Not beyond this byte. */
  readonly until: number;
  /** Of what stands before `from`. */
  readonly ends: FileEnds;
}

/** Memory for reading, for one {@link LineReader} after the other. */
export class LineBuffer {
  bytes: Buffer;
  /** Longest line that is read, in bytes. */
  readonly maxLineBytes: number;
  /** Bytes that are read at once. */
  readonly chunkBytes: number;

  constructor(maxLineBytes: number, chunkBytes = CHUNK_BYTES) {
    this.maxLineBytes = maxLineBytes;
    this.chunkBytes = chunkBytes;
    this.bytes = Buffer.allocUnsafe(chunkBytes);
  }

  /** Makes room behind the first `held` bytes. */
  reserve(held: number): void {
    if (held < this.bytes.length) return;
    const most = Math.max(this.chunkBytes, this.maxLineBytes + 1);
    const larger = Buffer.allocUnsafe(Math.min(2 * this.bytes.length, most));
    this.bytes.copy(larger, 0, 0, held);
    this.bytes = larger;
  }

  /** Gives back what a long line took. */
  shrink(): void {
    if (this.bytes.length > this.chunkBytes) this.bytes = Buffer.allocUnsafe(this.chunkBytes);
  }
}

/** Reads a file chunk by chunk and gives out its whole lines. Memory does not grow with lines over the limit. */
export class LineReader {
  readonly #range: LineRange;
  readonly #buffer: LineBuffer;
  /** Next byte of the file to read. */
  #position: number;
  /** First byte of the line that has no end yet. */
  #lineStart: number;
  /** Bytes of that line at the beginning of the buffer. */
  #held = 0;
  /** It is over the limit, and no longer held. */
  #skipping = false;
  #head: Buffer;
  /** Before the line that has no end yet. */
  #tail: Buffer;
  /** Before the first byte in the buffer. */
  #before: Buffer;

  constructor(range: LineRange, buffer: LineBuffer) {
    this.#range = range;
    this.#buffer = buffer;
    this.#position = range.from;
    this.#lineStart = range.from;
    this.#head = range.ends.head;
    this.#tail = range.ends.tail;
    this.#before = range.ends.tail;
  }

  /** Bytes that are done with. */
  get offset(): number {
    return this.#lineStart;
  }

  /** Bytes that were looked at: none from {@link offset} up to here ends a line. */
  get position(): number {
    return this.#position;
  }

  /** Names what stands before {@link offset}, as it was read. */
  get mark(): string {
    return markOf({ head: this.#head, tail: this.#tail }, this.#lineStart);
  }

  /** Reads on; `false` at the end. */
  readChunk(visitor: LineVisitor): boolean {
    this.#buffer.reserve(this.#held);
    const { bytes } = this.#buffer;
    const room = Math.min(bytes.length - this.#held, this.#buffer.chunkBytes);
    const wanted = Math.min(room, this.#range.until - this.#position);
    if (wanted <= 0) return false;
    const read = readSync(this.#range.fd, bytes, this.#held, wanted, this.#position);
    if (read === 0) return false;
    this.#position += read;
    const filled = bytes.subarray(0, this.#held + read);
    this.#keepHead(filled.subarray(this.#held));
    this.#keepRest(filled, this.#visitLines(filled, visitor));
    return true;
  }

  /** Answers where the line without an end begins in the buffer. */
  #visitLines(filled: Buffer, visitor: LineVisitor): number {
    let start = 0;
    let end = filled.indexOf(LINE_FEED, this.#held);
    while (end !== -1) {
      if (this.#skipping || end - start > this.#buffer.maxLineBytes) {
        visitor.oversized(this.#lineStart);
      } else {
        visitor.line(this.#lineOf(filled, start, end), this.#lineStart);
      }
      this.#lineStart = this.#skipping
        ? this.#position - filled.length + end + 1
        : this.#lineStart + end + 1 - start;
      this.#skipping = false;
      start = end + 1;
      end = filled.indexOf(LINE_FEED, start);
    }
    return start;
  }

  #lineOf(filled: Buffer, start: number, end: number): Buffer {
    const last = end > start && filled[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    const line = filled.subarray(start, last);
    if (this.#lineStart > 0 || !line.subarray(0, 3).equals(BYTE_ORDER_MARK)) return line;
    return line.subarray(3);
  }

  #keepHead(read: Buffer): void {
    if (this.#head.length >= MARK_BYTES) return;
    this.#head = Buffer.concat([this.#head, read]).subarray(0, MARK_BYTES);
  }

  /** Moves the line without an end to the beginning of the buffer, or drops it when it is over the limit. */
  #keepRest(filled: Buffer, start: number): void {
    if (start > 0) {
      this.#tail = lastBytes(this.#before, filled.subarray(0, start));
      this.#before = this.#tail;
    }
    const rest = filled.length - start;
    if (this.#skipping || rest > this.#buffer.maxLineBytes) {
      this.#skipping = true;
      this.#before = lastBytes(this.#before, filled.subarray(start));
      this.#held = 0;
      return;
    }
    filled.copyWithin(0, start);
    this.#held = rest;
  }
}

/** The last bytes of two pieces after each other, as a copy. */
function lastBytes(first: Buffer, second: Buffer): Buffer {
  if (second.length >= MARK_BYTES) return Buffer.from(second.subarray(-MARK_BYTES));
  return Buffer.concat([first, second]).subarray(-MARK_BYTES);
}

import { readSync } from "node:fs";
import { type CompletionEntry, isTokenPakError, type JsonValue } from "@tokenpak/core";
import type { CountsInProgress } from "./collector-counts.ts";
import { type FileEnds, markOf, readEnds } from "./file-mark.ts";
import { LineReader, type LineVisitor } from "./line-reader.ts";
import type { FoundLog } from "./log-walk.ts";
import { goOn, type ReadContext, seenOf, withOpenLog } from "./read-context.ts";
import type { LineFormat, LineState } from "./telemetry-source.ts";
import type { TrackedLog } from "./tracked-logs.ts";

/** A line without an end that is longer than this is not read again until it has one. */
const LONG_REST = 1 << 20;

/** Reads the new whole lines of a file. */
export async function readLines(
  found: FoundLog,
  format: LineFormat,
  context: ReadContext,
): Promise<void> {
  await withOpenLog(found, async (fd, size) => {
    const start = startOf(fd, { found, format, size }, context);
    const { known, offset, scannedTo, ends } = start;
    const isLong = scannedTo - offset > LONG_REST;
    if (known && isLong && !(await hasLineEnd(fd, [scannedTo, size], context))) {
      noteSeen(known, { found, size, scannedTo: size }, context);
      return;
    }
    const reader = new LineReader({ fd, from: offset, until: size, ends }, context.buffer);
    await readOn(reader, { found, format, start, size }, context);
  });
}

/** Reads to the end; each commit on the way goes together with how far that is. */
async function readOn(
  reader: LineReader,
  subject: {
    readonly found: FoundLog;
    readonly format: LineFormat;
    readonly start: LineStart;
    readonly size: number;
  },
  context: ReadContext,
): Promise<void> {
  const { found, format, start, size } = subject;
  const { batch, tally, tracked, buffer, now } = context;
  const reach = (seenSize: number): void => {
    const { offset, mark, position } = reader;
    const seen = seenOf(found, { now, size: seenSize });
    const state = structuredClone(start.state) as JsonValue;
    const log = { checkpoint: { ...seen, offset, headHash: mark, state }, scannedTo: position };
    if (isFurther(start.known, log)) batch.reach(log);
    else tracked.put(log);
  };
  const lines = new LineTeller({ found, format, state: start.state }, context);
  try {
    while (reader.readChunk(lines)) {
      if (batch.isFull) reach(-1);
      await goOn(context);
    }
  } catch (error) {
    // What was read before the disk failed is in the batch: it goes together with how far that was.
    if (!isTokenPakError(error)) reach(-1);
    throw error;
  } finally {
    buffer.shrink();
    tally.of(found.source.name).bytes += reader.position - start.offset;
    lines.warn();
  }
  reach(size);
}

/** Where to begin, and with what. */
interface LineStart {
  readonly known: TrackedLog | undefined;
  readonly offset: number;
  readonly scannedTo: number;
  readonly ends: FileEnds;
  readonly state: LineState;
}

/** After what was read of this very file before, or at its beginning. */
function startOf(
  fd: number,
  subject: { readonly found: FoundLog; readonly format: LineFormat; readonly size: number },
  { tracked, formerOf }: ReadContext,
): LineStart {
  const { found, format, size } = subject;
  const { source, stats, file } = found;
  const known = tracked.ofIdentity({ source: source.name, ...stats }) ?? formerOf(found);
  const offset = known?.checkpoint.offset ?? 0;
  const ends = readEnds(fd, offset <= size ? offset : 0);
  const isSame = offset <= size && known?.checkpoint.headHash === markOf(ends, offset);
  if (known !== undefined && isSame && offset > 0) {
    const scannedTo = known.scannedTo <= size ? known.scannedTo : offset;
    const state = structuredClone(known.checkpoint.state ?? format.start(file)) as LineState;
    return { known, offset, scannedTo, ends, state };
  }
  const none = Buffer.alloc(0);
  const isLongRest = isSame && known !== undefined && known.scannedTo <= size;
  return {
    known,
    offset: 0,
    scannedTo: isLongRest ? known.scannedTo : 0,
    ends: { head: none, tail: none },
    state: format.start(file),
  };
}

/**
 * Whether a file is read further, or is another one, than the store knows, or had a change that is over and brought nothing: the next
 * start need not look into it.
 */
function isFurther(known: TrackedLog | undefined, { checkpoint }: TrackedLog): boolean {
  if (known === undefined) return checkpoint.offset > 0;
  const { dev, ino, path, offset, headHash, mtimeMs } = known.checkpoint;
  return (
    (checkpoint.mtimeMs !== mtimeMs && checkpoint.mtimeMs !== 0) ||
    checkpoint.dev !== dev ||
    checkpoint.ino !== ino ||
    checkpoint.path !== path ||
    checkpoint.offset !== offset ||
    checkpoint.headHash !== headHash
  );
}

function noteSeen(
  known: TrackedLog,
  seen: { readonly found: FoundLog; readonly size: number; readonly scannedTo: number },
  { tracked, now }: ReadContext,
): void {
  const { found, size, scannedTo } = seen;
  tracked.put({
    checkpoint: { ...known.checkpoint, ...seenOf(found, { now, size }) },
    scannedTo,
  });
}

async function hasLineEnd(
  fd: number,
  [from, until]: readonly [from: number, until: number],
  context: ReadContext,
): Promise<boolean> {
  const { bytes } = context.buffer;
  for (let position = from; position < until; ) {
    const read = readSync(fd, bytes, 0, Math.min(bytes.length, until - position), position);
    if (read === 0) return false;
    if (bytes.subarray(0, read).includes(10)) return true;
    position += read;
    await goOn(context);
  }
  return false;
}

/** Passes what the lines of a file say on to the batch, and counts. */
class LineTeller implements LineVisitor {
  readonly #subject: {
    readonly found: FoundLog;
    readonly format: LineFormat;
    readonly state: LineState;
  };
  readonly #context: ReadContext;
  readonly #counts: CountsInProgress;
  readonly #bad = new Places();
  readonly #oversized = new Places();
  readonly #refused = new Places();

  constructor(
    subject: {
      readonly found: FoundLog;
      readonly format: LineFormat;
      readonly state: LineState;
    },
    context: ReadContext,
  ) {
    this.#subject = subject;
    this.#context = context;
    this.#counts = context.tally.of(subject.found.source.name);
  }

  line(bytes: Buffer, offset: number): void {
    const { found, format } = this.#subject;
    this.#counts.lines += 1;
    if (bytes.length === 0 || format.mayMatter?.(bytes) === false || isBlank(bytes)) return;
    const entries = this.#entriesOf(bytes, offset);
    if (entries.length === 0) return;
    if (this.#context.batch.add(entries, found) > 0) this.#refused.add(offset);
  }

  /** None of a line that is no JSON. */
  #entriesOf(bytes: Buffer, offset: number): readonly CompletionEntry[] {
    const { found, format, state } = this.#subject;
    try {
      const value = JSON.parse(bytes.toString()) as JsonValue;
      return format.read(value, { file: found.file, state, offset });
    } catch {
      // Also where a format cannot cope with a line, which no format should: it must not cost the other lines.
      this.#counts.badLines += 1;
      this.#bad.add(offset);
      return [];
    }
  }

  oversized(offset: number): void {
    this.#counts.lines += 1;
    this.#counts.oversizedLines += 1;
    this.#oversized.add(offset);
  }

  /** Says what was passed over. */
  warn(): void {
    const { path } = this.#subject.found.file;
    const { warnings, buffer } = this.#context;
    const passed: readonly (readonly [Places, string])[] = [
      [this.#bad, "no JSON"],
      [this.#oversized, `over ${buffer.maxLineBytes} bytes`],
      [this.#refused, "of impossible counts or without an id"],
    ];
    for (const [places, what] of passed) {
      if (places.count === 0) continue;
      const { count, first } = places;
      warnings.tell(
        `"${path}": ${count} ${count === 1 ? "line is" : "lines are"} ${what}, passed over; the first at byte ${first}.`,
      );
    }
  }
}

class Places {
  count = 0;
  first = 0;

  add(offset: number): void {
    if (this.count === 0) this.first = offset;
    this.count += 1;
  }
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 32 && byte !== 9 && byte !== 13) return false;
  return true;
}

import { readSync } from "node:fs";
import type { FoundLog } from "./log-walk.ts";
import { goOn, type ReadContext, seenOf, withOpenLog } from "./read-context.ts";
import type { DocumentFormat } from "./telemetry-source.ts";

/** A document over this size, in bytes, is not read. */
const LARGEST_DOCUMENT = 64 << 20;

/** Reads a document anew. */
export async function readDocument(
  found: FoundLog,
  format: DocumentFormat,
  context: ReadContext,
): Promise<void> {
  const { batch, tally, warnings, now } = context;
  const { file, source } = found;
  await withOpenLog(found, async (fd, size) => {
    const checkpoint = {
      ...seenOf(found, { now, size }),
      offset: 0,
      headHash: "",
      state: undefined,
    };
    if (size > LARGEST_DOCUMENT) {
      warnings.tell(`"${file.path}" has over ${LARGEST_DOCUMENT} bytes and was passed over.`);
      batch.reach({ checkpoint, scannedTo: 0 });
      return;
    }
    const text = readText(fd, size);
    tally.of(source.name).bytes += size;
    const refused = batch.add(format.read(text, file), found);
    batch.reach({ checkpoint, scannedTo: 0 });
    if (refused > 0) {
      warnings.tell(`"${file.path}": ${refused} requests of impossible counts or without an id.`);
    }
  });
  await goOn(context);
}

/** Without its byte order mark. */
function readText(fd: number, size: number): string {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const read = readSync(fd, bytes, filled, size - filled, filled);
    if (read === 0) break;
    filled += read;
  }
  const text = bytes.toString("utf8", 0, filled);
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

import type { JsonValue } from "@tokenpak/core";
import type { FoundLog } from "./log-walk.ts";
import { goOn, type ReadContext, seenOf } from "./read-context.ts";
import type { DatabaseFormat } from "./telemetry-source.ts";

/**
 * Reads what came after the cursor. What the database or the file system says against it is a warning: it is tried again when the
 * file has changed, and in each look at all files.
 */
export async function readDatabase(
  found: FoundLog,
  format: DatabaseFormat,
  context: ReadContext,
): Promise<void> {
  const { batch, tracked, warnings, now } = context;
  const { file, source, stats } = found;
  let cursor: JsonValue | undefined = tracked.ofIdentity({ source: source.name, ...stats })
    ?.checkpoint.state;
  const reach = (size: number): void => {
    const seen = seenOf(found, { now, size });
    batch.reach({
      checkpoint: { ...seen, offset: 0, headHash: "", state: cursor },
      scannedTo: 0,
    });
  };
  let refused = 0;
  const batches = format.read(file.path, cursor)[Symbol.iterator]();
  try {
    for (let next = nextOf(batches); next !== undefined; next = nextOf(batches)) {
      if (next instanceof Error) {
        const what = `"${file.path}" cannot be read now (${codeOf(next)}); it is tried again.`;
        warnings.tellOnce(`database ${file.path}`, what);
        return;
      }
      refused += batch.add(next.entries, found);
      cursor = next.cursor;
      reach(-1);
      await goOn(context);
    }
  } finally {
    batches.return?.();
  }
  warnings.settle(`database ${file.path}`);
  if (refused > 0) {
    warnings.tell(`"${file.path}": ${refused} requests of impossible counts or without an id.`);
  }
  reach(stats.size);
}

/** The next batch, what went wrong, or `undefined` at the end. */
function nextOf<T>(batches: Iterator<T>): T | Error | undefined {
  try {
    const { done, value } = batches.next();
    return done === true ? undefined : value;
  } catch (error) {
    if (error instanceof Error && typeof codeOf(error) === "string") return error;
    throw error;
  }
}

function codeOf(error: Error): unknown {
  return (error as { readonly code?: unknown }).code;
}

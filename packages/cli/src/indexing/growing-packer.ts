import type { Packer } from "@tokenpak/connectors";
import { HeuristicEngine } from "@tokenpak/engines";
import { createPackPool, type PackPool } from "@tokenpak/engines/pool";

/** A packer that has to be ended. */
export type GrowingPacker = AsyncDisposable & Packer;

/** So many characters take about as long to pack as threads take to start. */
const WORTH_THREADS = 400_000;

/**
 * Packs in this thread until there is so much to do that other threads pay, and in those from then on: a few changed files do not
 * wait for threads to start, and a whole tree uses every processor. The results are the same.
 */
export function growingPacker({
  threads,
}: {
  readonly threads?: number | undefined;
} = {}): GrowingPacker {
  const engine = new HeuristicEngine();
  let pool: PackPool | undefined;
  let isReady = false;
  let units = 0;
  const start = async (): Promise<void> => {
    pool = createPackPool({ threads });
    try {
      await pool.ready();
      isReady = true;
    } catch {
      // Without threads everything is packed here, as it was until now.
      await pool.close();
    }
  };
  return {
    name: engine.name,
    concurrency: CONCURRENCY,
    pack(content, options = {}) {
      units += content.length;
      if (pool === undefined && units > WORTH_THREADS && threads !== 0) void start();
      const { store, ...rest } = options;
      // A store cannot cross to a thread.
      const ready = isReady && store === undefined ? pool : undefined;
      return ready === undefined ? engine.pack(content, options) : ready.pack(content, rest);
    },
    async [Symbol.asyncDispose]() {
      await pool?.close();
    },
  };
}

/** Contents in work at once: enough that no thread waits for the next. */
const CONCURRENCY = 64;

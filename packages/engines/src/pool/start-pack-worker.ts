import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";
import type { PackThreadData } from "./pack-message.ts";

/** How to start a thread that packs. */
export interface PackWorkerOptions {
  readonly data: PackThreadData;
  /** Most megabytes of its heap; default Node's. */
  readonly heapMegabytes: number | undefined;
}

/** Starts a thread that packs: the built module of this package, or its source where this runs from source. */
export function startPackWorker({ data, heapMegabytes }: PackWorkerOptions): Worker {
  const options: WorkerOptions = {
    workerData: data,
    name: "tokenpak-pack",
    ...(heapMegabytes !== undefined && {
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    }),
  };
  if (import.meta.url.endsWith(".ts")) return startFromSource(options);
  const built = createRequire(import.meta.url).resolve("@tokenpak/engines/pack-worker");
  // As a program that imports it, because a thread has the flags of its process: --input-type forbids to start from a file.
  return new Worker(`import(${JSON.stringify(pathToFileURL(built).href)});`, {
    ...options,
    eval: true,
  });
}

/** On Node 20 the loader that runs TypeScript here does not load itself in a thread. */
function startFromSource(options: WorkerOptions): Worker {
  const loader = import.meta.resolve("tsx/esm/api");
  const source = new URL("./pack-worker.ts", import.meta.url).href;
  const program = `import(${JSON.stringify(loader)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(source)});
  });`;
  // Not the flags of the process as well: where any are given, Node refuses some of them for a thread.
  const execArgv = ["--conditions=@tokenpak/source"];
  return new Worker(program, { ...options, eval: true, execArgv });
}

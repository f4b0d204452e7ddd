import { type CliIo, OUTPUT_CLOSED, type OutputStream } from "./cli-io.ts";

/** The process's own streams, working folder, clock and Ctrl-C. `release` gives Ctrl-C back. */
export function processIo(): CliIo & { release(): void } {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  const outputClosed = (): void => interrupted.abort(OUTPUT_CLOSED);
  for (const stream of [process.stdout, process.stderr]) {
    // It stays: a write may fail after the command is done.
    stream.off("error", ignoreClosedPipe).on("error", ignoreClosedPipe);
  }
  return {
    stdout: process.stdout,
    stderr: process.stderr satisfies OutputStream,
    stdin: process.stdin,
    cwd: process.cwd(),
    now: () => performance.now(),
    interruption() {
      // Once: a second Ctrl-C ends the process the usual way.
      process.once("SIGINT", interrupt);
      // Who closed it wants no more of what goes on and on.
      process.stdout.once("error", outputClosed);
      return interrupted.signal;
    },
    release() {
      process.off("SIGINT", interrupt);
      process.stdout.off("error", outputClosed);
    },
  };
}

/** `tokenpak search x | head` closes our output early. That is no failure: the rest is simply not read. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

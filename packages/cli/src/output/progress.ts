import { readEnvironment } from "@tokenpak/core/environment";
import type { CliIo } from "../cli-io.ts";
import { printable } from "./printable.ts";

/** A progress display on stderr. */
export interface Progress {
  /** Shows a line in place of the one before; on a terminal cut to its width, elsewhere once in a while. */
  show(line: string): void;
  /** Takes the line away. */
  end(): void;
}

/** What is done within this time is not worth a word. */
const QUIET_MS = 1000;
/** Between two updates, on a terminal and in a log. */
const TERMINAL_MS = 100;
const LOG_MS = 5000;

/** Shows progress of work that takes longer than `quietMs`, default a second. */
export function startProgress(
  { stderr, now, env }: Pick<CliIo, "stderr" | "now" | "env">,
  { quietMs = QUIET_MS }: { readonly quietMs?: number } = {},
): Progress {
  const live = stderr.isTTY === true && !readEnvironment(env).dumbTerminal;
  let next = now() + quietMs;
  let shown = false;
  return {
    show(line) {
      const time = now();
      if (time < next) return;
      next = time + (live ? TERMINAL_MS : LOG_MS);
      shown = true;
      const text = printable(line);
      const width = Math.max(20, (stderr.columns ?? 80) - 1);
      stderr.write(live ? `\r\u001b[K${text.slice(0, width)}` : `${text}\n`);
    },
    end() {
      if (live && shown) stderr.write("\r\u001b[K");
      shown = false;
    },
  };
}

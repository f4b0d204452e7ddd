import { readEnvironment } from "@tokenpak/core/environment";
import type { CliIo } from "../cli-io.ts";
import { formatCount } from "./figures.ts";
import { printable } from "./printable.ts";

/** A progress display on stderr. */
export interface Progress {
  /** Shows a line in place of the one before; on a terminal cut to its width, elsewhere once in a while. */
  show(line: string): void;
  /** Shows how far work is: a bar on a terminal, `indexing 200 of 888: src/a.ts` elsewhere. */
  step(step: ProgressStep): void;
  /** Takes the line away. */
  end(): void;
}

/** How far work is. */
export interface ProgressStep {
  /** What is being done, for example `indexing`. */
  readonly doing: string;
  readonly done: number;
  /** `undefined` where nobody knows how much there will be. */
  readonly total: number | undefined;
  /** What was done last. */
  readonly label: string;
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
  const isDue = (): boolean => {
    const time = now();
    if (time < next) return false;
    next = time + (live ? TERMINAL_MS : LOG_MS);
    shown = true;
    return true;
  };
  const width = Math.max(20, (stderr.columns ?? 80) - 1);
  const write = (line: string): void => {
    const text = printable(line);
    stderr.write(live ? `\r\u001b[K${text.slice(0, width)}` : `${text}\n`);
  };
  return {
    show(line) {
      if (isDue()) write(line);
    },
    step(step) {
      if (isDue()) write(live ? barOf(step) : lineOf(step));
    },
    end() {
      if (live && shown) stderr.write("\r\u001b[K");
      shown = false;
    },
  };
}

const BAR_WIDTH = 24;

function barOf({ doing, done, total, label }: ProgressStep): string {
  if (total === undefined) return `${doing} ${formatCount(done)}  ${label}`;
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.floor(share * BAR_WIDTH);
  const bar = "#".repeat(full).padEnd(BAR_WIDTH, "-");
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `${doing} [${bar}] ${percent}% ${formatCount(done)}/${formatCount(total)}  ${label}`;
}

function lineOf({ doing, done, total, label }: ProgressStep): string {
  const of = total === undefined ? "" : ` of ${formatCount(total)}`;
  return `${doing} ${formatCount(done)}${of}: ${label}`;
}

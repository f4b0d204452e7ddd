import type { CompletionEntry, JsonValue } from "@tokenpak/core";
import type {
  LineFormat,
  LineState,
  LogFile,
  TelemetrySource,
} from "../src/collect/telemetry-source.ts";

/** A log: its path from its root, and its lines as text. */
export interface TestLog {
  readonly path: string;
  readonly lines: readonly string[];
  /** Of the roots of its source; default the first. */
  readonly root?: number | undefined;
}

/** What a source reads in a log of lines, line by line; the state goes through JSON after each line where `cut` says so. */
export function readLogLines(
  source: TelemetrySource,
  log: TestLog,
  cut: (line: number) => boolean = () => false,
): CompletionEntry[] {
  const format = lineFormatOf(source, log.path);
  const root = source.roots[log.root ?? 0] ?? "";
  const file: LogFile = { root, relativePath: log.path, path: `${root}/${log.path}` };
  let state = format.start(file);
  let offset = 0;
  const entries: CompletionEntry[] = [];
  for (const [index, line] of log.lines.entries()) {
    const bytes = Buffer.from(line);
    const value = format.mayMatter?.(bytes) === false ? undefined : parsed(line);
    if (value !== undefined) entries.push(...format.read(value, { file, state, offset }));
    offset += bytes.length + 1;
    if (cut(index)) state = JSON.parse(JSON.stringify(state)) as LineState;
  }
  return entries;
}

/** How a source reads a file of lines. */
export function lineFormatOf(source: TelemetrySource, path: string): LineFormat {
  const format = source.formatOf(path);
  if (format?.kind !== "lines") throw new Error(`${source.name} reads no lines in ${path}`);
  return format;
}

function parsed(line: string): JsonValue | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

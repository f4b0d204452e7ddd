import { isStackFrame } from "../../select/error-lines.ts";

/** A stack trace below the line that reports it: adjacent lines, first and last 0-based and inclusive. */
export interface TraceBlock {
  readonly from: number;
  readonly to: number;
}

/** Lines that continue what stands above them: indented, or one of the few that traces have at the margin. */
const CONTINUES =
  /^(?:\s+\S|Caused by: |Suppressed: |Traceback \(most recent|goroutine \d+ \[|\.\.\. \d+ more|During handling of the above|The above exception was)/;

/** Whether a line continues a stack trace if the lines around it do. */
export function continuesTrace(line: string): boolean {
  return CONTINUES.test(line.length > 200 ? line.slice(0, 200) : line);
}

/** Runs of continuing lines with at least one frame in them. */
export function traceBlocks(lines: readonly string[]): TraceBlock[] {
  const blocks: TraceBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (!continuesTrace(lines[at] as string)) continue;
    const from = at;
    let hasFrame = false;
    while (at < lines.length && continuesTrace(lines[at] as string)) {
      hasFrame ||= isStackFrame(lines[at] as string);
      at++;
    }
    if (hasFrame) blocks.push({ from, to: at - 1 });
  }
  return blocks;
}

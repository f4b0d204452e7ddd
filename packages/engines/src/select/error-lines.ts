/** Words by which logs, tools and run times report that something went wrong. */
const REPORTS =
  /\b(?:ERROR|ERR|FATAL|CRITICAL|SEVERE|PANIC|EMERG|ALERT)\b|\b[A-Za-z]{0,40}(?:Error|Exception)\b|\b(?:[Ee]rror|[Ff]atal|[Pp]anic(?:ked)?|[Ff]ail(?:ed|ure)|FAIL(?:ED)?|[Tt]raceback|[Ss]egmentation fault|[Aa]borted|[Cc]ore dumped|[Uu]nhandled|[Cc]annot|not found|[Dd]enied|[Tt]imed out)\b|^\s{0,80}(?:E {2}|✗|✘|×|●) /;

/** Those that do not stand in prose about errors, denials and failures. */
const QUOTED_REPORTS =
  /\b(?:ERROR|FATAL|CRITICAL|SEVERE|PANIC|EMERG|FAILED)\b|\b[A-Za-z]{0,40}(?:Error|Exception): |\b(?:error|fatal|panic): |\bTraceback \(/;

/** Frames of a stack trace: JavaScript and Java, Python, Go, Rust, .NET. */
const FRAME =
  /^\s{1,80}at [\w$.<>[\]]{1,300}.{0,300}[:(]|^\s{1,40}File ".{1,400}", line \d+|^\s{0,40}Caused by: |^goroutine \d+ \[|^\s{1,40}\d{1,4}: 0x[0-9a-f]+|^\t[^\s].{0,400}\.go:\d+/;

/** Whether a line reports an error, a fatal condition, or is a frame of a stack trace. Looks at the first 600 characters. */
export function reportsError(line: string): boolean {
  const head = line.length > 600 ? line.slice(0, 600) : line;
  return REPORTS.test(head) || FRAME.test(head);
}

/** Whether a sentence of prose quotes a report: one that merely tells of a failure does not. Looks at the first 600 characters. */
export function quotesError(sentence: string): boolean {
  return QUOTED_REPORTS.test(sentence.length > 600 ? sentence.slice(0, 600) : sentence);
}

/** Whether a line is a frame of a stack trace: it belongs to the report above it. */
export function isStackFrame(line: string): boolean {
  return FRAME.test(line.length > 600 ? line.slice(0, 600) : line);
}
